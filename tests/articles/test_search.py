import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents import document
from articles.folding import fold
from articles.models import Article, SearchAlias, SearchDocument
from articles.search import parse, search, suggestion
from tests.articles.test_lists import titles
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
)

# One corpus and its answers; the suite runs it on each database.
CORPUS = {
    "caspian": ("A sea that leaves its harbours", "<p>The Caspian level falls.</p>"),
    "azeri": ("Xəzərin səviyyəsi", "<p>Ələt limanı. Bakı İRƏVAN ışıq.</p>"),
    "georgian": ("ბათუმის პორტი", "<p>ზღვა და გემი.</p>"),
    "armenian": ("Հայաստանի ճանապարհը", "<p>Սահման և ճանապարհ։</p>"),
    "russian": ("Уровень Каспия", "<p>Море отступает ещё на метр. Ёлка.</p>"),
    "turkish": ("Türkiye and the corridor", "<p>Kızılelma, the drone.</p>"),
    "english": ("Turkey's grain", "<p>The single window, one e-mail at 1e5abc tonnes.</p>"),
    "phrase": ("Window prices", "<p>Every single one of them.</p>"),
}
ANSWERS = {
    "caspian": ["caspian"],
    "CASPIAN LEVEL": ["caspian"],
    "casp": ["caspian"],
    "casp level": [],
    "xezerin": ["azeri"],
    "Xəzərin seviyyesi": ["azeri"],
    "irevan": ["azeri"],
    "IŞIQ": ["azeri"],
    "isiq": ["azeri"],
    "ბათუმის": ["georgian"],
    "ზღვ": ["georgian"],
    "ճանապարհ": ["armenian"],
    "каспия": ["russian"],
    "еще": ["russian"],
    "елка": ["russian"],
    "turkiye": ["english", "turkish"],
    "kizilelma": ["turkish"],
    '"single window"': ["english"],
    "single window": ["english", "phrase"],
    '"window single"': [],
    '"prices every"': [],
    "turkey's": ["english"],
    "e-mail": ["english"],
    "1e5abc": ["english"],
}


@pytest.fixture
def corpus():
    return {make_article(title, body=body).pk: name for name, (title, body) in CORPUS.items()}


@pytest.mark.parametrize("query", ANSWERS)
def test_both_databases_give_the_same_hits(corpus, query):
    found = search(query)
    assert sorted(corpus[key] for key in found[0:50]) == ANSWERS[query]
    assert found.count == len(ANSWERS[query])


def test_the_title_weighs_more_than_the_summary_and_that_more_than_the_text():
    make_article("in the text", body="<p>Khorgos and much besides.</p>")
    make_article("in the summary", standfirst="Counting at Khorgos.")
    make_article("Khorgos in the title")
    found = Article.objects.in_bulk(search("khorgos")[0:10])
    order = [found[key].title for key in search("khorgos")[0:10]]
    assert order == ["Khorgos in the title", "in the summary", "in the text"]


def test_authors_tags_and_their_later_changes_are_found(client):
    article = make_article("signed", authors=[make_author("Nino Exämple")], tags=["Zəngəzur"])
    assert titles(client.get("/search/?q=example")) == ["signed"]
    assert titles(client.get("/search/?q=zengezur")) == ["signed"]
    article.bylines.all().delete()
    assert titles(client.get("/search/?q=example")) == []


def test_nothing_that_is_not_public_is_found(client):
    make_hidden_articles()
    page = client.get("/search/?q=hidden")
    assert titles(page) == []
    assert search("hidden").count == 0
    assert "hidden scheduled" not in client.get("/search/feed.atom?q=hidden").content.decode()


def test_a_withdrawn_article_leaves_the_index():
    article = make_article("Khorgos")
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert search("khorgos").count == 0
    assert not SearchDocument.objects.exists()


def test_a_scheduled_article_is_found_from_its_moment_on(time_machine):
    moment = timezone.now().replace(microsecond=0) + dt.timedelta(hours=1)
    article = make_article("Khorgos", published_at=moment)
    assert search("khorgos").count == 0
    time_machine.move_to(moment, tick=False)
    assert search("khorgos")[0:10] == [article.pk]


def test_an_alias_finds_every_spelling(client):
    SearchAlias.objects.create(names="Nagorno-Karabakh\nQarabağ\nАрцах")
    make_article("Qarabağ yolu")
    make_article("Дорога в Арцах")
    for query in ("qarabag", "nagorno karabakh", "арцах"):
        assert len(titles(client.get("/search/", {"q": query}))) == 2, query
    assert "Also looked for:" in client.get("/search/?q=qarabag").content.decode()


