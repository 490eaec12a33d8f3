"""Headings that look like labels, and labels that look like headings."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.general.segments import Segment
from extractors.general.shapes import numbered, stands_out, under
from extractors.general.terms import Heading, Owner
from extractors.general.vocabulary import TITLE, Vocabulary

NARRATIVE = "reason"


def is_field(segment: Segment, vocabulary: Vocabulary) -> bool:
    """ "Part in the incident" is the name of a field, though "incident" alone begins a part of the form."""
    if segment.label is None or segment.label.field in (NARRATIVE, "name") or not segment.label.exact:
        return False
    return vocabulary.is_phrase(segment.text) and not vocabulary.is_section(segment.text)


def opens_with_heading(row: Sequence[Segment], vocabulary: Vocabulary) -> bool:
    """ "SUBJECT 1   Surname: ...": a heading and the first labels on one line."""
    if len(row) < 2 or not row[1].spoken or (row[0].label and row[0].label.field != "name"):
        return False
    heading = vocabulary.heading(row[0].text)
    return heading is not None and heading.owner in (Owner.CHILD, Owner.PERSON) and not row[0].spoken


def has_value_under(segment: Segment, below: Sequence[Segment]) -> bool:
    """A label over its value can read like a heading: "Referrer" over a name."""
    return bool(
        (segment.label and segment.label.field not in (NARRATIVE, "name") and segment.spoken)
        or (
            segment.label
            and below
            and not below[0].label
            and under(segment, below[0])
            and len(below[0].words) < 5
            and (not stands_out(segment) or segment.label.field == "referrer_name")
        )
    )


def is_torn_title(row: Sequence[Segment]) -> bool:
    """ "CHILD" and, behind a wide blank, "OF CONCERN - FRONT SHEET": a form's name in capitals, and nobody's."""
    first = row[0]
    named = len(row) == 2 and first.label is not None and first.label.field == "name" and not first.label.exact
    whole = " ".join(segment.text for segment in row)
    return named and not first.spoken and whole.isupper() and TITLE.search(whole) is not None


def heading_and_label(row: Sequence[Segment]) -> Heading | None:
    """ "2. Child's ethnicity" alone over its box is a part of the form and the label of what stands in it."""
    label = row[0].label if len(row) == 1 else None
    if label is None or label.owner not in (Owner.CHILD, Owner.REFERRER):
        return None
    return Heading(label.owner) if numbered(row[0].text) and stands_out(row[0]) else None
