"""Dates and spans as people say them, on both nights when the clocks change."""

import datetime as dt
from unittest import mock

import pytest

from web import words

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon():
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON, "today 12:00"),
        (NOON - dt.timedelta(days=1), "yesterday 12:00"),
        (NOON + dt.timedelta(days=1), "tomorrow 12:00"),
        (dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC), "Sun 25 Oct 00:30"),  # still summer time
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), "Sun 25 Oct 01:30"),  # winter time
        (dt.datetime(2025, 3, 4, 9, 0, tzinfo=dt.UTC), "4 Mar 2025 09:00"),
        (None, "never"),
    ],
)
def test_moments_are_told_in_london_time(moment, said):
    assert words.when(moment) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "no seconds"),
        (1, "1 second"),
        (125, "2 minutes"),
        (3600, "1 hour"),
        (11_460, "3 hours 11 minutes"),
        (400_000, "4 days"),
        (-5, "no seconds"),
    ],
)
def test_spans_have_two_parts_at_most(seconds, said):
    assert words.span(seconds) == said


def test_reasons_from_anywhere_read_alike():
    assert words.sentence("no pages found") == "No pages found."
    assert words.sentence("Done!") == "Done!"
    assert words.sentence(None) == ""
