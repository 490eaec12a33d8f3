"""Every report over invented contacts: against the ledger, against each other, and as a person asks for them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from itertools import product

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from postroom.contact import Field, Referrer, Status
from postroom.matching import Outcome
from records import store
from records.audit import Actor
from records.models import ChildFigure, Contact, ContactFigure
from records.reports import REPORTS, Period, report
from records.reports.annex_a import faults
from records.reports.lists import council_list
from records.reports.sheets import as_csv, as_xlsx
from records.store.figures import catch_up
from tests.factories import ROBOT, account, candidate, decision, drafted_contact, merlin, read_contact

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ADDING_UP = {
    "month": 1, "outcome": 1, "category": 1, "source": 1, "channel": 1, "age_gender": 4, "ethnicity": 1, "locality": 1, "week": 1, "quality": 1,
}  # fmt: skip
OLA = Actor.user("ola")


def this_week() -> Period:
    return Period(TODAY() - dt.timedelta(days=6), TODAY())


def made(name: str) -> dict[str, list]:
    return {str(row[0]): list(row[1:]) for row in report(name, this_week()).rows}


def decided(outcome: str = "Send to Statutory Social Care"):
    """A contact that somebody went through: the boy's date of birth corrected, everything else as read, approved."""
    contact = drafted_contact()
    store.correct(contact, "children[0].date_of_birth", "2014-03-04", OLA)
    store.correct(contact, "children[1].surname", "Okonkwo-Bell", OLA)
    for point in contact.points.filter(closed_at__isnull=True, kind="check_value"):
        store.confirm_point(contact, point.path, OLA)
    for child in contact.children.all():
        store.settle_child(contact, child, child.settled_as or "new", OLA)
    contact.refresh_from_db()
    store.approve(contact, "Domestic Incident Notification", outcome, OLA)
    return contact


def test_every_report_of_a_period_adds_up_to_the_same_number():
    decided()
    read_contact(*merlin("26PAC300001"))
    read_contact(*merlin("26PAC200001", children=1))

    total = report("month", this_week()).total

    assert total == 5
    for name, column in ADDING_UP.items():
        found = report(name, this_week())
        assert (name, found.total, sum(row[column] for row in found.rows)) == (name, total, total)


def test_what_was_decided_stands_under_its_outcome_and_the_rest_is_not_decided():
    decided("Send to MASH")
    read_contact(*merlin("26PAC200001"))

    outcomes = made("outcome")

    assert list(outcomes) == [*council_list("outcomes"), "not decided"]
    assert outcomes["Send to MASH"] == [2, 50.0]
    assert outcomes["not decided"] == [2, 50.0]


def test_a_repeat_and_a_rejected_report_do_not_count():

    first = read_contact(*merlin())
    read_contact(*merlin())
    other = read_contact(*merlin("26PAC200001"))
    store.reject(other, "no_contact", OLA)

    assert report("month", this_week()).total == first.children.count()


def test_children_by_band_and_gender_group_and_locality():
    read_contact(*merlin())

    assert made("age_gender")["10-15"] == [1, 0, 0, 1]
    assert made("age_gender")["5-9"] == [0, 1, 0, 1]
    assert made("ethnicity")["Black or Black British"][0] == 1
    assert made("ethnicity")["Not recorded"][0] == 1
    assert made("locality")["Southeast"][0] == 1
    assert made("locality")["Not known"][0] == 1


def test_a_child_that_came_twice_is_one_child_with_two_contacts():
    for reference in ("26PAC200001", "26PAC200002"):
        row = read_contact(*merlin(reference, children=1))
        store.take_decisions(row, [decision(Outcome.EXACT, candidate("C1"))], ROBOT)

    repeats = made("repeats")

    assert (repeats["1"], repeats["2"]) == ([0], [1])


def test_the_week_s_columns():
    decided()
    (row,) = (list(row) for row in report("week", this_week()).rows if row[1])

    assert dict(zip(REPORTS["week"].columns[1:], row[1:], strict=True)) == {
        "contacts": 2, "families": 1, "referrals": 2, "telephone": 0, "email": 2, "other": 0, "police": 2, "education": 0, "health": 0,
    }  # fmt: skip


def test_times_quality_and_worth():
    decided()

    assert made("timeliness")["to draft"][0] == 2
    assert made("timeliness")["to decision"][0] == 2
    assert made("timeliness")["to decision"][3] == 100.0
    assert made("quality")["Metropolitan Police"] == [2, 0, 0, 0, 0, 0]
    worth = made("worth")
    value, low, high = worth["certain values that were wrong (silent errors), %"]
    assert low < value < high
    assert ContactFigure.objects.get().certain_corrected == 1  # the surname was certain, the date of birth was to check
    assert worth["children's contacts approved"][0] == 2
    assert worth["proposed records that the reviewer refused (false links), %"][0] == 0


