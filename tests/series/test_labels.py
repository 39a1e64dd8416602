import pytest
from hypothesis import given
from hypothesis import strategies as st

from series.labels import citation_label, issue_label
from series.models import Issue, Series

EDM = Series(name="Eurasia Daily Monitor")
words = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12)


@pytest.mark.parametrize(
    ("issue", "label"),
    [
        (Issue(volume=22, number="112"), "Eurasia Daily Monitor Volume: 22 Issue: 112"),
        (Issue(volume=22), "Eurasia Daily Monitor Volume: 22"),
        (Issue(number="112"), "Eurasia Daily Monitor Issue: 112"),
        (Issue(season="Spring 2021"), "Eurasia Daily Monitor Spring 2021"),
        (Issue(number="4", season="Spring 2021"), "Eurasia Daily Monitor Issue: 4, Spring 2021"),
        (Issue(volume=0, number="3–4"), "Eurasia Daily Monitor Volume: 0 Issue: 3–4"),
        (Issue(volume=22, number=" "), "Eurasia Daily Monitor Volume: 22"),
        (Issue(), "Eurasia Daily Monitor"),
        (None, "Eurasia Daily Monitor"),
    ],
)
def test_the_label_has_only_the_parts_that_have_a_value(issue, label):
    assert citation_label(EDM, issue) == label


@given(volume=st.none() | st.integers(0, 9999), number=words, season=words)
def test_no_word_stands_without_its_value(volume, number, season):
    label = citation_label(EDM, Issue(volume=volume, number=number, season=season))
    assert ("Volume:" in label) == (volume is not None)
    if "Issue" not in number + season:
        assert ("Issue:" in label) == bool(number.strip())
    assert not label.endswith((": ", ", "))


def test_an_issue_is_named_on_the_page_of_its_series_without_the_series():
    assert issue_label(Issue(volume=18, number="68")) == "Volume: 18 Issue: 68"
    assert issue_label(Issue()) == ""
