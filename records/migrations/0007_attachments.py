"""How many documents a mail must come to: the ledger closes down to the attachment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0006_sealed_points")]

    operations = [
        migrations.AddField(
            model_name="mailmessage", name="attachments", field=models.PositiveIntegerField(default=0)
        ),
    ]
