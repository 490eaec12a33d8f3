"""How contacts are counted: bands, groups, weeks, intervals."""

from datetime import date

import pytest

from postroom.figures import AGE_BANDS, ETHNIC_GROUPS, age_band, ethnic_group, source_group, week_ending, wilson

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("born", "age", "unborn", "band"),
    [
        (date(2025, 11, 17), None, False, "under 1"),
        (date(2025, 11, 16), None, False, "1-4"),
        (date(2021, 11, 16), None, False, "5-9"),
        (date(2016, 11, 17), None, False, "5-9"),
        (date(2016, 11, 16), None, False, "10-15"),
        (date(2010, 11, 16), None, False, "16-17"),
        (date(2008, 11, 16), None, False, "not known"),
        (date(2027, 1, 1), None, False, "not known"),
        (None, 0, False, "under 1"),
        (None, 17, False, "16-17"),
        (None, None, False, "not known"),
        (None, None, True, "unborn"),
        (date(2026, 11, 1), None, True, "under 1"),
    ],
)
def test_the_band_of_a_child(born, age, unborn, band):
    assert age_band(DAY, born=born, age=age, unborn=unborn) == band
    assert band in AGE_BANDS


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("WROM", "White"), ("MOTH", "Mixed"), ("AOTH", "Asian or Asian British"), ("CHNE", "Asian or Asian British"),
        ("BOTH", "Black or Black British"), ("OOTH", "Other ethnic group"), ("REFU", "Not stated"), ("NOBT", "Not stated"),
        (None, "Not recorded"), ("", "Not recorded"),
    ],
)  # fmt: skip
def test_the_group_of_a_code(code, group):
    assert ethnic_group(code) == group
    assert group in ETHNIC_GROUPS


@pytest.mark.parametrize(
    ("code", "group"), [("6", "police"), ("2A", "education"), ("3F", "health"), ("5A", ""), ("10", ""), ("", "")]
)
def test_the_group_of_a_source(code, group):
    assert source_group(code) == group


@pytest.mark.parametrize(
    ("day", "sunday"), [(date(2026, 11, 16), date(2026, 11, 22)), (date(2026, 11, 22), date(2026, 11, 22))]
)
def test_weeks_end_on_sunday(day, sunday):
    assert week_ending(day) == sunday


def test_an_interval_holds_its_share_and_narrows_with_numbers():
    few, many = wilson(9, 10), wilson(900, 1000)

    assert few[0] < many[0] < 0.9 < many[1] < few[1]
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)
    assert 0.0 <= wilson(0, 5)[0] < 0.01
