from tests.articles.test_lists import titles
from tests.factories import make_article, make_author, make_photo, make_series


def test_an_author_page_shows_who_it_is_and_all_pieces(client):
    author = make_author(
        "Nino Example", title="Analyst", affiliation="Tbilisi", bio="Counts ships."
    )
    author.links.create(label="University page", url="https://example.org/nino")
    make_article("alone", authors=[author], series=make_series("Corridor Papers"))
    make_article("together", authors=[author, make_author("Field Desk")])
    page = client.get(author.get_absolute_url())
    text = page.content.decode()
    assert sorted(titles(page)) == ["alone", "together"]
    for words in ("Analyst, Tbilisi", "Counts ships.", "University page", "2 articles"):
        assert words in text
    assert ">Field Desk</a> 1" in text
    assert ">Corridor Papers</a> 1" in text


def test_a_portrait_without_credit_is_not_shown(client):
    author = make_author("Nino Example", portrait=make_photo(is_public=False))
    assert "<figure" not in client.get(author.get_absolute_url()).content.decode()


def test_an_author_without_public_pieces_has_a_page_and_is_not_in_the_index(client):
    silent = make_author("Silent Desk")
    make_article("a draft of theirs", authors=[silent], status="draft")
    page = client.get(silent.get_absolute_url()).content.decode()
    assert "Nothing has been published here yet." in page
    assert "a draft of theirs" not in page
    assert "Silent Desk" not in client.get("/authors/").content.decode()


def test_the_index_sorts_people_by_family_name(client):
    make_article(authors=[make_author("Fatima van der Berg", family_name="Berg", given_name="F.")])
    make_article("other", authors=[make_author("Zura Adeli", family_name="Adeli")])
    page = client.get("/authors/").content.decode()
    assert page.index("Adeli") < page.index("Berg, F.")
