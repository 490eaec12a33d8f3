"""What a template says, once its YAML has been read. One form version is one template; docs/how-to/templates.md explains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from extractors.values.found import DateOrder


class Place(StrEnum):
    """Where a value stands, seen from its label."""

    BESIDE = "beside"  # the next cell, or to the right until the next label, with the lines below that belong to it
    BELOW = "below"  # the rest of the label's cell, the cell below, or the lines under the label
    AFTER = "after"  # on from the label to the next label, over line ends
    BEFORE = "before"  # a tick box left of its label


class Group(StrEnum):
    """What repeats on a form. SUBJECTS are children or people, as the kind of report says."""

    CHILDREN = "children"
    PEOPLE = "people"
    SUBJECTS = "subjects"


class Source(StrEnum):
    """What kind of document a template may read."""

    ANY = "any"
    PAGES = "pages"  # PDF, scan or picture
    WORD = "word"  # Word, mail body or text: no pages


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field: which labels it may have and where its value stands. `kind` is what extractors.values understands.

    `parts` takes a text apart by its pattern's named groups, each a kind of its own. `within` looks for the pattern in the text of
    the section instead of looking for a label. `latest`: of several values the one that stands last counts.
    `each_child`: the value belongs to every child.
    """

    kind: str | None
    labels: tuple[str, ...] = ()
    place: Place = Place.BESIDE
    parts: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    latest: bool = False
    each_child: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the form from its heading to the next heading. `#` in a heading stands for a number.

    `each`: every occurrence (or every occurrence of a label out of `starts`) is one more child or person.
    `opens`: the heading is only the beginning of its line. `table`: fields are columns. `entry`: one pattern a paragraph.
    """

    name: str
    headings: tuple[str, ...] = ()
    opens: bool = False
    each: Group | None = None
    starts: tuple[str, ...] = ()
    fields: tuple[FieldRule, ...] = ()
    table: bool = False
    entry: re.Pattern[str] | None = None
    narrative: bool = False
    required: bool = False
    other_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of report that a form is printed for, told by its title."""

    document_type: str
    titles: tuple[str, ...]
    subjects: Group = Group.CHILDREN


@dataclass(frozen=True, slots=True)
class Identity:
    """How a form is known. `all`: of each line one wording must be there. `labels`: how many of the template's labels, at least."""

    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...] = ()
    labels: int = 4
    first_page_only: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one form, as data."""

    name: str
    version: int
    identity: Identity
    reports: tuple[Report, ...]
    sections: tuple[Section, ...]
    source: Source = Source.ANY
    date_order: DateOrder = DateOrder.DAY_FIRST
    ethnicity_scheme: str | None = None
    fixed: tuple[tuple[str, str], ...] = ()
    reference: re.Pattern[str] | None = None
    other_headings: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()  # how lines begin that nobody needs to read
    path: Path | None = field(default=None, compare=False)

    @property
    def full_name(self) -> str:
        return f"{self.name}@{self.version}"
