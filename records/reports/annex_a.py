"""Annex A, List 1 (Contacts), as Ofsted's ChAT takes it: seven columns, one row for each child on each contact.

The only report with a date of birth in it: it is read from the sealed values when somebody asks for it, and every making of it is audited.
Coded strings as councils send them (Annex A guidance of Ofsted's inspection of local authority children's services).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from postroom.figures import years_between
from records.models import ChildFigure, ChildRow
from records.reports.period import Period
from records.store.values import standing_values

COLUMNS = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of Contact", "Contact Source",
)  # fmt: skip
ETHNICITIES = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE",
    "OOTH", "REFU", "NOBT", "UNKNOWN",
)  # fmt: skip
GENDERS = {"M": "a) Male", "F": "b) Female"}
GENDER_NOT_STATED = "c) Not stated/recorded"
SOURCES = {
    "1A": "a) 1A: Individual", "1B": "b) 1B: Individual", "1C": "c) 1C: Individual", "1D": "d) 1D: Individual", "2A": "e) 2A: Schools",
    "2B": "f) 2B: Education services", "3A": "g) 3A: Health services", "3B": "h) 3B: Health services", "3C": "i) 3C: Health services",
    "3D": "j) 3D: Health services", "3E": "k) 3E: Health services", "3F": "l) 3F: Health services", "4": "m) 4: Housing",
    "5A": "n) 5A: LA services", "5B": "o) 5B: LA services", "5C": "p) 5C: LA services", "5D": "p1) 5D: LA services", "6": "q) 6: Police",
    "7": "r) 7: Other legal agency", "8": "s) 8: Other", "9": "t) 9: Anonymous", "10": "u) 10: Unknown",
}  # fmt: skip
A_DAY = "%d/%m/%Y"
UNBORN = -1
OLDEST = 25
"""Years: the children in need census queries a child who is older (rule 8775)."""
EXPECTED_WITHIN = 280
"""Days from the contact to the expected date (rule 8530)."""
IDENTITY = re.compile(r"[A-Za-z0-9]{1,20}")
"""Rules 1570 and 1580."""
OUR_MARK, MARK_ENDS = "PRNEW", 15

NO_NUMBER = "the child has no number of the case system yet: put it there once the record is made"
WRONG_NUMBER = "the Child Unique ID is not 1 to 20 letters and digits (1570, 1580)"
NO_DATE = "no Date of Birth or expected date"
BORN_LATER = "the Date of Birth is after the Date of Contact (8520)"
TOO_OLD = "older than 25 years (8775)"
UNBORN_GENDER = "an unborn child's gender is stated (8750)"
EXPECTED_LATE = "the expected date is more than nine months after the contact (8530)"


def annex_a_list_1(period: Period, most: int | None = None) -> list[list[object]]:
    """One row for each child, by the day of the contact; `most`: the first so many, for each is opened."""
    in_order = period.children().order_by("contact__day", "pk")
    found = in_order if most is None else in_order.filter(pk__in=list(in_order.values_list("pk", flat=True)[:most]))
    figures = found.select_related("contact__contact", "child").prefetch_related("contact__contact__corrections")
    return [_row(each) for each in figures]


def faults(row: list[object]) -> list[str]:
    """What ChAT and the census rules would query in a row: nothing where it is good."""
    identity, gender, _, born, age, day, _ = (str(value) if value is not None else "" for value in row)
    checks = {
        NO_NUMBER: identity.startswith(OUR_MARK),
        WRONG_NUMBER: not IDENTITY.fullmatch(identity),
        NO_DATE: not born,
        BORN_LATER: bool(born) and not age,
        TOO_OLD: bool(age) and int(age) > OLDEST,
        UNBORN_GENDER: age == str(UNBORN) and gender != GENDER_NOT_STATED,
        EXPECTED_LATE: age == str(UNBORN) and (_read(born) - _read(day)).days > EXPECTED_WITHIN,
    }
    return [fault for fault, is_wrong in checks.items() if is_wrong]


def _read(written: str) -> date:
    return datetime.strptime(written, A_DAY).date()  # a day, of no zone


def _row(figure: ChildFigure) -> list[object]:
    contact, row = figure.contact.contact, figure.child
    values = {path: each.value for path, each in standing_values(contact).items()}
    said = {
        name: values.get(f"children[{row.position}].{name}")
        for name in ("date_of_birth", "expected_delivery_date", "ethnicity_code")
    }
    born, expected = _day(said["date_of_birth"]), _day(said["expected_delivery_date"])
    stands = born or expected  # never both (8525): a child who was born is expected no more
    return [
        _identity(row),
        GENDERS.get(figure.sex, GENDER_NOT_STATED),
        _lettered(ETHNICITIES, str(said["ethnicity_code"] or "UNKNOWN")),
        stands.strftime(A_DAY) if stands else None,
        _age(born, expected, figure.contact.day),
        figure.contact.day.strftime(A_DAY),
        SOURCES.get(figure.contact.source, SOURCES["10"]),
    ]


def _identity(row: ChildRow) -> str:
    """The case system's own number; of a child who is new, our mark of the draft in the census's form: its end finds the draft there."""
    if row.settled_as not in ("", ChildRow.NEW):
        return row.settled_as
    return f"{OUR_MARK}{row.mark[-MARK_ENDS:]}" if row.mark else ""


def _lettered(codes: tuple[str, ...], code: str) -> str:
    at = codes.index(code) if code in codes else codes.index("UNKNOWN")
    return f"{chr(ord('a') + at)}) {codes[at]}"


def _age(born: date | None, expected: date | None, day: date) -> int | None:
    """Whole years on the day of contact; of an unborn child -1, as List 1 has it. None of a date of birth that was yet to come."""
    if born:
        return years_between(born, day) if born <= day else None
    if expected:
        return UNBORN if expected > day else years_between(expected, day)
    return None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
