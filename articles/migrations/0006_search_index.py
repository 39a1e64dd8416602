from django.db import migrations

COLUMNS = ["title", "summary", "body", "captions"]

# The words come folded and with single spaces: `ascii` takes every other letter for part of a word.
SQLITE = [
    "CREATE VIRTUAL TABLE articles_search USING fts5(title, summary, body, captions, "
    "content='articles_searchdocument', content_rowid='id', tokenize='ascii', prefix='2 3')",
    "CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_searchdocument BEGIN "
    "INSERT INTO articles_search (rowid, title, summary, body, captions) "
    "VALUES (new.id, new.title, new.summary, new.body, new.captions); END",
    "CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_searchdocument BEGIN "
    "INSERT INTO articles_search (articles_search, rowid, title, summary, body, captions) "
    "VALUES ('delete', old.id, old.title, old.summary, old.body, old.captions); END",
    "CREATE TRIGGER articles_search_update AFTER UPDATE ON articles_searchdocument BEGIN "
    "INSERT INTO articles_search (articles_search, rowid, title, summary, body, captions) "
    "VALUES ('delete', old.id, old.title, old.summary, old.body, old.captions); "
    "INSERT INTO articles_search (rowid, title, summary, body, captions) "
    "VALUES (new.id, new.title, new.summary, new.body, new.captions); END",
    "INSERT INTO articles_search (articles_search) VALUES ('rebuild')",
]
# Between two columns stands a letter that folding never leaves, or a phrase could reach across.
VECTOR = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {column} || ' ə'), '{weight}')"
    for column, weight in zip(COLUMNS, "ABCD", strict=True)
)
POSTGRESQL = [
    f"ALTER TABLE articles_searchdocument ADD COLUMN vector tsvector "
    f"GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX articles_search ON articles_searchdocument USING gin (vector)",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER articles_search_insert",
        "DROP TRIGGER articles_search_delete",
        "DROP TRIGGER articles_search_update",
        "DROP TABLE articles_search",
    ],
    "postgresql": ["ALTER TABLE articles_searchdocument DROP COLUMN vector"],
}


def make_index(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_search")]

    operations = [migrations.RunPython(make_index, drop_index)]
