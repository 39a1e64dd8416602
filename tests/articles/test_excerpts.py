from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.excerpts import excerpt, plain, shorten
from articles.markup import clean
from articles.models import Article
from tests.factories import make_article

SENTENCE = "The lowest line on the quay is under the bollards this spring. "
LEAKS = ["[caption", "[/", "<", "[1]", "  ", "\xa0"]


def article(**fields):
    fields["body"] = clean(fields.get("body", ""))
    return Article(title="A title", **fields)


pieces = st.sampled_from(
    [
        *("[caption id=1]", "[/caption]", "[", "]", "/", "1", "[1]", "[[1]1]", "[gallery ids=1]"),
        *("<p>", "<", ">", "</p>", "\xa0", " ", "<span data-note=k>n</span>", "word ", "Yes. "),
    ]
)
texts = st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(teaser=texts, standfirst=texts, summary=texts, body=texts)
@example(teaser="[[1]1]", standfirst="", summary="", body="")
@example(teaser="", standfirst="", summary="", body="<p>[cap[1]tion id=2]x[/capt[2]ion]</p>")
def test_no_excerpt_ever_holds_a_shortcode_a_tag_a_note_mark_or_odd_space(
    teaser, standfirst, summary, body
):
    text = excerpt(article(teaser=teaser, standfirst=standfirst, summary=summary, body=body))
    assert [leak for leak in LEAKS if leak in text] == []
    assert len(text) <= 320
    assert text == text.strip()


def test_the_teaser_comes_before_the_standfirst_the_summary_and_the_text():
    fields = {"teaser": "Teaser.", "standfirst": "Standfirst.", "summary": "Point one"}
    fields["body"] = "<p>Body.</p>"
    for expected in ["Teaser.", "Standfirst.", "Point one", "Body."]:
        assert excerpt(article(**fields)) == expected
        fields.pop(next(iter(fields)))
    assert excerpt(article()) == ""


def test_summary_points_are_joined_as_sentences():
    assert excerpt(article(summary="First point\nSecond point.")) == "First point. Second point."


def test_headings_lists_captions_tables_and_notes_are_skipped():
    body = (
        "<h2>Head</h2><ul><li>item</li></ul><figure data-photo='1'><figcaption>cap</figcaption>"
        "</figure><table><tr><td>cell</td></tr></table><p>First<span data-note='a'>note</span>.</p>"
        "<h2>More</h2><p>Second.</p>"
    )
    assert excerpt(article(body=body)) == "First. Second."


def test_a_leaked_caption_shortcode_goes_with_its_caption():
    text = '[caption id="attachment_28337" width="923"] Image: X[/caption] Talks began.'
    assert excerpt(article(body=f"<p>{text}</p>")) == "Talks began."


def test_a_word_in_brackets_that_is_no_shortcode_stays():
    assert plain("He said [sic] so") == "He said [sic] so"


def test_a_long_text_ends_with_a_whole_sentence_of_200_to_320_characters():
    short = shorten(SENTENCE * 10)
    assert 200 <= len(short) <= 320
    assert short.endswith("spring.")


def test_an_abbreviation_does_not_end_a_sentence():
    text = "x" * 190 + " and then the U.S. Army met Gen. Smith of " + "y" * 200
    assert shorten(text).endswith("of…")


def test_georgian_and_armenian_sentences_end_too():
    georgian = "ნავსადგურის უფროსი ყოველ გაზაფხულზე თეთრ ხაზს ავლებს ნაპირზე. " * 8
    assert shorten(georgian.strip()).endswith("ნაპირზე.")
    armenian = "Նավահանգստի պետը ամեն գարուն սպիտակ գիծ է քաշում։ " * 10
    assert shorten(armenian.strip()).endswith("։")


def test_one_endless_sentence_is_cut_between_words():
    short = shorten("word " * 200)
    assert short.endswith("word…")
    assert len(short) <= 320


def test_one_endless_word_is_cut_all_the_same():
    assert len(shorten("x" * 5000)) == 320


def test_the_excerpt_is_stored_when_an_article_is_saved():
    saved = make_article(body="<p>The quay is dry.</p>")
    assert Article.objects.get(pk=saved.pk).excerpt == "The quay is dry."
