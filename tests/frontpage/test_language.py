"""One address, one language, for everybody."""

from tests.factories import make_article


def test_the_address_decides_the_language_and_the_browser_does_not(client):
    english = client.get("/", headers={"accept-language": "ru"})
    assert '<html lang="en"' in english.text
    assert "Accept-Language" not in english.headers.get("Vary", "")
    assert not english.cookies
    russian = client.get("/ru/", headers={"accept-language": "en"})
    assert '<html lang="ru"' in russian.text
    assert not russian.cookies


def test_the_default_language_has_no_prefix(client):
    assert client.get("/en/").status_code == 404


def test_a_page_names_itself_in_every_language(client):
    page = client.get("/ru/").text
    assert '<link rel="canonical" href="http://testserver/ru/">' in page
    assert '<link rel="alternate" hreflang="ka" href="http://testserver/ka/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/">' in page


def test_an_article_speaks_its_own_language_at_its_one_address(client):
    article = make_article("Море уходит", language="ru")
    page = client.get(article.get_absolute_url(), headers={"accept-language": "en"}).text
    assert '<html lang="ru"' in page
    assert 'href="/ru/"' in page


def test_the_front_page_of_a_language_shows_its_articles(client):
    make_article("In English")
    make_article("По-русски", language="ru")
    page = client.get("/ru/").text
    assert "По-русски" in page
    assert "In English" not in page
