"""Numbers and references that identify: checked by their own rules. One that fails is shown, and never certain."""

from __future__ import annotations

import re

from extractors.values.digits import MISREAD_DIGITS
from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from postroom import doubts
from postroom.identifiers import MERLIN_REFERENCE, nhs_number_is_valid, upn_is_valid

UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]")
UPN_UNKNOWN = re.compile(r"\bUN[1-7]\b", re.IGNORECASE)
CAD = re.compile(r"\d{1,5}\s?/\s?\d{1,2}\s?[A-Za-z]{3}\s?\d{2,4}")
CRIME = re.compile(r"(?:\d{2}\s?/\s?)?\d{5,7}\s?/\s?\d{2}")
CAD_LABEL = re.compile(r"^\s*(?:cad|incident)?\s*(?:ref(?:erence)?|no|number)?\.?\s*:?\s*", re.IGNORECASE)
CRIME_LABEL = re.compile(
    r"^\s*(?:cris|crime|connect)?\s*(?:/\s*crime)?\s*(?:ref(?:erence)?|no|number|report)?\.?\s*:?\s*", re.IGNORECASE
)
FIGURES = re.compile(r"\d{1,6}")
CUT = re.compile(r"(?<=[.\-_@])\s*\n\s*|\s*\n\s*(?=[.@])")  # a line break in the middle of a mail address
EMAIL = re.compile(r"[A-Za-z0-9._%+'\-]+@[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
SHOULDER = re.compile(
    r"\b(?!\d+(?:PC|PS|DC|DS|DI)\b|(?:PC|PS|DC|DS|DI)\s?\d)(?:[A-Z]{2}\s?\d{1,5}|\d{1,5}\s?[A-Z]{2}|[A-Z]{1}\d{3,6}|P\d{6})\b"
)
WARRANT = re.compile(r"\b\d{5,6}\b")


def nhs_number(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Ten digits with their check digit (NHS Data Dictionary)."""
    squeezed = re.sub(r"[\s\-.]", "", re.sub(r"nhs\s*(?:no|number)?\.?:?", "", text, flags=re.IGNORECASE))
    if re.fullmatch(r"\d{10}", squeezed):
        good = nhs_number_is_valid(squeezed)
        return {"nhs_number": Outcome(squeezed, None if good else doubts.CHECK_DIGIT.about(sign="digit"), proven=good)}
    mended = squeezed.translate(MISREAD_DIGITS)
    if re.fullmatch(r"\d{10}", mended):
        return {"nhs_number": Outcome(mended, doubts.LETTERS_AS_DIGITS)}
    return {"nhs_number": unreadable("not ten digits")}


def upn(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Unique pupil number with its check letter (DfE guide); UN1 to UN7 say why there is none."""
    if UPN_UNKNOWN.fullmatch(text.strip()):
        return {"upn": absent("the code says that the number is not known")}
    squeezed = re.sub(r"[\s\-.]", "", text).upper()
    if UPN.fullmatch(squeezed):
        good = upn_is_valid(squeezed)
        temporary = squeezed[-1].isalpha()
        return {
            "upn": Outcome(
                squeezed, None if good else doubts.CHECK_DIGIT.about(sign="letter"), proven=good and not temporary
            )
        }
    mended = squeezed[:1] + squeezed[1:12].translate(MISREAD_DIGITS) + squeezed[12:]
    if UPN.fullmatch(mended):
        return {"upn": Outcome(mended, doubts.LETTERS_AS_DIGITS)}
    return {"upn": unreadable("not in the form of a unique pupil number")}


def agency_reference(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The sender's own reference; Merlin's without blanks and in capitals."""
    merlin = {_merlin(match) for match in MERLIN_REFERENCE.finditer(text)}
    if len(merlin) == 1:
        return {"agency_reference": Outcome(merlin.pop())}
    if len(merlin) > 1:
        return {"agency_reference": unreadable("more than one reference is written here")}
    line = " ".join(text.split()).strip(" .,;:")
    if not re.search(r"\d", line):
        return {"agency_reference": Outcome(line, doubts.NO_FIGURE)}
    return {
        "agency_reference": Outcome(
            line, doubts.UNUSUALLY_LONG.about(what=" for a reference") if len(line) > 40 else None
        )
    }


def cad_ref(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A command-and-control number as written, without its label."""
    return {"cad_ref": _reference(text, CAD_LABEL, CAD)}


def crime_ref(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A crime report's number as written, without its label."""
    return {"crime_ref": _reference(text, CRIME_LABEL, CRIME)}


def email(text: str, found: Found, context: ValueContext) -> Outcomes:
    """One mail address. A line break inside it is closed."""
    text = CUT.sub("", text)
    addresses = EMAIL.findall(text) or EMAIL.findall(re.sub(r"\s+", "", text))
    if not addresses:
        return {"email": unreadable("not a mail address")}
    several = doubts.SEVERAL_ADDRESSES if len({one.lower() for one in addresses}) > 1 else None
    beside = re.sub(r"(?i)mailto:|e-?mail|[\s<>()\[\].,;:]", "", re.sub(r"\s+", "", text).replace(addresses[0], ""))
    return {"email": Outcome(addresses[0], several or (doubts.WRITTEN_BESIDE if beside else None))}


def shoulder_number(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A shoulder number as printed, letters before or after the figures: `XH266`, `602WA`."""
    line = " ".join(text.upper().split())
    match = SHOULDER.search(line) or WARRANT.search(line)
    if match is None and FIGURES.fullmatch(line):
        return {"shoulder_number": Outcome(line, doubts.SHOULDER_LETTERS)}
    if match is None:
        return {"shoulder_number": unreadable("not in the form of a shoulder number")}
    beside = (line[: match.start()] + line[match.end() :]).strip(" .,:()-")
    return {"shoulder_number": Outcome(match.group().replace(" ", ""), doubts.WRITTEN_BESIDE if beside else None)}


def _merlin(match: re.Match[str]) -> str:
    return "".join(match.groups()).upper()


def _reference(text: str, label: re.Pattern[str], pattern: re.Pattern[str]) -> Outcome:
    line = label.sub("", " ".join(text.split())).strip(" .,;")
    if pattern.fullmatch(line):
        return Outcome(line)
    inside = pattern.findall(line)
    if len(inside) == 1:
        return Outcome(inside[0], doubts.WRITTEN_BESIDE)
    return Outcome(line, doubts.UNUSUAL_FORM) if re.search(r"\d", line) else unreadable("no reference can be read here")
