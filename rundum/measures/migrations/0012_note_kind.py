from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0011_fewer_indexes")]

    operations = [
        migrations.RemoveConstraint("chartnote", "chart_note_sentence"),
        migrations.RenameField("chartnote", "sentence", "written"),
        migrations.AlterField("chartnote", "written", models.CharField(blank=True, max_length=200)),
        migrations.AddField("chartnote", "kind", models.CharField(blank=True, max_length=40)),
        migrations.AddField("chartnote", "data", models.JSONField(default=dict)),
        migrations.AddConstraint(
            "chartnote",
            models.CheckConstraint(
                condition=models.Q(("kind", ""), ("written", ""), _negated=True), name="chart_note_says_something"
            ),
        ),
    ]
