"""Why a person is asked may quote the post or a page of the case system: sealed, like all that does."""

from django.db import migrations, models


def seal_what_was_plain(apps, schema_editor):
    from records.upgrade import seal_as_of_old

    points = apps.get_model("records", "OpenPoint").objects
    for pk, reason in list(points.values_list("pk", "reason")):
        points.filter(pk=pk).update(reason_sealed=seal_as_of_old(reason.encode()))
    apps.get_model("records", "Attempt").objects.filter(outcome="needs_a_person").update(reason="")


class Migration(migrations.Migration):
    dependencies = [("records", "0005_alarms")]

    operations = [
        migrations.AddField(
            model_name="openpoint", name="reason_sealed", field=models.BinaryField(default=bytes)
        ),
        migrations.RunPython(seal_what_was_plain, migrations.RunPython.noop),
        migrations.RemoveField(model_name="openpoint", name="reason"),
    ]
