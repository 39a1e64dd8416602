"""Nothing is lost: editions, going back, two editors, and what was typed and never saved."""

import datetime as dt

from django.urls import reverse

from articles.models import Article, FirstPublication
from desk.models import Autosave, Revision
from desk.revisions import differences, edition_of, record, restore
from desk.roles import EDITOR, WRITER
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_issue,
    make_outlet,
    make_photo,
    make_user,
)


def whole_article():
    """An article that says something in every part of an edition."""
    article = make_article(
        "A sea that leaves its harbours",
        authors=[make_author("Fatima van der Berg", title="Fellow"), make_author("Energy Desk")],
        categories=[make_category("Caspian"), make_category("Energy")],
        tags=["ports", "water"],
        issue=make_issue(),
        lead_photo=make_photo(),
        summary="One.\nTwo.",
        body='<p>The sea is <em>falling</em>.<span data-note="a">A note.</span></p>',
    )
    FirstPublication.objects.create(
        article=article,
        outlet=make_outlet(),
        date=dt.date(2021, 10, 5),
        url="https://example.org/1",
    )
    return Article.objects.get(pk=article.pk)


def change_everything(article):
    article.title, article.body, article.summary = "Another", "<p>Other words.</p>", ""
    article.issue = article.series = article.lead_photo = None
    article.genre = "opinion"
    article.save()
    article.bylines.all().delete()
    article.filings.all().delete()
    article.tags.clear()
    article.first_publication.delete()


def test_an_edition_brings_back_every_part_of_an_article(editor):
    article = whole_article()
    before = edition_of(article)
    revision = record(article, editor)
    change_everything(article)
    restore(revision, editor)
    again = Article.objects.get(pk=article.pk)
    assert edition_of(again) == before
    assert [byline.name for byline in again.bylines.all()] == ["Fatima van der Berg", "Energy Desk"]
    assert again.bylines.first().title == "Fellow"
    assert all(byline.public_from for byline in again.bylines.all())


def test_going_back_changes_neither_address_nor_publication(editor):
    article = whole_article()
    revision = record(article, editor)
    article.slug, article.status = "elsewhere", "withdrawn"
    article.save()
    restore(revision, editor)
    article.refresh_from_db()
    assert (article.slug, article.status) == ("elsewhere", "withdrawn")


def test_going_back_leaves_out_what_is_gone_since(editor):
    article = whole_article()
    revision = record(article, editor)
    change_everything(article)
    revision.edition["fields"]["lead_photo"] = 987654
    revision.edition["categories"].append(987654)
    revision.edition["bylines"][0]["author"] = 987654
    restore(revision, editor)
    again = Article.objects.get(pk=article.pk)
    assert again.lead_photo is None
    assert again.filings.count() == 2
    assert [byline.name for byline in again.bylines.all()] == ["Energy Desk"]


def test_a_save_that_changes_nothing_makes_no_edition(editor):
    article = whole_article()
    assert record(article, editor)
    assert record(Article.objects.get(pk=article.pk), editor) is None


def test_differences_mark_words_and_tell_fields(editor):
    article = whole_article()
    old = edition_of(article)
    article.body = article.body.replace("falling", "rising")
    article.genre = "opinion"
    article.save()
    article.bylines.last().delete()
    changes = {change.label: change for change in differences(old, edition_of(article))}
    assert set(changes) == {"Text", "Genre", "Bylines"}
    assert ("gone", "falling") in changes["Text"].words
    assert ("new", "rising") in changes["Text"].words
    assert (changes["Genre"].before, changes["Genre"].after) == ("Analysis", "Opinion")
    assert changes["Bylines"].before == "Fatima van der Berg, Fellow; Energy Desk"


def test_a_changed_link_is_told_although_no_word_changed(editor):
    article = make_article(body='<p>See <a href="https://example.org/1">this</a>.</p>')
    old = edition_of(article)
    article.body = article.body.replace("/1", "/2")
    article.save()
    [change] = differences(old, edition_of(article))
    assert any("2" in words for kind, words in change.words if kind == "new")


def test_every_save_at_the_desk_keeps_an_edition(send, editor):
    article = make_article(status="draft")
    send(article, title="First")
    send(article, title="Second")
    titles = [revision.edition["fields"]["title"] for revision in article.revisions.all()]
    assert titles == ["Second", "First"]
    assert article.revisions.first().made_by == editor


def test_history_lists_editions_compares_and_goes_back(client, send, editor):
    article = make_article(status="draft", body="<p>The sea is falling.</p>")
    send(article, title="First")
    send(article, title="Second")
    history = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    first = article.revisions.last()
    address = reverse("admin:articles_article_edition", args=[article.pk, first.pk])
    assert address in history.content.decode()
    page = client.get(address).content.decode()
    assert "<del>First</del><ins>Second</ins>" in page
    client.post(address)
    article.refresh_from_db()
    assert article.title == "First"
    assert article.revisions.count() == 3


