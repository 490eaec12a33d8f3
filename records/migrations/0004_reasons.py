"""Why a person did something is kept sealed in the chain; what break-glass kept in plain words is sealed on the way."""

import django.db.models.deletion
from django.db import migrations, models


def seal_what_was_plain(apps, schema_editor):
    from records.upgrade import seal_as_of_old

    events = apps.get_model("records", "AuditEvent").objects.filter(action="contact.unmasked")
    reasons = apps.get_model("records", "Reason").objects
    said = dict(apps.get_model("records", "Opening").objects.exclude(reason="").values_list("pk", "reason"))
    for event in events.iterator():
        if reason := said.get(event.details.get("opening")):
            reasons.create(event=event, text_sealed=seal_as_of_old(reason.encode()))


class Migration(migrations.Migration):
    dependencies = [("records", "0003_replay")]

    operations = [
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_sealed", models.BinaryField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reason", to="records.auditevent"
                    ),
                ),
            ],
        ),
        migrations.RunPython(seal_what_was_plain, migrations.RunPython.noop),
        migrations.RemoveField(model_name="opening", name="reason"),
        migrations.AddField(model_name="reply", name="claimed_at", field=models.DateTimeField(blank=True, null=True)),
    ]
