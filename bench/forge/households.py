"""How a form takes up the people of a family: a block each, tables, columns, a household's table, a second sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.forge import answers
from bench.forge.answers import Hand
from bench.forge.layout import Block, Heading, NewPage, Pair, tagged
from bench.forge.people_tables import (
    Records,
    Table,
    goes_on_in_a_second_table,
    one_a_column,
    one_a_row,
    one_a_row_numbered,
    one_a_row_with_blank_rows,
    two_rows_each,
)
from bench.forge.placements import PLACEMENTS
from bench.forge.questions import MORE, heading, label, living, of_adult, of_child, related
from bench.forge.story import Person, Story


@dataclass(frozen=True, slots=True)
class Pen:
    """What a part of a form needs to be drawn. `placement`: where answers stand in blocks of pairs."""

    hand: Hand
    story: Story
    placement: str
    options: bool

    def block(self, pairs: list[Pair]) -> list[Block]:
        told = [Pair(p.label, tagged(p.said, self.placement)) for p in pairs]
        return PLACEMENTS[self.placement](told)


Structure = Callable[[Pen], list[Block]]


def child_blocks(pen: Pen) -> list[Block]:
    """A block for each child."""
    found: list[Block] = []
    many = len(pen.story.children) > 1
    for at in range(len(pen.story.children)):
        found.append(Heading(heading(pen.hand, "child_of_many" if many else "child", at + 1)))
        found += pen.block(of_child(pen.hand, pen.story, at, options=pen.options))
    return found


def child_table(table: Table) -> Structure:
    """All children in one table, their home in a block under it."""

    def draw(pen: Pen) -> list[Block]:
        names = [f"Child {n}" for n in range(1, len(pen.story.children) + 1)]
        return [Heading(heading(pen.hand, "children")), *table(_children(pen), names), *_home_of_all(pen)]

    return draw


def second_sheet(pen: Pen) -> list[Block]:
    """The last child stands on a sheet of its own."""
    records = _children(pen)
    first = [Heading(heading(pen.hand, "children")), *one_a_row(records[:-1] or records)]
    if len(records) == 1:
        return first + _home_of_all(pen)
    return [
        *first,
        *_home_of_all(pen),
        NewPage(),
        Heading("Continuation sheet: further children"),
        *one_a_row(records[-1:]),
    ]


def _children(pen: Pen) -> Records:
    """The same columns for every child."""
    hand, keys = pen.hand, [key for key in MORE if pen.hand.r.random() < 0.25][:2]
    whole = hand.r.random() < 0.5
    labels = {key: label(hand, "child", key) for key in ("name", "forename", "surname", "born", "sex", *keys)}
    records = []
    for at, child in enumerate(pen.story.children):
        path = f"children[{at}]"
        record = _name_columns(hand, labels, path, child, whole=whole)
        record.append(Pair(labels["born"], answers.day(hand, f"{path}.date_of_birth", child.born)))
        record.append(Pair(labels["sex"], answers.sex(hand, path, child, options=False)))
        records.append(record + [Pair(labels[key], MORE[key](hand, path, child, False)) for key in keys])
    return records


def _name_columns(hand: Hand, labels: dict[str, str], path: str, person: Person, *, whole: bool) -> list[Pair]:
    if whole:
        return [Pair(labels["name"], answers.whole_name(hand, path, person))]
    first = answers.forename(path, person)
    return [Pair(labels["forename"], first), Pair(labels["surname"], answers.surname(hand, path, person))]


def _home_of_all(pen: Pen) -> list[Block]:
    """One address under the table is every child's."""
    pairs = living(pen.hand, "child", "children[0]", pen.story)
    everyone = range(len(pen.story.children))
    spread = []
    for pair in pairs:
        leaves = {_moved(p, at): v for p, v in pair.said.leaves.items() for at in everyone}
        accept = {_moved(p, at): v for p, v in pair.said.accept.items() for at in everyone}
        spread.append(Pair(pair.label, answers.Said(pair.said.text, leaves, accept)))
    return pen.block(spread)


def _moved(path: str, at: int) -> str:
    return path.replace("children[0]", f"children[{at}]")