def test_annex_a_has_chat_s_columns_and_strings():
    decided()
    found = report("annex_a_1", this_week())

    first = dict(zip(found.columns, found.rows[0], strict=True))
    assert first == {
        "Child Unique ID": "C104233",
        "Gender": "a) Male",
        "Ethnicity": "o) BAFR",
        "Date of Birth": "04/03/2014",
        "Age of Child (Years)": first["Age of Child (Years)"],
        "Date of Contact": f"{TODAY():%d/%m/%Y}",
        "Contact Source": "q) 6: Police",
    }
    assert first["Age of Child (Years)"] in range(12, 120)
    assert faults(list(found.rows[0])) == []
    assert found.rows[1][2] == "u) UNKNOWN"


def test_figures_are_the_same_however_often_they_are_caught_up():
    decided()
    catch_up()
    before = list(ContactFigure.objects.values()), list(ChildFigure.objects.values())
    store.viewed(ROBOT, "nothing")

    assert catch_up() == 1
    assert (list(ContactFigure.objects.values()), list(ChildFigure.objects.values())) == before


def test_what_is_counted_stays_when_the_content_is_purged():

    row = decided()
    assert report("month", this_week()).total == 2
    Contact.objects.filter(pk=row.pk).update(reading_sealed=b"")
    store.viewed(ROBOT, row.ulid)

    assert report("ethnicity", this_week()).rows[3][1] == 1


def test_no_name_date_of_birth_or_address_stands_in_the_figures():
    decided()
    catch_up()
    held = str([list(model.objects.values()) for model in (ContactFigure, ChildFigure)])

    assert not any(word in held for word in ("Okonkwo", "Amir", "2014", "Mill Lane", "UB3"))


@pytest.mark.parametrize(("name", "form"), list(product(REPORTS, ("csv", "json", "xlsx"))))
def test_the_command_writes_each_report_in_each_format(name, form, tmp_path):
    read_contact(*merlin())
    out = tmp_path / f"report.{form}"
    call_command("report", name, first=str(TODAY()), last=str(TODAY()), format=form, out=out)

    columns = list(REPORTS[name].columns)
    if form == "json":
        told = json.loads(out.read_text())
        assert (told["report"], told["from"], told["columns"], told["total"]) == (name, str(TODAY()), columns, 2)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
        assert rows[0] == columns
    else:
        sheet = openpyxl.load_workbook(out).active
        assert [cell.value for cell in sheet[1]] == columns


@pytest.mark.parametrize(
    ("name", "first", "last", "sentence"),
    [
        ("moon", "2026-01-01", "2026-01-31", "There is no report"),
        ("month", "2026-02-01", "2026-01-01", "ends before it begins"),
        ("month", "2026-02-30", "2026-03-01", "YYYY-MM-DD"),
        ("month", "0001-01-01", "9999-12-31", "2000 to 2199"),
        ("month", None, None, "--from"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(name, first, last, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("report", name, first=first, last=last)

    assert refused.value.returncode == 2


def test_a_report_over_an_empty_store_has_its_rows_and_zeros():
    for name in REPORTS:
        assert report(name, this_week()).total == 0
    assert all(row[1] == 0 for row in report("category", this_week()).rows)


def test_small_numbers_and_their_shares_are_hidden_where_a_report_leaves_the_council():
    decided("Send to MASH")
    rows = {row[0]: row for row in report("outcome", this_week(), hide_below=5).rows}

    assert rows["Send to MASH"] == ("Send to MASH", "hidden", None)
    assert rows["Progress to SEND"][1] == "hidden"  # all lie in one row: its zeros would give it away


def test_a_file_runs_no_formula():
    found, picture = merlin()

    read_contact(replace(found, referrer=Referrer(organisation=Field('=HYPERLINK("x")', Status.CERTAIN))), picture)
    quality = report("quality", this_week())

    assert b"\n'=HYPERLINK" in as_csv(quality).replace(b'"', b"")
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(quality))).active["A2"].data_type == "s"


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_has_its_page_and_asks_no_more_of_a_larger_store(client, name):
    read_contact(*merlin())
    client.force_login(account("Ola", "triage"))
    address = f"/reports/{name}/?from={TODAY()}&to={TODAY()}"
    client.get(address)  # the first look of a session writes it
    catch_up()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    for number in range(2):
        read_contact(*merlin(f"26PAC70000{number}"))
    catch_up()
    with CaptureQueriesContext(connection) as asked_of_more:
        client.get(address)

    assert len(asked_of_more) == len(asked)

    assert page.status_code == 200
    assert REPORTS[name].title in page.content.decode()


def test_a_report_of_single_children_is_not_for_operations(client):
    client.force_login(account("Ben", "ops"))

    assert client.get("/reports/annex_a_1/").status_code == 404
    assert "Annex A" not in client.get("/reports/").content.decode()


@pytest.mark.parametrize("period", ["from=x&to=y", "from=2026-02-02&to=2026-01-01", "from=0001-01-01&to=9999-12-31"])
def test_an_impossible_period_is_told_on_the_page(client, period):
    client.force_login(account("Ben", "ops"))
    page = client.get(f"/reports/month/?{period}")

    assert page.status_code == 400
    assert "There is a problem" in page.content.decode()
