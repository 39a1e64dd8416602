import pytest
from django.urls import reverse

from articles.models import FirstPublication, Republication
from house.models import SiteSettings
from tests.factories import make_article, make_hidden_articles, make_outlet, make_photo

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def republish(client, article):
    return client.get(reverse("articles:republish", args=[article.slug]))


def test_the_page_offers_three_copies_with_their_credit(client):
    page = republish(client, make_article("A sea")).content.decode()
    assert page.count("<textarea") == 3
    assert page.count("readonly") == 3
    assert page.count("Originally published by The Caucasus Center") == 6
    assert "&lt;h1&gt;A sea&lt;/h1&gt;" in page


def test_the_page_is_for_no_search_engine(client):
    response = republish(client, make_article())
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_page_gives_the_address_for_the_canonical_field(client):
    article = make_article(slug="a-sea")
    assert "http://testserver/articles/a-sea/</b>" in republish(client, article).content.decode()


def test_pictures_that_stay_here_are_named(client):
    photo = make_photo(photographer="A. Example", agency="Example Pictures")
    page = republish(client, make_article(lead_photo=photo)).content.decode()
    assert "One picture is not included." in page
    assert "Picture 1: A. Example/Example Pictures; ask them." in page


def test_what_readers_cannot_see_cannot_be_republished(client):
    assert [republish(client, article).status_code for article in make_hidden_articles()] == [
        404
    ] * 5


@pytest.mark.parametrize("policy", ["ask", "not-allowed"])
def test_there_is_no_page_where_it_is_not_allowed(client, policy):
    assert republish(client, make_article(republish_policy=policy)).status_code == 404


def test_a_reprint_has_no_page(client):
    article = make_article()
    FirstPublication.objects.create(article=article, outlet=make_outlet())
    assert republish(client, article).status_code == 404


def test_a_policy_changed_while_the_page_is_open_counts_at_the_next_load(client):
    article = make_article()
    assert republish(client, article).status_code == 200
    SiteSettings.load().save()
    SiteSettings.objects.update(republish_policy="not-allowed")
    assert republish(client, article).status_code == 404


def test_the_page_asks_the_database_little(client, django_assert_max_num_queries):
    article = make_article(
        lead_photo=make_photo(), summary="One", body="<p>Text</p>" * 20, tags=["a", "b"]
    )
    with django_assert_max_num_queries(11):
        republish(client, article)


# The counter.


def hit(client, article, referer="https://paper.example.org/a/b?x=1", agent=FIREFOX, **extra):
    url = reverse("republication-counter", args=[article.public_id])
    headers = {"referer": referer, "user-agent": agent}
    return client.get(url, headers={k: v for k, v in headers.items() if v is not None}, **extra)


def rows():
    return list(Republication.objects.values_list("host", "path", "count"))


def test_the_answer_is_a_point_that_nobody_keeps(client):
    response = hit(client, make_article())
    assert response["Content-Type"] == "image/gif"
    assert len(response.content) == 43
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_page_elsewhere_is_counted_without_its_query(client):
    hit(client, make_article())
    assert rows() == [("paper.example.org", "/a/b", 1)]


def test_one_reader_counts_once_in_half_an_hour(client):
    article = make_article()
    for _ in range(3):
        hit(client, article)
    hit(client, article, REMOTE_ADDR="192.0.2.7")
    assert rows() == [("paper.example.org", "/a/b", 2)]


@pytest.mark.parametrize(
    "agent", [None, "", "Googlebot/2.1", "curl/8", "python-requests/2", "WhatsApp/2"]
)
def test_machines_are_not_counted(client, agent):
    assert hit(client, make_article(), agent=agent).status_code == 200
    assert rows() == []


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        "http://testserver/articles/a-sea/republish/",
        "http://www.testserver/",
        "https://staging.paper.example.org/",
        "http://localhost:3000/",
        "http://192.168.0.1/",
        "http://[::1]/",
        "http://[",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://<script>.example/",
        "https://" + "a" * 5000 + ".example/",
        "no address at all",
    ],
)
def test_a_referrer_that_is_no_public_page_elsewhere_is_not_counted(client, referer):
    assert hit(client, make_article(), referer=referer).status_code == 200
    assert rows() == []


def test_a_hostile_path_is_cut_and_cleaned(client):
    hit(client, make_article(), referer="https://paper.example.org/\x00" + "a" * 900)
    ((_host, path, _count),) = rows()
    assert path == "/" + "a" * 299


def test_an_unknown_or_hidden_article_gets_the_same_point(client):
    known = hit(client, make_article())
    for article in make_hidden_articles():
        assert hit(client, article).content == known.content
    unknown = client.get("/r/nobody.gif", headers={"referer": "https://a.example.org/"})
    assert unknown.content == known.content
    assert len(rows()) == 1


def test_a_broken_counter_still_answers(client, monkeypatch):
    monkeypatch.setattr("articles.republications.count", lambda *a, **k: 1 / 0)
    assert len(hit(client, make_article()).content) == 43


def test_a_flood_of_invented_pages_shares_one_row(client, monkeypatch):
    monkeypatch.setattr("articles.republications.MOST_PAGES_A_DAY", 2)
    article = make_article()
    for number in range(5):
        hit(client, article, referer=f"https://paper.example.org/{number}")
    assert sorted(rows()) == [
        ("elsewhere", "/", 3),
        ("paper.example.org", "/0", 1),
        ("paper.example.org", "/1", 1),
    ]


def test_one_site_cannot_keep_the_counter_busy(client, monkeypatch):
    monkeypatch.setattr("articles.republications.MOST_HITS_A_MINUTE", 2)
    article = make_article()
    for number in range(5):
        hit(client, article, referer=f"https://paper.example.org/{number}")
    assert len(rows()) <= 4
