import pytest
from django.core.exceptions import ValidationError

from authors.models import Author, validate_orcid
from tests.factories import make_author


@pytest.mark.parametrize("name", ["admin", "Admin", " EDITOR ", "WordPress"])
def test_an_account_is_refused_as_an_author(name):
    with pytest.raises(ValidationError, match="is an account, not an author"):
        Author(name=name).full_clean()


def test_a_person_whose_name_only_looks_like_an_account_is_welcome():
    Author(name="Editor Khan").full_clean()


@pytest.mark.parametrize("value", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_an_orcid_with_the_right_check_character_is_taken(value):
    validate_orcid(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0000-0002-1825-0098", "mistyped digit"),
        ("0000-0002-1694-2330", "mistyped digit"),
        ("0000000218250097", "in the form"),
        ("https://orcid.org/0000-0002-1825-0097", "in the form"),
        ("0000-0002-1825-00x7", "in the form"),
        ("০০০০-0002-1825-0097", "in the form"),
    ],
)
def test_a_wrong_orcid_is_named(value, message):
    with pytest.raises(ValidationError, match=message):
        validate_orcid(value)


def test_an_index_lists_people_by_family_name_and_desks_by_name():
    person = make_author("Fatima van der Berg", family_name="Berg", given_name="Fatima van der")
    assert person.sort_name == "Berg, Fatima van der"
    assert make_author("Energy Desk").sort_name == "Energy Desk"
    assert make_author("Sokrates", kind="person").sort_name == "Sokrates"
