"""A decision and its evidence in plain sentences: what agrees, what differs, how strongly."""

from __future__ import annotations

from datetime import date

from matching.evidence import Evidence
from matching.model import SILENT, Scored
from matching.standard import Standard

TOLD = {
    "nobody_fits": "No record fits. The child is new, as far as this register can tell.",
    "born_alike": "Nobody of this name is on file, but a child of the family with the same date of birth is: a twin, or this child by another name.",
    "rivals": "More than one record could be this child. A person chooses.",
    "restricted": "A restricted record may be this child. Somebody with access must look.",
    "not_enough": "A record may be this child, but the evidence is not enough to select it.",
    "known_elsewhere": "The case system has no record that fits, but another system knows a child who may be this one.",
    "taken_twice": "Two children of this form fit the same record. A person decides which of them it is.",
    "too_little": "No record fits, but the report says too little to say that the child is new.",
    "register_too_old": "No record fits, but the register is too old to say that the child is new. Search the case system.",
}


def told(rule: str) -> tuple[str, ...]:
    """Why nothing was selected."""
    return (TOLD[rule],) if rule in TOLD else ()


def sentences(evidence: Evidence) -> tuple[str, ...]:
    """The strongest evidence first. Names no value, so that it can be shown beside either form."""
    said = [each for each in evidence.scored if each.level != SILENT]
    return tuple(sentence(each) for each in sorted(said, key=lambda each: -abs(each.bits)))


def on_file(record: Standard) -> tuple[str, ...]:
    """Who the record is about, as it was compared: a reviewer sees the child on file beside the child in the report."""
    name = " ".join(word.capitalize() for word in (*record.given, *record.middle, *record.family))
    born = f"born {long_date(record.date_of_birth)}" if record.date_of_birth else ""
    about = " (estimated)" if born and record.estimated else ""
    return tuple(part for part in (name, born + about, record.postcode) if part)


def long_date(iso: str) -> str:
    """2015-03-04 as 4 March 2015; less than a whole date stays as it is."""
    if len(iso) < len("2015-03-04"):
        return iso
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def sentence(scored: Scored) -> str:
    words = scored.as_weight().level
    side = "for" if scored.bits > 0 else "against"
    return f"{words[0].upper()}{words[1:]}: speaks {strength(abs(scored.bits))} {side} it."


def strength(bits: float) -> str:
    """Words for a weight: 3 bits are 8 to 1, 7 bits are 128 to 1, 12 bits are 4,000 to 1."""
    if bits < 1:
        return "hardly"
    if bits < 3:
        return "weakly"
    if bits < 7:
        return "clearly"
    return "strongly" if bits < 12 else "very strongly"