def test_going_back_does_not_bring_an_error_before_readers(client, editor):
    article = make_article(lead_photo=None)
    revision = record(article, editor)
    revision.edition["fields"]["lead_photo"] = make_photo(rights="unchecked").pk
    Revision.objects.filter(pk=revision.pk).update(edition=revision.edition)
    address = reverse("admin:articles_article_edition", args=[article.pk, revision.pk])
    page = client.post(address, follow=True).content.decode()
    assert "Readers see this article, so it stays" in page
    article.refresh_from_db()
    assert article.lead_photo is None


def test_a_writer_sees_editions_of_their_own_articles_only(client):
    writer = make_user("writer", WRITER)
    theirs = make_article(status="draft")
    revision = record(theirs, None)
    client.force_login(writer)
    address = reverse("admin:articles_article_edition", args=[theirs.pk, revision.pk])
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


# Two editors.


def test_a_save_over_somebody_elses_is_refused_and_shows_both(client, send, editor):
    article = make_article("Old title", status="draft")
    change = reverse("admin:articles_article_change", args=[article.pk])
    opened = client.get(change).context["adminform"].form["version"].value()
    send(article, title="The other editor's title")
    refused = send(article, title="My title", version=opened)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Somebody else saved this article after you opened it" in page
    assert "My title" in page
    assert "The other" in page
    article.refresh_from_db()
    assert article.title == "The other editor's title"


def test_whoever_saves_again_after_seeing_both_replaces_the_other(client, send, editor):
    article = make_article("Old title", status="draft")
    change = reverse("admin:articles_article_change", args=[article.pk])
    opened = client.get(change).context["adminform"].form["version"].value()
    send(article, title="Theirs")
    refused = send(article, title="Mine", version=opened)
    shown = refused.context["adminform"].form["version"].value()
    assert send(article, title="Mine", version=shown).status_code == 302
    article.refresh_from_db()
    assert article.title == "Mine"
    assert "Theirs" in [r.edition["fields"]["title"] for r in article.revisions.all()]


def test_the_page_says_who_else_is_writing(client, editor):
    article = make_article(status="draft")
    other = make_user("tamar", EDITOR, first_name="Tamar", last_name="Example")
    Autosave.objects.create(user=other, article=article, data="title=x")
    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert "Tamar Example is writing here too" in page.content.decode()


# Typed and not saved.


def test_what_was_typed_comes_back_after_a_crash_and_is_not_saved_by_itself(client, send, editor):
    article = make_article("Old title", status="draft")
    keep = reverse("admin:articles_article_autosave", args=[article.pk])
    change = reverse("admin:articles_article_change", args=[article.pk])
    typed = {}
    for field in client.get(change).context["adminform"].form:
        if isinstance(field.value(), str):
            typed[field.html_name] = field.value()
    typed |= {
        "title": "Typed before the crash",
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 0,
        "bylines-0-author": make_author("Nino Example").pk,
        "filings-TOTAL_FORMS": 0,
        "filings-INITIAL_FORMS": 0,
        "first_publication-TOTAL_FORMS": 0,
        "first_publication-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 0,
        "corrections-INITIAL_FORMS": 0,
    }
    assert client.post(keep, typed).json()["saved_at"]
    opened = client.get(change).content.decode()
    assert "Bring back what I typed" in opened
    assert "Typed before the crash" not in opened
    back = client.post(change, {"_restore": "1"}).content.decode()
    assert "Typed before the crash" in back
    assert "Nino Example" in back
    article.refresh_from_db()
    assert article.title == "Old title"


def test_saving_lets_go_of_what_was_kept(client, send, editor):
    article = make_article(status="draft")
    client.post(reverse("admin:articles_article_autosave", args=[article.pk]), {"title": "x"})
    send(article, title="Saved")
    assert not Autosave.objects.exists()


def test_what_was_typed_can_be_thrown_away(client, editor):
    article = make_article(status="draft")
    keep = reverse("admin:articles_article_autosave", args=[article.pk])
    client.post(keep, {"title": "x"})
    client.post(keep, {"_discard": "1"})
    assert not Autosave.objects.exists()


def test_a_new_article_is_kept_too_once_per_person(client, editor):
    keep = reverse("admin:articles_article_autosave")
    client.post(keep, {"title": "One"})
    client.post(keep, {"title": "Two"})
    assert Autosave.objects.get().data == "title=Two"
    opened = client.get(reverse("admin:articles_article_add")).content.decode()
    assert "Bring back what I typed" in opened


def test_nobody_keeps_text_in_an_article_they_may_not_change(client):
    article = make_article(status="in-review")
    client.force_login(make_user("writer", WRITER))
    keep = reverse("admin:articles_article_autosave", args=[article.pk])
    assert client.post(keep, {"title": "x"}).status_code == 403
    client.logout()
    assert client.post(keep, {"title": "x"}).status_code == 302
    assert not Autosave.objects.exists()
