"""Each part of the worktray, and the post of each state, in the order of its list."""

from django.db import migrations, models

FOR_A_PERSON = ("to_settle", "drafted", "stopped")
OVER = ("finished", "repeat", "superseded", "rejected")


class Migration(migrations.Migration):
    dependencies = [("records", "0009_family_indexes")]

    operations = [
        migrations.AddField(
            "contact",
            "place",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(state__in=FOR_A_PERSON, then=models.Value("for_a_person")),
                    models.When(state__in=OVER, then=models.Value("over")),
                    default=models.Value("in_the_line"),
                ),
                output_field=models.CharField(max_length=20),
            ),
        ),
        migrations.AddIndex(
            "contact", models.Index(fields=["place", "urgency", "due_at", "id"], name="worktray_by_urgency")
        ),
        migrations.AddIndex("contact", models.Index(fields=["place", "last_moved_at", "id"], name="worktray_by_move")),
        migrations.AddIndex("contact", models.Index(fields=["place", "grade"], name="worktray_by_grade")),
        migrations.AddIndex(
            "mailmessage", models.Index(fields=["state", "received_at", "id"], name="post_in_a_state")
        ),
    ]
