"""An editor at the desk, and a form sent as a browser would send it."""

import pytest
from django.urls import reverse

from desk.roles import EDITOR
from tests.factories import make_user


@pytest.fixture
def editor(client):
    user = make_user("editor", EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def send(client):
    """Open a page of the admin, change some of its fields and press a button; return the answer.

    `send(article, title="New")` changes an article, `send(None, ...)` adds one.
    """

    def send(article, *, button="_save", **changes):
        if article is None:
            address = reverse("admin:articles_article_add")
        else:
            address = reverse("admin:articles_article_change", args=[article.pk])
        page = client.get(address)
        assert page.status_code == 200
        data = {}
        for form in forms_on(page):
            for field in form:
                add_field(data, field)
        data |= {button: "1"} | changes
        return client.post(address, {k: v for k, v in data.items() if v is not None})

    return send


def forms_on(page):
    yield page.context["adminform"].form
    for inline in page.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.initial_forms


def add_field(data, field):
    value = field.value()
    widget = field.field.widget
    if hasattr(widget, "widgets"):  # a date and a time
        for number, part in enumerate(widget.decompress(value)):
            data[f"{field.html_name}_{number}"] = "" if part is None else str(part)
    elif isinstance(value, bool):
        if value:
            data[field.html_name] = "on"
    elif value is not None:
        data[field.html_name] = str(getattr(value, "pk", value))


def rows(prefix, *lines):
    """The fields of new rows in an inline: rows("bylines", {"author": 3, "position": 0})."""
    data = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data
