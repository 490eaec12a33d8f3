"""Numbers that identify a child, checked by their own rules. A number that fails is shown, and never used to match."""

from __future__ import annotations

import re

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
POSTCODE = re.compile(
    r"^(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2})$"
)
MERLIN_REFERENCE = re.compile(r"\b(\d{2})\s?(PAC|ACN|MIS|CTN)\s?(\d{5,6})\b", re.IGNORECASE)


def nhs_number_is_valid(digits: str) -> bool:
    """Ten digits whose last is the modulus 11 check digit (NHS Data Dictionary). A leading 0 is not refused."""
    if not re.fullmatch(r"\d{10}", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = 11 - total % 11
    return check != 10 and int(digits[9]) == check % 11


def upn_is_valid(upn: str) -> bool:
    """Unique Pupil Number of 13 characters (DfE guide): check letter, LA code, establishment, year, serial.

    A temporary number (last character a letter) has its shape checked only: the value of that letter is not published.
    """
    if re.fullmatch(r"[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z]", upn):
        return True
    if not re.fullmatch(r"[A-HJ-NP-RT-Z]\d{12}", upn):
        return False
    total = sum(int(digit) * place for place, digit in enumerate(upn[1:], start=2))
    return UPN_LETTERS[total % 23] == upn[0]


def postcode_is_valid(postcode: str) -> bool:
    """The pattern of BS 7666. Fitting it does not say that the postcode exists; ZZ99 (no fixed abode) fails on purpose."""
    return POSTCODE.fullmatch(postcode.upper()) is not None
