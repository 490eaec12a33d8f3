"""How contacts are counted: age bands, ethnic groups, weeks, and how sure a share is. Codes in, labels out; no person in here."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt

NOT_KNOWN = "not known"
AGE_BANDS = ("unborn", "under 1", "1-4", "5-9", "10-15", "16-17", NOT_KNOWN)
"""Those of the DfE children in need census tables, and unborn children apart."""

FROM_AGE = ((0, "under 1"), (1, "1-4"), (5, "5-9"), (10, "10-15"), (16, "16-17"))
ADULT = 18

NOT_STATED, NOT_RECORDED = "Not stated", "Not recorded"
ETHNIC_GROUPS = (
    "White",
    "Mixed",
    "Asian or Asian British",
    "Black or Black British",
    "Other ethnic group",
    NOT_STATED,
    NOT_RECORDED,
)
GROUP_BY_LETTER = {"W": "White", "M": "Mixed", "A": "Asian or Asian British", "B": "Black or Black British"}
GROUP_BY_CODE = {
    "CHNE": "Asian or Asian British",  # since the 2011 census; before it, with other ethnic groups
    "OOTH": "Other ethnic group",
    "REFU": NOT_STATED,
    "NOBT": NOT_STATED,  # the case system's own words for it: the box is mandatory, and this is what stands in it
}

POLICE, EDUCATION, HEALTH = "police", "education", "health"
GROUP_BY_SOURCE = {"6": POLICE, "2": EDUCATION, "3": HEALTH}
SUNDAY = 6
Z_95 = 1.959964
"""Standard normal quantile of a 95 % interval."""


def years_between(born: date, day: date) -> int:
    """Whole years of age on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(day: date, *, born: date | None, age: int | None, unborn: bool) -> str:
    """The band on the day of receipt: by the date of birth, else by the age that the post states. 18 and over is not known: no child's age."""
    if unborn and born is None and age is None:
        return "unborn"
    years = years_between(born, day) if born else age
    if years is None or not 0 <= years < ADULT:
        return NOT_KNOWN
    return next(band for least, band in reversed(FROM_AGE) if years >= least)


def ethnic_group(code: str | None) -> str:
    """The group of one of the 20 DfE codes; not recorded where there is none."""
    if not code:
        return NOT_RECORDED
    return GROUP_BY_CODE.get(code) or GROUP_BY_LETTER.get(code[0], NOT_RECORDED)


def source_group(code: str) -> str:
    """police, education or health by the DfE referral source; blank for every other."""
    return GROUP_BY_SOURCE.get(code[:1], "") if code not in ("10",) else ""


def week_ending(day: date) -> date:
    """The Sunday that ends the day's week."""
    return day + timedelta(days=SUNDAY - day.weekday())


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which holds for small numbers and for shares near 0 and 1 too; (0, 1) of nothing."""
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, Z_95**2
    middle = share + square / (2 * of)
    spread = Z_95 * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + square / of)), min(1.0, (middle + spread) / (1 + square / of))
