"""Georgian dates without the weekday that Django's own format puts before them."""

DATE_FORMAT = "j F, Y"
