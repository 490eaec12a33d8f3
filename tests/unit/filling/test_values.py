"""From the record to what goes into a field."""

from __future__ import annotations

from datetime import date

import pytest

from filling.dates import read_date, why_no_date
from filling.hands.comparing import is_same, is_shown
from filling.hands.entries import Entry, as_typed, prepare
from filling.map.codes import CodeList, choose, from_yaml
from filling.map.fields import Field, Origin, Source
from filling.map.values import as_text, fill_in, holds, look_up, wanted
from filling.page.looking import Match
from filling.reading_back import shown_for
from postroom.errors import Misconfigured, NeedsAPerson

RECORD = {
    "First Name": "Ann",
    "child": {"surname": "O'Neill", "aliases": ["Bo", "Jo"], "seen": False, "sex": {"value": "M", "status": "certain"}},
    "people": [{"forename": "Cy"}],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("child.surname", "O'Neill"),
        ("First Name", "Ann"),
        ("people.0.forename", "Cy"),
        ("child.sex", "M"),
        ("people.4.forename", None),
        ("child.surname.first", None),
        ("nowhere", None),
    ],
)
def test_paths_lead_to_values(path, value):
    assert look_up(RECORD, path) == value


@pytest.mark.parametrize(("value", "text"), [(None, ""), (True, "yes"), (False, "no"), (["a", "b"], "a; b"), (7, "7")])
def test_values_become_text(value, text):
    assert as_text(value) == text


def test_words_take_in_paths():
    assert fill_in("{First Name} {child.middle} {child.surname}", RECORD) == "Ann O'Neill"


@pytest.mark.parametrize(
    ("path", "there"), [("child.surname", True), ("child.seen", False), ("nowhere", False), ("people", True)]
)
def test_a_step_asks_whether_the_record_has_something(path, there):
    assert holds(RECORD, path) is there


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-03-14", date(2015, 3, 14)),
        ("14/3/2015", date(2015, 3, 14)),
        ("14 Mar 2015", date(2015, 3, 14)),
        ("14-Mar-2015", date(2015, 3, 14)),
        ("Sat 14 Mar 2015", date(2015, 3, 14)),
        ("March 14, 2015", date(2015, 3, 14)),
        ("2015-03-14T10:00", date(2015, 3, 14)),
        ("2015-03", None),
        ("14", None),
        ("soon", None),
    ],
)
def test_dates_are_read_as_systems_print_them(text, day):
    assert read_date(text) == day


CATEGORIES = CodeList(
    "c",
    (("Checks- MP", "Checks- MP"), ("Domestic Incident", "Domestic Incident"), ("Domestic Incident Notification",) * 2),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Checks - MP", "Checks- MP"),
        ("checks-mp", "Checks- MP"),
        ("domestic incident", "Domestic Incident"),
        ("Domestic", None),
    ],
)
def test_a_code_list_gives_the_exact_text(value, text):
    assert CATEGORIES.text_for(value) == text


def test_two_options_that_fold_alike_are_not_guessed_between():
    assert choose("step parent", ["Step -Parent", "Step- Parent"]) is None


def test_the_exact_option_wins_over_one_that_folds_alike():
    assert choose("Step- Parent", ["Step -Parent", "Step- Parent"]) == 1


def test_a_list_that_is_none_is_refused():
    with pytest.raises(ValueError, match="neither a list"):
        from_yaml("grades", "high")


def box(**about):
    plain = {
        "kind": "text",
        "value": "",
        "options": (),
        "required": False,
        "max": None,
        "locked": False,
        "given": False,
    }
    return Match(**(plain | {"waits": False, "hint": "", "kept": None, "places": ()} | about))


def field(origin, text, **more):
    return Field("Grade", "Grade", Source(origin, text), **more)


def test_an_unknown_code_is_a_persons_task():
    with pytest.raises(NeedsAPerson, match="Grade: the record's value is not on the list c"):
        wanted(field(Origin.RECORD, "child.surname", codes=CATEGORIES), RECORD, {})


def test_a_required_value_that_is_missing_is_a_persons_task():
    goal = wanted(field(Origin.RECORD, "nowhere", required=True), RECORD, {})

    with pytest.raises(NeedsAPerson, match="Grade: the form needs it, and the record has no value"):
        prepare(goal, box(), typed_before=False)


def test_a_credential_that_is_not_set_is_named_and_not_shown():
    with pytest.raises(Misconfigured, match="credential CASE_PASSWORD is not set"):
        wanted(field(Origin.SECRET, "CASE_PASSWORD"), RECORD, {})


