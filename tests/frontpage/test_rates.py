"""The ticker: one list, three significant figures, never "-0%", gone when it is old."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from frontpage import rates
from frontpage.models import ExchangeRate, FrontPage
from tests.factories import make_article

NOW = dt.datetime(2025, 4, 3, 12, 0, tzinfo=dt.UTC)


def make_rate(currency, per_dollar, at=NOW):
    return ExchangeRate.objects.create(currency=currency, per_dollar=Decimal(per_dollar), at=at)


@pytest.fixture
def ticker():
    """Five currencies with the rate of today and of yesterday."""
    make_article()
    FrontPage(shows_rates=True, rates_source="Central banks").save()
    today = timezone.now() - dt.timedelta(hours=1)
    for currency, before, after in [
        ("KGS", "86.7021", "86.7020"),
        ("KZT", "496.1", "498.1"),
        ("TJS", "10.92", "10.90"),
        ("UZS", "12546", "12543.21"),
        ("AZN", "1.7", "1.7"),
    ]:
        make_rate(currency, before, today - dt.timedelta(days=1))
        make_rate(currency, after, today)


def test_five_currencies_stand_once_with_their_change_in_words(client, ticker):
    page = client.get("/").text
    for words in ("86.7</b>", "498</b>", "10.9</b>", "12,500</b>", "1.70</b>"):
        assert page.count(words) == 1
    assert "up 0.4%" in page
    assert "down 0.2%" in page
    assert "-0" not in page.split('class="ticker"')[1].split("</ul>")[0]
    assert page.count("unchanged") == 3
    assert "Central banks" in page


def test_rates_older_than_two_days_are_not_shown(client):
    make_article()
    FrontPage(shows_rates=True).save()
    make_rate("AZN", "1.7", timezone.now() - dt.timedelta(hours=49))
    assert "ticker" not in client.get("/").text


def test_rates_are_off_until_an_editor_wants_them(client, ticker):
    FrontPage.objects.update(shows_rates=False)
    assert "ticker" not in client.get("/").text


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("12543.21", "12500"),
        ("1.7", "1.70"),
        ("0.00007972", "0.0000797"),
        ("383.2", "383"),
        ("10.9", "10.9"),
        ("99999", "100000"),
    ],
)
def test_rates_have_three_significant_figures(value, printed):
    assert f"{rates.significant(Decimal(value)):f}" == printed


@pytest.mark.parametrize(("before", "after"), [("100", "99.96"), ("100", "100.04"), ("1", "1")])
def test_a_change_that_rounds_to_nothing_is_nothing(before, after):
    change = rates.change(make_rate("AZN", after), make_rate("GEL", before))
    assert str(change) == "0.0"


def test_a_csv_file_is_loaded_and_loading_it_again_changes_nothing(tmp_path, capsys):
    path = tmp_path / "rates.csv"
    path.write_text(
        "currency,per_dollar,at\nAZN,1.7,2025-04-03T09:00+04:00\nuzs,12540.5,2025-04-03\n"
    )
    call_command("load_rates", str(path))
    call_command("load_rates", str(path))
    assert "2 rates loaded from rates.csv" in capsys.readouterr().out
    assert [str(rate) for rate in ExchangeRate.objects.all()] == [
        "1 USD = 1.7 AZN",
        "1 USD = 12540.5 UZS",
    ]


def test_a_json_file_is_loaded(tmp_path):
    path = tmp_path / "rates.json"
    path.write_text('[{"currency": "GEL", "per_dollar": 2.71, "at": "2025-04-03T09:00Z"}]')
    call_command("load_rates", str(path))
    assert ExchangeRate.objects.get().per_dollar == Decimal("2.71")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("XXX,1.7,2025-04-03", "Line 2: “XXX” is none of"),
        ("AZN,1;7,2025-04-03", "Line 2: “1;7” is not a number"),
        ("AZN,-1,2025-04-03", "Line 2: “-1” is not a rate"),
        ("AZN,NaN,2025-04-03", "Line 2: “NaN” is not a rate"),
        ("AZN,1e30,2025-04-03", "Line 2: “1e30” is not a rate"),
        ("AZN,1.7,2025-13-40", "Line 2: “2025-13-40” is not a time"),
        ("AZN,1.7,", "Line 2: at is missing"),
        ("", "The file holds no rates"),
    ],
)
def test_a_bad_file_loads_nothing_and_names_the_line(tmp_path, row, error):
    path = tmp_path / "rates.csv"
    path.write_text(f"currency,per_dollar,at\n{row}\n")
    with pytest.raises(CommandError, match="Nothing was loaded") as raised:
        call_command("load_rates", str(path))
    assert error in str(raised.value)
    assert not ExchangeRate.objects.exists()


def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.csv: No such file"):
        call_command("load_rates", "nowhere.csv")
