from django.db import migrations


class Migration(migrations.Migration):
    """One row for each form that was sent, instead of the last one of each rendering of a page."""

    dependencies = [
        ("accounts", "0003_sent_form"),
    ]

    operations = [
        migrations.RenameField(model_name="sentform", old_name="rendering", new_name="press"),
        migrations.RemoveField(model_name="sentform", name="content"),
    ]
