"""Times of an incident in police and in office style."""

from datetime import date

import pytest

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Status

CONTEXT = ValueContext(reference_date=date(2026, 11, 14))


def when(text, kind="incident.when"):
    return {name: leaf.value for name, leaf in interpret(kind, Found(text=text), CONTEXT).items()}


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("02/11/2026 0706-0822hrs", "2026-11-02T07:06", "2026-11-02T08:22"),
        ("14NOV26 2210-2245hrs", "2026-11-14T22:10", "2026-11-14T22:45"),
        ("14/11/2026 23:50 - 00:20", "2026-11-14T23:50", "2026-11-15T00:20"),
        ("14NOV26 2330hrs - 15NOV26 0010hrs", "2026-11-14T23:30", "2026-11-15T00:10"),
        ("between 1800 and 1900 on 14/11/2026", "2026-11-14T18:00", "2026-11-14T19:00"),
    ],
)
def test_from_and_to(written, start, end):
    assert when(written) == {"start": start, "end": end}


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("15OCT26 0625hrs", "2026-10-15T06:25"),
        ("3rd Nov 2026 at 3.30pm", "2026-11-03T15:30"),
        ("02/10/2026 1241", "2026-10-02T12:41"),
    ],
)
def test_a_start_alone(written, start):
    assert when(written) == {"start": start}


def test_a_date_without_a_time_gets_no_time():
    leaf = interpret("incident.start", Found(text="14/11/2026"), CONTEXT)["start"]
    assert (leaf.value, leaf.status) == (None, Status.UNREADABLE)


@pytest.mark.parametrize(
    "written", ["approx 1400 on 02/11/2026", "midnight on 02/11/2026", "02/11/2026 0900 until 01/11/2026 0800"]
)
def test_what_is_not_exact_or_runs_backwards_is_to_be_checked(written):
    assert interpret("incident.when", Found(text=written), CONTEXT)["start"].status is Status.CHECK
