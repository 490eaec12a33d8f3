"""A year of invented post: every report against the plan that it was made from, against each other, and against the ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from bench.year_maker import PORTAL_SENDER, fill, plan
from postroom.figures import AGE_BANDS, ETHNIC_GROUPS, age_band, ethnic_group, source_group, week_ending
from records.queries.ledger import worked_out
from records.reports import REPORTS, Period, report
from records.reports.lists import council_list, named_list
from records.store.figures import catch_up

pytestmark = pytest.mark.django_db
FIRST = dt.date(2025, 4, 1)  # a year with both changes of the clock, and with days on which one falls behind UTC's day
YEAR = Period(FIRST, FIRST + dt.timedelta(days=364))
CONTACTS = 400
MAIN_COUNT = {
    "month": 1, "outcome": 1, "category": 1, "source": 1, "channel": 1, "age_gender": 4, "ethnicity": 1, "locality": 1, "week": 1, "quality": 1, "quality_trend": 2,
}  # fmt: skip


@pytest.fixture
def planned(settings):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, reporting=replace(settings.ENVIRONMENT.reporting, portal_senders=(PORTAL_SENDER,))
    )
    planned = plan(CONTACTS, FIRST, council_list("outcomes"), council_list("categories"))
    fill(planned)
    catch_up()
    return planned


def counted(name, column=1, period=YEAR):
    found = Counter()
    for row in report(name, period).rows:
        found[str(row[0])] += row[column]
    return +found


def by(planned, said):
    """Children's contacts of the plan by what `said` says of the contact and the child."""
    return Counter(said(contact, child) for contact in planned if contact.counts for child in contact.children)


def test_a_year_s_reports_say_what_its_plan_says(planned):
    sources = named_list("sources")
    assert counted("outcome") == by(planned, lambda contact, _: contact.outcome or "not decided")
    assert counted("category") == by(planned, lambda contact, _: contact.category or "not decided")
    assert counted("source") == by(planned, lambda contact, _: sources.get(contact.source, "not decided"))
    assert counted("channel") == by(planned, lambda contact, _: contact.channel)
    assert counted("month") == by(planned, lambda contact, _: f"{contact.day:%Y-%m}")
    assert counted("ethnicity") == by(planned, lambda _, child: ethnic_group(child.ethnicity))
    assert counted("week") == by(planned, lambda contact, _: str(week_ending(contact.day)))
    assert counted("quality_trend", 2) == counted("quality")
    assert counted("quality") == by(planned, lambda contact, _: contact.agency or "Agency not named")
    for at, sex in enumerate(("M", "F", None), start=1):
        bands = by(
            planned, lambda contact, child: (child.sex, age_band(contact.day, born=child.born, age=None, unborn=False))
        )
        assert counted("age_gender", at) == Counter({band: n for (its, band), n in bands.items() if its == sex})

    total = sum(len(contact.children) for contact in planned if contact.counts)
    for name, column in MAIN_COUNT.items():
        assert (name, sum(counted(name, column).values()), report(name, YEAR).total) == (name, total, total)
    week_table_and_ledger(planned, total)
    no_small_count_leaves()
    quarters_add_up()


def week_table_and_ledger(planned, total):
    columns = dict(zip(REPORTS["week"].columns, zip(*report("week", YEAR).rows, strict=True), strict=True))
    assert sum(columns["telephone"]) + sum(columns["email"]) + sum(columns["other"]) == total
    assert sum(columns["email"]) == counted("channel")["Email"]
    assert sum(columns["police"]) == by(planned, lambda contact, _: source_group(contact.source or ""))["police"]
    assert sum(columns["referrals"]) == sum(counted("outcome")[each] for each in council_list("referral_outcomes"))
    assert sum(columns["families"]) == sum(contact.counts for contact in planned)

    days = [FIRST + dt.timedelta(days=after) for after in range(365)]
    booked = worked_out(days)
    assert all(day.difference == 0 for day in booked.values())
    assert sum(day.received for day in booked.values()) == len(planned)
    came_to_a_contact = Counter(contact.day for contact in planned if contact.state != "repeat")
    assert {day: each.drafted + each.in_review for day, each in booked.items()} == {
        day: came_to_a_contact[day] for day in days
    }
    not_counted = sum(contact.state in ("superseded", "rejected") for contact in planned)
    assert sum(columns["families"]) == sum(each.drafted + each.in_review for each in booked.values()) - not_counted


def no_small_count_leaves():
    """Hidden counts are nobody's alone: whatever else is told of the period leaves more than one answer."""
    for name, column in MAIN_COUNT.items():
        inside, outside = report(name, YEAR), report(name, YEAR, hide_below=5)
        away = [was[column] for was, now in zip(inside.rows, outside.rows, strict=True) if now[column] == "hidden"]
        assert all(now[column] == "hidden" or now[column] == 0 or now[column] >= 5 for now in outside.rows)
        assert not away or (len(away) > 1 and sum(away) - (len(away) - 1) >= 5), name


def quarters_add_up():
    quarters = [Period(FIRST + dt.timedelta(days=91 * at), FIRST + dt.timedelta(days=91 * at + 90)) for at in range(4)]
    quarters[3] = Period(quarters[3].first, YEAR.last)
    for name in ("outcome", "source", "ethnicity", "quality"):
        assert sum((counted(name, period=each) for each in quarters), Counter()) == counted(name)


def test_every_group_of_the_council_s_lists_has_its_row_in_an_empty_year():
    assert [row[0] for row in report("ethnicity", YEAR).rows] == list(ETHNIC_GROUPS)
    assert [row[0] for row in report("age_gender", YEAR).rows] == list(AGE_BANDS)
    for name in REPORTS:
        found = report(name, YEAR, hide_below=5)
        assert (found.total, "hidden" in str(found.rows)) == (0, False)
