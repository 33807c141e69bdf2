"""The built-in measures get their rows, so that goals can refer to them."""

from django.db import migrations

BUILT_IN = [
    ("received", "input", "count", "neither"),
    ("complete_at_first", "input", "share", "up"),
    ("functions_covered", "input", "share", "up"),
    ("skills_covered", "input", "share", "up"),
    ("first_reply", "process", "duration", "down"),
    ("waiting", "process", "value", "down"),
    ("waiting_for_customer", "process", "value", "down"),
    ("waiting_for_others", "process", "value", "down"),
    ("touches", "process", "value", "down"),
    ("handovers", "process", "count", "down"),
    ("in_progress", "process", "count", "neither"),
    ("open_age", "process", "value", "down"),
    ("promised_in_time", "process", "share", "up"),
    ("finished", "output", "count", "up"),
    ("first_time_solved", "output", "share", "up"),
    ("reopened", "output", "rate", "down"),
    ("promises_kept", "output", "share", "up"),
    ("one_stop", "output", "share", "up"),
    ("time_to_resolution", "output", "duration", "down"),
    ("verdict", "outcome", "share", "up"),
    ("expectations_met", "outcome", "share", "up"),
    ("satisfaction", "outcome", "value", "up"),
    ("margin", "outcome", "share", "up"),
    ("volume", "outcome", "value", "up"),
]
"""key, kind, kind of number, good direction"""


def set_up(apps, _schema_editor):
    measures = apps.get_model("measures", "Measure")
    measures.objects.bulk_create(
        measures(key=key, kind=kind, data=data, direction=direction, source="built_in")
        for key, kind, data, direction in BUILT_IN
    )


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
