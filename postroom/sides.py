"""What a person sees of one candidate: both sides of each field, both households, and why it was proposed. Values only.

These are kept with the decision as JSON, by `dataclasses.asdict`; the names below are the keys. One candidate:

    {"case_id": "C-12", "merged_from": "", ...,
     "both_sides": [{"field": "forename", "fit": "near",
                     "report": [{"text": "Aish", "differs": false}, {"text": "a", "differs": true}],
                     "record": [{"text": "Aish", "differs": false}, {"text": "ah", "differs": true}]}, ...],
     "household": [{"name": "Sara Khan", "relationship": "mother", "date_of_birth": "", "case_id": "",
                    "in_report": true, "on_file": true, "restricted": false}, ...],
     "because":  [{"code": "name_and_date", "words": "Forename, surname and date of birth are the same."}, ...],
     "against":  [{"code": "mother", "words": "The mother is another."}, ...],
     "sure_if":  [{"code": "nhs_number", "words": "The report's NHS number, if it is the record's."}, ...],
     "beware":   [{"code": "twin", "words": "A twin is on file: Amina Khan, born 4 March 2015.", "case_id": "C-13"}, ...]}

A page decides by `fit` and `code`, never by the words. All of it is empty for a restricted record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sides(StrEnum):
    """How the report's value and the record's go together. A field on which both are silent is left out."""

    SAME = "same"
    NEAR = "near"  # the same with a slip, another spelling, a part of it, an estimate
    DIFFERENT = "different"
    NOT_IN_REPORT = "not_in_report"
    NOT_ON_FILE = "not_on_file"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of a value. `differs` is only ever said where the two values are near."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class BothSides:
    """One field. `field` is the contract's name of it, or `mother`; a side that says nothing has no pieces."""

    field: str
    fit: Sides
    report: tuple[Piece, ...] = ()
    record: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the household: in the report, on file, or both. Of a restricted record only that it is there."""

    name: str
    relationship: str  # the contract's words, and `twin`
    date_of_birth: str = ""
    case_id: str = ""  # of a child on file
    in_report: bool = False
    on_file: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A code to decide by and a sentence to show. `case_id` is the record that the sentence is about, if it is another."""

    code: str
    words: str
    case_id: str = ""
