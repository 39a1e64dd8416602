"""Exchange rates as the front page prints them, and the files they come from."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from frontpage.models import ExchangeRate

STALE_AFTER = dt.timedelta(hours=48)
# How far back the rate before the newest may lie to be worth a comparison.
COMPARED_WITHIN = dt.timedelta(days=14)
ORDER = list(ExchangeRate.Currency.values)


class Quote(NamedTuple):
    currency: str
    name: str
    per_dollar: Decimal
    at: dt.datetime
    # In per cent of the rate before; None when there is none to compare with.
    change: Decimal | None

    @property
    def fall(self) -> Decimal:
        return -self.change


class RatesError(ValueError):
    """A file of rates that cannot be taken as it is; the text names the line and the mend."""


def quotes(at: dt.datetime | None = None) -> list[Quote]:
    """Return one quote for each currency with a rate of the last 48 hours."""
    at = at or timezone.now()
    history: dict[str, list[ExchangeRate]] = {}
    rows = ExchangeRate.objects.filter(at__lte=at, at__gt=at - COMPARED_WITHIN)
    for rate in rows.order_by("currency", "-at"):
        history.setdefault(rate.currency, []).append(rate)
    return [
        Quote(
            currency,
            ExchangeRate.Currency(currency).label,
            significant(history[currency][0].per_dollar),
            history[currency][0].at,
            change(*history[currency][:2]),
        )
        for currency in ORDER
        if currency in history and history[currency][0].at > at - STALE_AFTER
    ]


def last_turned_stale(at: dt.datetime) -> dt.datetime | None:
    """Return the last moment at which a rate became too old to be shown."""
    newest = ExchangeRate.objects.filter(at__lte=at - STALE_AFTER).order_by("-at").first()
    return newest.at + STALE_AFTER if newest else None


def significant(value: Decimal, digits: int = 3) -> Decimal:
    """Return the value with so many significant figures: 12543.21 is 12500, 1.7 is 1.70."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1)).quantize(
        Decimal(1).scaleb(min(0, value.adjusted() - digits + 1))
    )


def change(newest: ExchangeRate, before: ExchangeRate | None = None) -> Decimal | None:
    """Return the change in per cent to one decimal; what rounds to nothing is 0, never -0."""
    if before is None:
        return None
    per_cent = (newest.per_dollar / before.per_dollar - 1) * 100
    return per_cent.quantize(Decimal("0.1")) + 0


def parse(name: str, content: str) -> list[ExchangeRate]:
    """Return the unsaved rates of a CSV or JSON file: currency, per_dollar and at in each row."""
    is_json = name.lower().endswith(".json")
    if is_json:
        try:
            rows = json.loads(content, parse_float=Decimal, parse_int=Decimal)
        except json.JSONDecodeError as error:
            raise RatesError(f"Line {error.lineno}: this is not JSON ({error.msg}).") from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RatesError("The JSON file must be a list of objects, one for each rate.")
        numbered = enumerate(rows, start=1)
    else:
        numbered = enumerate(csv.DictReader(io.StringIO(content)), start=2)
    found, errors = [], []
    for number, row in numbered:
        try:
            found.append(parse_row(row))
        except ValueError as error:
            errors.append(
                f"{'Rate' if name.lower().endswith('.json') else 'Line'} {number}: {error}"
            )
    if errors:
        raise RatesError("\n".join(errors))
    if not found:
        raise RatesError("The file holds no rates.")
    return found


def parse_row(row: dict) -> ExchangeRate:
    missing = [name for name in ("currency", "per_dollar", "at") if row.get(name) in (None, "")]
    if missing:
        raise ValueError(f"{' and '.join(missing)} is missing.")
    currency = str(row["currency"]).strip().upper()
    if currency not in ORDER:
        raise ValueError(f"“{currency}” is none of {', '.join(ORDER)}.")
    try:
        per_dollar = Decimal(str(row["per_dollar"]).strip())
    except InvalidOperation:
        raise ValueError(f"“{row['per_dollar']}” is not a number such as 12540.5.") from None
    if not per_dollar.is_finite() or not 0 < per_dollar < Decimal("1e12"):
        raise ValueError(f"“{row['per_dollar']}” is not a rate: it must be above zero.")
    return ExchangeRate(currency=currency, per_dollar=per_dollar, at=moment(str(row["at"]).strip()))


def moment(text: str) -> dt.datetime:
    try:
        at = parse_datetime(text)
        day = None if at else parse_date(text)
    except ValueError:
        at = day = None
    if at is None and day is None:
        raise ValueError(f"“{text}” is not a time such as 2026-08-05T09:00+04:00.")
    at = at or dt.datetime.combine(day, dt.time())
    return at if timezone.is_aware(at) else timezone.make_aware(at)
