import django.db.models.deletion
from django.db import migrations, models

KEYS = {"measure": ("measures.measure", "weeks", False), "team": ("teams.team", "+", False),
        "process": ("concerns.process", "+", True)}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("measures", "0010_seen_xmin")]
    operations = [
        migrations.AlterField(
            model_name="weekvalue",
            name=name,
            field=models.ForeignKey(
                db_index=False,
                null=null,
                on_delete=django.db.models.deletion.CASCADE,
                related_name=related_name,
                to=to,
            ),
        )
        for name, (to, related_name, null) in KEYS.items()
    ]
