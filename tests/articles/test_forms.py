import json

from lxml import html as lxml_html

from articles.forms import ArticleAdminForm, BodyWidget
from tests.factories import make_article, make_photo


def filled(body):
    form = ArticleAdminForm({"body": body}, instance=make_article())
    assert form.is_valid(), form.errors
    return form


def test_the_text_is_cleaned_once_and_what_was_left_out_is_said():
    form = filled("<p class='x'>One</p><img src='https://x.example/a.jpg'><p>Two</p>")
    assert form.cleaned_data["body"] == "<p>One</p><p>Two</p>"
    (loss,) = form.losses
    assert "photo library" in loss
    assert "a.jpg" in loss


def test_nothing_is_said_when_only_dress_was_taken_off():
    assert filled("<p class='MsoNormal' style='color:red'>One</p>").losses == []


def test_the_losses_of_one_form_are_not_told_of_the_next():
    filled("<img src='x.jpg'>")
    assert filled("<p>One</p>").losses == []


def test_the_editor_is_told_of_the_photos_in_the_text(django_assert_num_queries):
    photo = make_photo("Alat", caption="A quay & a <crane>")
    with django_assert_num_queries(1):
        html = BodyWidget().render("body", f'<p>a</p><figure data-photo="{photo.pk}"></figure>')
    textarea = lxml_html.fromstring(html)
    told = json.loads(textarea.get("data-article-editor"))
    assert told["photos"][str(photo.pk)]["caption"] == "A quay & a <crane>"
    assert told["picker"] == "/admin/photos/photo/picker/"
    assert textarea.text.strip() == f'<p>a</p><figure data-photo="{photo.pk}"></figure>'


def test_an_empty_text_asks_the_library_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        BodyWidget().render("body", None)
