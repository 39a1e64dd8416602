"""Form fields that several desks use."""

from django import forms
from django.db import models

from house.clock import time_zone_name


class MomentWidget(forms.SplitDateTimeWidget):
    """The browser's own fields for a day and a time: no script, and a keyboard suffices."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs,
            date_attrs={"type": "date", "class": "moment", "aria-label": "Day"},
            time_attrs={"type": "time", "class": "moment", "aria-label": "Time"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )


class MomentField(forms.SplitDateTimeField):
    """A day and a time in the house's time zone, which is named beside it."""

    widget = MomentWidget

    def __init__(self, **kwargs):
        kwargs.setdefault("input_date_formats", ["%Y-%m-%d"])
        kwargs.setdefault("input_time_formats", ["%H:%M", "%H:%M:%S"])
        kwargs["help_text"] = f"{kwargs.get('help_text', '')} Time in {time_zone_name()}.".strip()
        super().__init__(**kwargs)


# For formfield_overrides of every admin whose rows carry a moment.
MOMENTS = {models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget}}
