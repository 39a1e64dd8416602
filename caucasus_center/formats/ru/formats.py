"""Russian dates without a year, with the month in the case that a date asks for."""

MONTH_DAY_FORMAT = "j E"
