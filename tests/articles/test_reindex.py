import pytest
from django.core.management import call_command

from articles.models import Article, Byline, Entry, SearchDocument
from tests.factories import make_article, make_author, make_category


@pytest.fixture
def forgotten():
    """An article of a database that is older than its lists and its search."""
    article = make_article(
        "A sea that leaves its harbours",
        authors=[make_author("Energy Desk")],
        categories=[make_category("Caspian")],
    )
    Entry.objects.all().delete()
    SearchDocument.objects.all().delete()
    Byline.objects.update(public_from=None, language="")
    return article


def test_articles_of_an_older_database_come_back_to_lists_and_search(client, forgotten):
    addresses = ["/archive/", forgotten.categories.get().get_absolute_url(), "/search/?q=harbours"]
    addresses += [forgotten.bylines.get().author.get_absolute_url()]
    for address in addresses:
        assert forgotten.title not in client.get(address).content.decode(), address
    call_command("reindex", verbosity=0)
    for address in addresses:
        assert forgotten.title in client.get(address).content.decode(), address


def test_reindexing_changes_nothing_an_editor_wrote(forgotten):
    before = Article.objects.values().get()
    call_command("reindex", verbosity=0)
    assert Article.objects.values().get() == before


def test_a_draft_stays_out_of_the_lists(client):
    make_article("Unfinished", status="draft", categories=[make_category("Caspian")])
    call_command("reindex", verbosity=0)
    assert not Entry.objects.exists()
    assert not SearchDocument.objects.exists()
