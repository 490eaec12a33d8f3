"""Addresses and dates of birth made comparable."""

import pytest

from matching.dates import DateFit, birth_fits, date_fit
from matching.places import place
from matching.standard import Standard, birth_date

TODAY = "2026-11-21"


@pytest.mark.parametrize(
    ("address", "postcode", "house", "code", "district"),
    [
        ("Flat 19, 44 Lime Drive, Uxbridge, UB10 1SR", "UB10 1SR", "19 44 lime drive", "UB101SR", "UB10"),
        ("Flat 19 44 Lime Dr., Uxbridge", "ub101sr", "19 44 lime drive", "UB101SR", "UB10"),
        ("39 Byron Road, Northwood, ha69hg", "", "39 byron road", "HA69HG", "HA6"),
        ("21 Mount St, Slough", "XXXX XXX", "21 mount street", "", ""),
        ("No fixed abode", "ZZ99 3VZ", "", "", ""),
        ("Room 208, Colne Lodge, Uxbridge Road, Uxbridge", "UB8", "208 colne lodge", "", "UB8"),
        ("", "NOPOSTCODE", "", "", ""),
    ],
)
def test_house_postcode_and_district(address: str, postcode: str, house: str, code: str, district: str) -> None:
    assert place(address, postcode) == (house, code, district)


@pytest.mark.parametrize(
    ("written", "flagged", "expected"),
    [
        ("2015-03-02", False, ("2015-03-02", False)),
        ("2015-01-01", False, ("2015-01-01", True)),
        ("2015-03-15", True, ("2015-03-15", True)),
        ("02/03/2015", False, ("", False)),
        ("2015-13-02", False, ("", False)),
        ("1887-01-01", False, ("", False)),
    ],
)
def test_first_of_january_is_taken_for_an_estimate(written: str, flagged: bool, expected: tuple[str, bool]) -> None:
    assert birth_date(written, flagged) == expected


def born(date: str, estimated: str = "") -> Standard:
    return Standard("x", date_of_birth=date, estimated=estimated, birth_year=int(date[:4] or 0))


@pytest.mark.parametrize(
    ("said", "held", "expected"),
    [
        (born("2015-03-02"), born("2015-03-02"), DateFit.SAME),
        (born("2015-03-02"), born("2015-02-03"), DateFit.EXCHANGED),
        (born("2015-03-02"), born("2015-03-12"), DateFit.SLIP),
        (born("2019-03-02"), born("2020-03-02"), DateFit.SLIP),
        (born("2015-03-12"), born("2015-03-21"), DateFit.SLIP),
        (born("2024-11-21"), born("2024-06-21"), DateFit.ONE_PART),
        (born("2024-11-02"), born("2024-11-29"), DateFit.OTHER_DAY),
        (born("2018-03-08"), born("2009-03-08"), DateFit.ONE_PART),
        (born("2019-01-01", "Y"), born("2019-01-01", "Y"), DateFit.ESTIMATED),
        (born("2015-03-02"), born("2014-01-01", "Y"), DateFit.ESTIMATED),
        (born("2015-03-02"), born("2015-05-15", "Y"), DateFit.ESTIMATED),
        (born("2015-03-02"), born("2011-01-01", "Y"), DateFit.DIFFERENT),
        (born("2015-03-02"), born("2013-04-08"), DateFit.DIFFERENT),
        (born("2015-03-02"), born(""), DateFit.UNKNOWN),
    ],
)
def test_how_two_dates_fit(said: Standard, held: Standard, expected: DateFit) -> None:
    assert date_fit(said, held, None, TODAY) is expected


def test_an_age_fits_within_a_year() -> None:
    assert date_fit(born(""), born("2015-03-02"), 11, TODAY) is DateFit.ESTIMATED
    assert date_fit(born(""), born("2015-03-02"), 12, TODAY) is DateFit.ESTIMATED
    assert date_fit(born(""), born("2015-03-02"), 14, TODAY) is DateFit.DIFFERENT


def test_a_birth_fits_its_expected_date_within_six_weeks() -> None:
    assert birth_fits("2026-05-10", "2026-04-29")
    assert birth_fits("2026-05", "2026-04-29")
    assert not birth_fits("2026-05-10", "2026-11-02")
