from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_chart_note")]
    operations = [
        migrations.RemoveConstraint(model_name="staleweek", name="stale_week_once"),
        migrations.AddField(
            model_name="staleweek",
            name="family",
            field=models.SlugField(blank=True, db_index=False, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="staleweek",
            constraint=models.UniqueConstraint(fields=("week", "team", "family"), name="stale_week_once"),
        ),
    ]
