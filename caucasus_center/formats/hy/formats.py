"""Armenian dates with the day before the month, as Armenian writes them."""

DATE_FORMAT = "j F, Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