HOSTILE = [
    '"', '""', '"""', "*", "(", ")", "a*", '"a', "NEAR", "NEAR(", "AND", "OR OR", "NOT", "-", "^a",
    "title:a", "{a b}: c", "a:*", "!", "&", "|", "<->", "'", "\\", "%", "_", ";--", "a" * 10_000,
    "a " * 5_000, "\x00", "a\x00b", "\ud83d\ude00", "🙂", "…", "\u200b", "٢", "ꙮ", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_gets_an_answer(client, query):
    make_article("Near and title or not")
    assert (
        client.get("/search/", {"q": query.encode("utf-8", "ignore").decode()}).status_code == 200
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_never_an_error(db, text):
    assert search(text).count >= 0


def test_an_article_is_found_by_each_of_its_words(corpus):
    for article in Article.objects.all():
        for word in document(article).body.split():
            assert article.pk in search(f'"{word}"')[0:50], word


@given(st.text(max_size=200))
def test_folding_is_done_after_one_time(text):
    assert fold(fold(text)) == fold(text)


def test_snippets_mark_what_was_found_and_escape_the_rest(client):
    make_article(
        "Ports",
        standfirst="Nothing of it here.",
        body="<p>Bakı &lt;b&gt;limanı&lt;/b&gt; is a port &amp; more.</p>",
    )
    page = client.get("/search/?q=limani").content.decode()
    assert "<mark>limanı</mark>" in page
    assert "&lt;b&gt;" in page
    assert "<b>limanı" not in page


def test_results_are_narrowed_with_counts(client):
    energy = make_category("Energy")
    make_article("Port one", genre="report", categories=[energy])
    make_article("Port two", published_at=LONG_AGO.replace(year=2024))
    make_article("Порт port", language="ru")
    page = client.get("/search/?q=port").content.decode()
    assert "Viewing 1–3 of 3" in page
    assert 'href="/search/?q=port&amp;category=energy">Energy</a><span>1<' in page
    for query, expected in {
        "category=energy": ["Port one"],
        "genre=report": ["Port one"],
        "year=2024": ["Port two"],
        "language=ru": ["Порт port"],
        "year=1999": [],
    }.items():
        assert titles(client.get(f"/search/?q=port&{query}")) == expected, query


def test_results_can_be_had_by_date(client):
    make_article("Port port port", published_at=LONG_AGO - dt.timedelta(days=9))
    make_article("newest", body="<p>A port.</p>")
    assert titles(client.get("/search/?q=port"))[0] == "Port port port"
    assert titles(client.get("/search/?q=port&sort=date")) == ["newest", "Port port port"]


def test_a_very_common_word_is_ranked_among_its_newest_and_pages_hold_everything(
    client, monkeypatch
):
    monkeypatch.setattr("articles.search.RANKED", {"sqlite": 4, "postgresql": 4})
    monkeypatch.setattr("articles.search.MOST_COUNTED", 5)
    monkeypatch.setattr("pagecache.paging.PAGE_SIZE", 3)
    for hour in range(11):
        make_article(f"port {hour}", published_at=LONG_AGO + dt.timedelta(hours=hour))
    seen = []
    for number in (1, 2, 3, 4):
        page = client.get(f"/search/?q=port&page={number}")
        assert "of 11" in page.content.decode()
        seen += titles(page)
    assert sorted(seen[:4]) == ["port 10", "port 7", "port 8", "port 9"]
    assert seen[4:] == [f"port {hour}" for hour in range(6, -1, -1)]


def test_a_mistyped_name_gets_a_suggestion(client):
    make_article("Counting containers at Khorgos")
    page = client.get("/search/?q=khorgas").content.decode()
    assert 'Did you mean <a href="?q=khorgos">khorgos</a>?' in page
    assert suggestion("zzzz", {"khorgos"}) == ""


def test_the_last_word_may_be_unfinished_but_not_one_letter():
    assert parse("sea po")[-1][0].is_begun
    assert not parse("sea p")[-1][0].is_begun
    assert not parse('"sea po"')[0][0].is_begun


def test_a_search_is_a_list_of_references(client):
    make_article("Khorgos, the dry port")
    make_article("Elsewhere")
    make_article("Khorgos in secret", status="draft")
    text = client.get("/search/cite.ris?q=khorgos").getvalue().decode()
    assert text.count("TY  - ") == 1
    assert "TI  - Khorgos, the dry port" in text
    assert client.get("/search/cite.ris?q=").getvalue() == b""
    assert "/search/cite.ris?q=khorgos" in client.get("/search/?q=khorgos").content.decode()


def test_a_search_is_a_feed(client):
    make_article("Khorgos")
    make_article("Elsewhere")
    feed = client.get("/search/feed.atom?q=khorgos").content.decode()
    assert "Khorgos" in feed
    assert "Elsewhere" not in feed


def test_a_search_asks_at_most_twelve_questions(client, django_assert_max_num_queries):
    make_category()
    for number in range(25):
        make_article(f"port {number}", authors=[make_author(f"Desk {number}")])
    with django_assert_max_num_queries(12):
        client.get("/search/?q=port")
