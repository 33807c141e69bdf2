from django.db import migrations


def reword(apps, schema_editor):
    """The notes of fixes were kept in the language of whoever planned the check; from now on what they are made of."""
    for check in apps.get_model("improvement", "EffectCheck").objects.exclude(on_chart=None).select_related("action"):
        note = check.on_chart
        note.written, note.kind, note.data = "", "improvement.fix", {"number": check.action.number}
        note.save(update_fields=["written", "kind", "data"])


class Migration(migrations.Migration):
    dependencies = [("improvement", "0004_fix_on_chart"), ("measures", "0012_note_kind")]

    operations = [migrations.RunPython(reword, migrations.RunPython.noop, elidable=True)]
