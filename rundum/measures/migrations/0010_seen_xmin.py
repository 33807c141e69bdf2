from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0009_stale_chart")]
    operations = [
        migrations.AddField(model_name="reading", name="seen_xmin", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="reading", name="seen_mark", field=models.BigIntegerField(default=0)),
    ]
