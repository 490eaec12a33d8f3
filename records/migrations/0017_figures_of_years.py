"""Figures of years are counted in a fraction of a second: covering indexes, and whether the draft stood in time."""

from datetime import timedelta

from django.db import migrations, models

A_BATCH = 2_000


def tell_drafted_in_time(apps, _schema_editor):
    """Of what was counted before; resumed or run again, it says the same."""
    figures = apps.get_model("records", "ContactFigure").objects
    last = 0
    while rows := _next(figures, last):
        in_time = [pk for pk, after, received, due in rows if received + timedelta(seconds=after) <= due]
        figures.filter(pk__in=in_time).update(drafted_in_time=True)
        figures.filter(pk__in={row[0] for row in rows} - set(in_time)).update(drafted_in_time=False)
        last = rows[-1][0]


def _next(figures, last):
    found = figures.filter(pk__gt=last, drafted_after_s__isnull=False).order_by("pk")
    return list(found.values_list("pk", "drafted_after_s", "contact__received_at", "contact__due_at")[:A_BATCH])


class Migration(migrations.Migration):
    dependencies = [("records", "0016_withdrawn_templates")]

    operations = [
        migrations.AddField("contactfigure", "drafted_in_time", models.BooleanField(null=True)),
        migrations.AddIndex(
            "contactfigure",
            models.Index(
                fields=["counted", "day", "outcome", "category", "source", "channel", "children"],
                name="counted_by_day",
            ),
        ),
        migrations.AddIndex(
            "childfigure",
            models.Index(
                fields=["contact", "sex", "age_band", "ethnic_group", "locality", "person", "has_date_of_birth", "has_address", "proposed", "proposal_refused"],
                name="children_counted",
            ),
        ),
        migrations.RunPython(tell_drafted_in_time, migrations.RunPython.noop),
    ]
