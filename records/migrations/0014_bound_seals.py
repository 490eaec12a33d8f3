"""Room for seals that are bound to their place, and for the sample that proves the keys. records.upgrade fills both."""

from django.db import migrations, models

import records.models.columns


def name_each(apps, schema_editor):
    corrections = apps.get_model("records", "Correction").objects
    for pk in list(corrections.values_list("pk", flat=True)):
        corrections.filter(pk=pk).update(ulid=records.models.columns.new_ulid())


class Migration(migrations.Migration):
    dependencies = [("records", "0013_replies_not_sent")]

    operations = [
        migrations.CreateModel(
            name="StoreKeys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linking_sealed", models.BinaryField()),
                ("audit_mark", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="chainhead", name="audit_mark", field=models.CharField(default="", max_length=64)
        ),
        migrations.AddField(
            model_name="correction",
            name="ulid",
            field=models.CharField(default=records.models.columns.new_ulid, editable=False, max_length=26),
        ),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="correction",
            name="ulid",
            field=models.CharField(
                default=records.models.columns.new_ulid, editable=False, max_length=26, unique=True
            ),
        ),
    ]