def adult_blocks(pen: Pen) -> list[Block]:
    found: list[Block] = []
    for at in range(len(pen.story.adults)):
        found.append(Heading(heading(pen.hand, "adult", at + 1)))
        found += pen.block(of_adult(pen.hand, pen.story, at, options=pen.options))
    return found


def adult_table(table: Table) -> Structure:
    def draw(pen: Pen) -> list[Block]:
        names = [f"Parent/carer {n}" for n in range(1, len(pen.story.adults) + 1)]
        return [Heading(heading(pen.hand, "adults")), *table(_adults(pen), names)]

    return draw


def _adults(pen: Pen) -> Records:
    hand = pen.hand
    whole, keys = hand.r.random() < 0.5, ("name", "forename", "surname", "relationship", "born", "phone", "responsible")
    labels = {key: label(hand, "adult", key) for key in keys}
    dated, called, asked = (hand.r.random() < 0.6 for _ in range(3))
    records = []
    for at, person in enumerate(pen.story.adults):
        path = f"people[{at}]"
        record = _name_columns(hand, labels, path, person, whole=whole)
        record.append(Pair(labels["relationship"], related(path, person)))
        if dated:
            record.append(Pair(labels["born"], answers.day(hand, f"{path}.date_of_birth", person.born)))
        if called:
            record.append(Pair(labels["phone"], answers.phone(f"{path}.phone", person.phone)))
        if asked:
            held = answers.yes_or_no(f"{path}.has_parental_responsibility", person.responsible, options=False)
            record.append(Pair(labels["responsible"], held))
        records.append(record)
    return records


def household(pen: Pen) -> list[Block]:
    """A child's own block, then everybody at home in one table: the child again, its parents, its brothers and sisters."""
    hand, story = pen.hand, pen.story
    labels = {key: label(hand, "adult", key) for key in ("name", "born", "relationship")}
    listed = [(f"children[{at}]", child, "Subject child") for at, child in enumerate(story.children)]
    listed += [(f"people[{at}]", each, each.relation) for at, each in enumerate([*story.adults, *story.siblings])]
    records = []
    for path, each, relation in listed:
        said = answers.Said(relation) if path.startswith("children") else related(path, each)
        if each.code == "sibling":
            said = replace(said, accept=answers.at_home(path, story.home))
        record = _name_columns(hand, labels, path, each, whole=True)
        record.append(Pair(labels["born"], answers.day(hand, f"{path}.date_of_birth", each.born)))
        records.append([*record, Pair(labels["relationship"], said)])
    return [*child_blocks(pen), Heading(heading(hand, "household")), *one_a_row(records)]


def with_siblings(pen: Pen) -> list[Block]:
    """Parents in blocks, then a table of brothers and sisters who are not referred."""
    hand, first = pen.hand, len(pen.story.adults)
    labels = {key: label(hand, "child", key) for key in ("name", "forename", "surname", "born", "sex")}
    relation = hand.r.choice(("Relationship", "Relationship to child"))
    records = []
    for at, each in enumerate(pen.story.siblings, start=first):
        path = f"people[{at}]"
        record = _name_columns(hand, labels, path, each, whole=True)
        record.append(Pair(labels["born"], answers.day(hand, f"{path}.date_of_birth", each.born)))
        told = replace(related(path, each), accept=answers.at_home(path, pen.story.home))
        records.append([*record, Pair(relation, told)])
    return [*adult_blocks(pen), Heading(heading(hand, "siblings")), *one_a_row(records)]


CHILDREN: dict[str, Structure] = {
    "child_blocks": child_blocks,
    "child_rows": child_table(one_a_row),
    "child_rows_numbered": child_table(one_a_row_numbered),
    "child_rows_and_blank_rows": child_table(one_a_row_with_blank_rows),
    "child_columns": child_table(one_a_column),
    "child_two_rows_each": child_table(two_rows_each),
    "child_second_table": child_table(goes_on_in_a_second_table),
    "child_second_sheet": second_sheet,
}
ADULTS: dict[str, Structure] = {
    "adult_blocks": adult_blocks,
    "adult_rows": adult_table(one_a_row),
    "adult_columns": adult_table(one_a_column),
    "adult_two_rows_each": adult_table(two_rows_each),
    "adult_siblings": with_siblings,
}
EVERYBODY: dict[str, Structure] = {"household": household}