def test_several_values_stay_apart():
    assert wanted(field(Origin.RECORD, "child.aliases"), RECORD, {}).several == ("Bo", "Jo")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("text", "03/04/15"), ("date", "2015-03-04"), ("date3", "4/3/2015"), ("autocomplete", "03/04/15")],
)
def test_the_maps_format_is_for_boxes_that_take_words(kind, text):
    goal = wanted(field(Origin.RECORD, "d", format="%m/%d/%y"), {"d": "2015-03-04"}, {})

    assert as_typed(goal, box(kind=kind)) == text


@pytest.mark.parametrize(("held", "same"), [("3/4/15", True), ("4 March 2015", True), ("3 April 2015", False)])
def test_a_date_in_the_maps_format_is_compared_as_the_date_it_is(held, same):
    goal = wanted(field(Origin.RECORD, "d", kind="date", format="%m/%d/%y"), {"d": "2015-03-04"}, {})

    assert Entry(goal, box(value=held), as_typed(goal, box())).is_same is same
    assert is_shown(goal, held) is same


@pytest.mark.parametrize(
    ("value", "shown", "same"),
    [
        ("2016-03-03", "3 Mar 2016 (10 years)", True),
        ("2016-03-03", "3 Mar 2016 (aged 10)", True),
        ("2016-03-03", "3 Mar 2016 (estimated)", False),
        ("Marsh", "MARSH", True),
        ("Marsh", "Marsh-Jones", False),
        ("02079460123", "020 7946 0123", True),
        ("02079460123", "020 7946 0124", False),
        (["Neglect", "Domestic abuse"], "Domestic abuse\nNeglect", True),
        (["Neglect", "Domestic abuse"], "Neglect", False),
    ],
)
def test_a_page_that_is_only_read_may_show_it_its_own_way(value, shown, same):
    field = Field("a", "a", Source(Origin.RECORD, "a"))

    assert is_shown(wanted(field, {"a": value}, {}), shown) is same


@pytest.mark.parametrize(
    ("shown", "at", "item_at", "meant"),
    [
        (["Ann", "Bo"], 1, None, "Bo"),
        (["Ann", "Bo"], None, 1, "Bo"),
        (["Bo"], None, 1, "Bo"),
        (["Ann", "Bo"], None, None, "Ann | Bo"),
        (["Ann"], 1, None, ""),
    ],
)
def test_of_rows_that_are_shown_the_items_own_is_read(shown, at, item_at, meant):
    assert shown_for(shown, at, item_at) == meant


def test_true_and_false_are_codes_too():
    assert from_yaml("of the map", {True: "Agreed", False: "Refused"}).text_for("no") == "Refused"


def test_three_boxes_that_nothing_orders_are_a_persons_task():
    goal = wanted(field(Origin.RECORD, "d"), {"d": "2015-03-04"}, {})

    with pytest.raises(NeedsAPerson, match="which of the three boxes takes the day"):
        prepare(goal, box(kind="date3", unordered=True), typed_before=False)


@pytest.mark.parametrize(
    ("text", "takes"), [("11", True), ("-3", True), ("1.5", True), ("unknown", False), ("1e5", False)]
)
def test_a_number_box_takes_numbers_only(text, takes):
    goal = wanted(field(Origin.TEXT, text), {}, {})

    if takes:
        assert as_typed(goal, box(kind="number")) == text
    else:
        with pytest.raises(NeedsAPerson, match="not a number"):
            as_typed(goal, box(kind="number"))


@pytest.mark.parametrize(
    ("kind", "wanted_text", "held", "same"),
    [
        ("date3", "14/3/2015", "14/03/2015", True),
        ("date", "2015-03-14", "2015-03-15", False),
        ("time", "14:55", "14:55:00", True),
        ("time", "14:55", "14:55:30", False),
        ("tick", "yes", "no", False),
        ("textarea", "a\r\nb ", "a\nb", True),
        ("text", "O'Neill", "O'neill", False),
        ("text", "O'Neill", "O'NEILL", True),
        ("text", "9990000018", "999 000 0018", True),
        ("text", "12/1/2015", "1/21/2015", False),
        ("text", "12 3", "1 23", False),
        ("select", "Checks- MP", "Checks - MP", False),
        ("multiselect", "a; b", "b; a", True),
    ],
)
def test_what_is_read_back_is_compared_by_its_kind(kind, wanted_text, held, same):
    assert is_same(kind, wanted_text, held) is same


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2026-11-31", "there is no such day"),  # November has thirty days
        ("30/02/2026", "there is no such day"),
        ("November 2026", "not a full date"),
        ("2026", "not a full date"),
    ],
)
def test_an_ill_formed_date_is_told_as_that(value, told):
    assert told in why_no_date(value)
