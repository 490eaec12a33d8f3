"""The clock of a contact."""

from datetime import UTC, date, datetime

import pytest

from postroom.clock import LONDON, due_at, one_working_day_after

HOURS = {"red": 2, "amber": 6, "green": 24}
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # an ordinary Tuesday
        (datetime(2026, 11, 17, 10, 30, tzinfo=LONDON), datetime(2026, 11, 18, 10, 30, tzinfo=LONDON)),
        # Friday afternoon waits for Monday afternoon
        (datetime(2026, 11, 20, 16, 0, tzinfo=LONDON), datetime(2026, 11, 23, 16, 0, tzinfo=LONDON)),
        # Sunday counts from the start of Monday
        (datetime(2026, 11, 22, 3, 0, tzinfo=LONDON), datetime(2026, 11, 24, 0, 0, tzinfo=LONDON)),
        # Christmas Eve, a Thursday, with two bank holidays and a weekend between
        (datetime(2026, 12, 24, 9, 0, tzinfo=LONDON), datetime(2026, 12, 29, 9, 0, tzinfo=LONDON)),
        # the clocks go back on the Sunday between: the hour on the wall stays
        (datetime(2026, 10, 23, 9, 0, tzinfo=LONDON), datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)),
        # and forward
        (datetime(2027, 3, 26, 9, 0, tzinfo=LONDON), datetime(2027, 3, 29, 9, 0, tzinfo=LONDON)),
    ],
)
def test_one_working_day_passes_over_days_off(received, due):
    assert one_working_day_after(received, CHRISTMAS) == due


def test_a_red_report_does_not_wait_for_the_office():
    received = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert due_at(received, "red", HOURS, CHRISTMAS) == datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def test_red_hours_are_elapsed_hours_on_the_night_the_clocks_go_back():
    received = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)

    due = due_at(received, "red", HOURS, CHRISTMAS)

    assert due.astimezone(UTC) - received.astimezone(UTC) == datetime(2026, 1, 1, 2) - datetime(2026, 1, 1, 0)


def test_no_grade_means_one_working_day():
    received = datetime(2026, 11, 17, 10, 30, tzinfo=LONDON)

    assert due_at(received, None, HOURS, CHRISTMAS) == one_working_day_after(received, CHRISTMAS)
