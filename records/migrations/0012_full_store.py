"""A store of years stays quick: books of each day, the proof of the chain so far, and indexes on what is asked for again and again."""

from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("records", "0011_figures")]

    operations = [
        migrations.CreateModel(
            name="BookedDay",
            fields=[
                ID,
                ("day", models.DateField(unique=True)),
                ("changes", models.BigIntegerField(default=0)),
                ("booked_at_change", models.BigIntegerField(blank=True, null=True)),
                ("figures", models.JSONField(default=dict)),
                ("is_disproved", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="ChainProof",
            fields=[
                ID,
                ("number", models.BigIntegerField(default=0)),
                ("own_hash", models.CharField(default="", max_length=64)),
                ("asked", models.BigIntegerField(default=0)),
                ("goal", models.BigIntegerField(default=0)),
                ("proved_at", models.DateTimeField(blank=True, null=True)),
                ("broken_at", models.BigIntegerField(blank=True, null=True)),
                ("broken_how", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.AlterField("auditevent", "action", models.CharField(max_length=60)),
        migrations.AddIndex("auditevent", models.Index(fields=["actor", "number"], name="links_of_an_actor")),
        migrations.AddIndex("auditevent", models.Index(fields=["action", "number"], name="links_of_an_action")),
        migrations.AddIndex("auditevent", models.Index(fields=["at"], name="links_of_a_time")),
        migrations.AddIndex("attempt", models.Index(fields=["outcome", "id"], name="attempts_by_outcome")),
        migrations.AddIndex("reply", models.Index(fields=["state"], name="replies_by_state")),
        migrations.AddIndex(
            "openpoint",
            models.Index(condition=models.Q(("closed_at__isnull", True)), fields=["id"], name="open_points"),
        ),
        migrations.AddIndex("contact", models.Index(fields=["received_at", "template"], name="templates_lately")),
    ]
