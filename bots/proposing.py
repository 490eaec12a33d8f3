"""What an admin would say of a form, proposed from what the general reader found on a filled copy of it: the title, and each label with
the heading above it, what it holds, and whether it stands over a column. The admin takes, changes or empties each line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.wording import folded, looks_like_heading
from extractors.general.vocabulary import Vocabulary
from extractors.page import Line, Sheet
from postroom.contact import Contact, Field, Leaves

LONGEST_HEADING = 12  # words
FEWEST_IN_COLUMN = 2  # people under one label
ABOUT = ("children", "people")
TOGETHER: Mapping[frozenset[str], str] = {
    frozenset({"forename", "surname"}): "name",
    frozenset({"forename", "middle_names", "surname"}): "name",
    frozenset({"forename", "middle_names"}): "forenames",
    frozenset({"date_of_birth", "age_stated"}): "dob_or_age",
    frozenset({"date_of_birth", "expected_delivery_date", "is_unborn"}): "dob_or_edd",
    frozenset({"address", "postcode"}): "address",
    frozenset({"address", "postcode", "phone"}): "address_and_phone",
    frozenset({"phone", "address"}): "address_and_phone",
    frozenset({"start", "end"}): "when",
    frozenset({"name", "role_title", "shoulder_number"}): "rank_name_number",
    frozenset({"name", "role_title"}): "rank_name_number",
}
"""Leaves that one box holds together, and the kind of value that takes them apart."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line of the page on which labels are taught. `at`: the line of the form that its label is printed on; `leaves`: how many values
    the one box holds."""

    at: int
    heading: str
    label: str
    group: str
    kind: str
    column: bool
    leaves: int

    def as_json(self) -> dict[str, object]:
        return {
            "heading": self.heading,
            "label": self.label,
            "holds": f"{self.group}.{self.kind}",
            "column": self.column,
        }


@dataclass(frozen=True, slots=True)
class _Seen:
    """A leaf with the line on which its label is printed."""

    who: str  # children[0], people[1], referrer; empty for the report's own
    leaf: str
    label: str
    at: int


def propose(contact: Contact, sheets: Sequence[Sheet], vocabulary: Vocabulary) -> dict[str, object]:
    """`title` and `rows`, as the page shows them."""
    lines = [(sheet.number, line) for sheet in sheets for line in sheet.lines]
    seen = list(_seen(contact, lines))
    values = {folded(leaf.raw) for _, leaf in contact.every_leaf() if leaf.raw}
    taken = {each.at for each in seen if each.leaf != "reason"}
    taken |= {at for at, (_, line) in enumerate(lines) if folded(line.text) in values}
    headings = list(_headings([line for _, line in lines], vocabulary, taken))
    rows = list(_without_conflicts([replace(row, heading=headings[row.at]) for row in _rows(seen)]))
    title = next((line.text for _, line in lines if looks_like_heading(line.text)), "")
    return {"title": title, "rows": [row.as_json() for row in rows]}


def _headings(lines: Iterable[Line], vocabulary: Vocabulary, taken: Collection[int]) -> Iterator[str]:
    """For each line the heading that it stands under; empty before the first. What is a label or a value (`taken`) is no heading."""
    current = ""
    for at, line in enumerate(lines):
        if at not in taken and _is_heading(line, vocabulary):
            current = line.text
        yield current


def _is_heading(line: Line, vocabulary: Vocabulary) -> bool:
    """Known words of one, in bold or no label besides; or other words in bold that are no label."""
    if len(line.words) > LONGEST_HEADING or not looks_like_heading(line.text):
        return False
    is_bold, is_label = all(word.bold for word in line.words), vocabulary.label(line.text) is not None
    if vocabulary.heading(line.text):
        return is_bold or not is_label
    return is_bold and len(line.words) > 1 and not is_label


def _seen(contact: Contact, lines: Sequence[tuple[int | None, Line]]) -> Iterator[_Seen]:
    groups: list[tuple[str, Leaves]] = [("", contact), ("incident", contact.incident), ("referrer", contact.referrer)]
    groups += [("consent", contact.consent)]
    groups += [(f"children[{number}]", child) for number, child in enumerate(contact.children)]
    groups += [(f"people[{number}]", person) for number, person in enumerate(contact.people)]
    for who, group in groups:
        after = 0
        for leaf, field in group.leaves():
            at = _line_of(field, lines, after)
            if at is not None and field.label:
                after = min(after, at) if after else at
                yield _Seen(who, leaf, field.label, at)


def _line_of(field: Field, lines: Sequence[tuple[int | None, Line]], after: int) -> int | None:
    """Where the label is printed: nearest to the value where that has a place, else the first from here on."""
    label = folded(field.label or "")
    places = [at for at, (_, line) in enumerate(lines) if label and _holds(folded(line.text), label)]
    if field.bbox:
        on_page = [at for at in places if lines[at][0] == field.page]
        return min(on_page, key=lambda at: _distance(field, lines[at][1]), default=None)
    return next((at for at in places if at >= after), places[0] if places else None)


def _holds(line: Sequence[str], label: Sequence[str]) -> bool:
    return any(tuple(line[at : at + len(label)]) == tuple(label) for at in range(len(line) - len(label) + 1))


def _distance(field: Field, line: Line) -> float:
    """A label stands left of its value or above it, hardly ever below."""
    x0, top, _, bottom = field.bbox or (0.0, 0.0, 0.0, 0.0)
    below = max(line.box[1] - bottom, 0.0) * 10
    return abs(line.box[1] - top) + below + max(line.box[0] - x0, 0.0)


def _rows(seen: Sequence[_Seen]) -> Iterator[Proposed]:
    """A row for each box of each child and person. What one box holds together becomes one kind."""
    boxes: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for each in seen:
        boxes[each.who, each.label, each.at].append(each.leaf)
    shared = Counter((label, at, _group(who)) for who, label, at in boxes)
    for (who, label, at), leaves in boxes.items():
        group, kind = _group(who), TOGETHER.get(frozenset(leaves), leaves[0])
        kind = "forenames" if (group, kind) == ("children", "forename") else kind
        yield Proposed(at, "", label, group, kind, shared[label, at, group] >= FEWEST_IN_COLUMN, len(leaves))


def _group(who: str) -> str:
    return who.partition("[")[0]


def _without_conflicts(rows: Sequence[Proposed]) -> Iterator[Proposed]:
    """One row for each label under a heading, that which holds most; and under one heading children or other people, never both: a section of
    a template is about one of the two. In the order in which they are printed."""
    kept: dict[tuple[str, tuple[str, ...]], Proposed] = {}
    for row in sorted(rows, key=lambda each: (each.at, -each.leaves)):
        about = Counter(other.group for other in rows if other.heading == row.heading and other.group in ABOUT)
        if row.group not in ABOUT or row.group == about.most_common(1)[0][0]:
            kept.setdefault((row.heading, folded(row.label)), row)
    yield from sorted(kept.values(), key=lambda each: each.at)
