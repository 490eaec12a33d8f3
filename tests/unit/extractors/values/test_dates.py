"""Dates in every style of the domain file; none is ever made up."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values import DateOrder, Found, ValueContext, interpret
from postroom.contact import Status

REPORT_DAY = date(2026, 11, 14)
CONTEXT = ValueContext(reference_date=REPORT_DAY)
BIRTHDAYS = st.dates(min_value=date(1930, 1, 1), max_value=REPORT_DAY)


def born(text: str, context: ValueContext = CONTEXT, kind: str = "children.date_of_birth"):
    return interpret(kind, Found(text=text), context)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03/04/2017", "2017-04-03"),
        ("3.4.17", "2017-04-03"),
        ("08DEC18", "2018-12-08"),
        ("3rd Sept 15", "2015-09-03"),
        ("14-Nov-2015", "2015-11-14"),
        ("2017-04-03", "2017-04-03"),
        ("25 December 2016", "2016-12-25"),
        ("1st of March 2019", "2019-03-01"),
        ("10AUG70", "1970-08-10"),
        ("05 04 2016", "2016-04-05"),
        ("Thursday 4 May 2020", "2020-05-04"),
    ],
)
def test_a_full_date_in_any_style_is_certain(written, day):
    leaf = born(written)["date_of_birth"]
    assert (leaf.value, leaf.raw) == (day, written)
    assert leaf.status is (Status.CHECK if "Thursday" in written else Status.CERTAIN)


@pytest.mark.parametrize("written", ["??/04/2021", "Mar 2015", "2015", "04/2021", "xx/xx/2015", "31/02/2017"])
def test_a_partial_or_impossible_date_stays_without_a_value(written):
    assert born(written)["date_of_birth"].value is None
    assert born(written)["date_of_birth"].status is Status.UNREADABLE


def test_both_readings_valid_is_to_be_checked_only_where_the_order_is_not_established():
    unknown = ValueContext(date_order=DateOrder.UNKNOWN, reference_date=REPORT_DAY)
    assert born("03/04/2017", unknown)["date_of_birth"].status is Status.CHECK
    assert born("13/04/2017", unknown)["date_of_birth"].status is Status.CERTAIN
    assert born("04/04/2017", unknown)["date_of_birth"].status is Status.CERTAIN


def test_american_order_on_a_british_form_is_proposed_only():
    leaf = born("12/25/2016")["date_of_birth"]
    assert (leaf.value, leaf.status) == ("2016-12-25", Status.CHECK)


def test_letters_in_a_date_give_a_suggestion():
    leaf = born("17/O5/2016")["date_of_birth"]
    assert (leaf.value, leaf.status) == ("2016-05-17", Status.CHECK)


@settings(max_examples=30, deadline=None)
@given(BIRTHDAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %B %Y", "%Y-%m-%d", "%d%b%Y"]))
def test_every_day_survives_being_written_and_read(day, style):
    leaf = born(day.strftime(style))["date_of_birth"]
    assert leaf.value == day.isoformat()


@settings(max_examples=30, deadline=None)
@given(
    st.dates(min_value=REPORT_DAY - timedelta(days=80 * 365), max_value=REPORT_DAY),
    st.sampled_from(["%d/%m/%y", "%d%b%y"]),
)
def test_two_digit_years_never_lead_past_the_next_year(day, style):
    leaf = born(day.strftime(style).upper())["date_of_birth"]
    assert leaf.value == day.isoformat()


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_a_reader_or_makes_a_date_that_does_not_exist(text):
    for kind in (
        "children.date_of_birth",
        "children.dob_or_edd",
        "children.age_stated",
        "incident.when",
        "incident.end",
    ):
        for leaf in born(text, kind=kind).values():
            assert leaf.status in Status
            if isinstance(leaf.value, str) and len(leaf.value) == 10:
                date.fromisoformat(leaf.value)
