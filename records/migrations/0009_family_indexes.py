"""Whether a family is masked is asked for every row of every list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """In a migration of its own: PostgreSQL makes no index of a table while rows of it are being changed."""

    dependencies = [("records", "0008_families")]

    operations = [
        migrations.AddIndex("contact", models.Index(fields=["family"], name="family_of_contact")),
        migrations.AddIndex(
            "contact",
            models.Index(
                condition=models.Q(("sensitive", True), ("restricted", True), _connector="OR"),
                fields=["family"],
                name="masked_families",
            ),
        ),
    ]
