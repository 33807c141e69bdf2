"""The words in which a measure is described; shared by its model and by the built-in ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a figure tells about: what comes in, how it is worked on, what comes out, what it means to the customer.

    German: Eingang, Prozess, Ausgang, Wirkung; not Ergebnis, which is the word for a Result (DESIGN.md).
    """

    INPUT = "input", _("Input")
    PROCESS = "process", _("Process")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", pgettext_lazy("kind of measure", "Outcome")


class Direction(models.TextChoices):
    """The direction that is good for the customer. Neither: a signal is to be explained, not judged."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NEITHER = "neither", _("neither is better")


class Data(models.TextChoices):
    """What kind of number it is; it decides the chart (METHODS.md) and how a week is made of its rows.

    A share has numerator and denominator, value = their quotient (0 to 1). A rate counts occurrences per opportunity,
    value = their quotient. A count is a whole number in a week. A value is a measurement in the measure's unit,
    the mean of its rows. A duration is a median in hours. What is rare tells the chart itself (calc.rare_events).
    """

    SHARE = "share", _("Share")
    RATE = "rate", _("Rate")
    COUNT = "count", _("Count")
    VALUE = "value", _("Measurement")
    DURATION = "duration", _("Duration")


class Source(models.TextChoices):
    BUILT_IN = "built_in", _("From the records, by Rundum")
    ENTERED = "entered", _("Entered by hand")
    FILE = "file", _("From a file")
    FILTER = "filter", _("Counted by a filter over concerns")
