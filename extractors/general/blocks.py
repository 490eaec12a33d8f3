"""Pairs become blocks: one child's, one person's, the referrer's. A heading begins one, and so does a name that comes again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.general.events import Begin, Event, Pair, Row, Text
from extractors.general.vocabulary import Heading, Label, Owner, Vocabulary

NAMES = frozenset(("name", "name_surname_first", "forename", "surname"))
IDENTITY = NAMES | {"date_of_birth", "dob_or_age", "dob_or_edd", "nhs_number", "upn", "expected_delivery_date"}
TITLE = re.compile(r"\b(?:referral|assessment|notification|form|report|request|record|sheet)\b", re.IGNORECASE)
HOME = "home_address"  # the household's: said of every child, whatever the heading over it
SOMEBODY = (Owner.CHILD, Owner.PERSON)


@dataclass(slots=True)
class Block:
    """Pairs that are about one owner. `sure`: a heading or the labels say whose they are, no guess did."""

    owner: Owner | None
    relation: str | None = None
    row: bool = False  # a row of a table: a whole child or person by itself
    table: int = 0  # rows of one table share it
    sure: bool = True
    pairs: list[Pair] = field(default_factory=list)

    def has(self, fields: Iterable[str]) -> bool:
        return any(pair.label.field in fields for pair in self.pairs)


class Blocks:
    """Sorts what is met on the way into blocks."""

    def __init__(self, vocabulary: Vocabulary, subjects: Owner = Owner.CHILD) -> None:
        self._vocabulary = vocabulary
        self._subjects = subjects
        self._heading = Heading(Owner.REPORT)
        self._headed = False
        self._said: tuple[Owner, str | None] | None = None  # without a heading, the last label that said whose it is
        self._open: dict[tuple[Owner | None, str | None], Block] = {}
        self.done: list[Block] = []

    def take(self, events: Iterable[Event]) -> list[Block]:
        for event in events:
            match event:
                case Begin():
                    self._close()
                    titled = self._is_title(event)
                    self._heading = Heading(Owner.REPORT) if titled else event.heading
                    self._headed = not titled
                case Pair():
                    self._pair(event)
                case Row():
                    self._row(event)
                case Text():
                    self._text(event)
        self._close()
        return self.done

    def _is_title(self, event: Begin) -> bool:
        """Whether the words are the form's name and begin no part of it: "Child Welfare Referral" before anything else."""
        if event.heading.owner in (Owner.OTHER, Owner.UNKNOWN):
            unknown = event.heading.owner is Owner.UNKNOWN and not self.done
            return unknown or self._vocabulary.document(event.text) is not None
        first = not self.done and not self._headed
        return first and TITLE.search(event.text) is not None and self._vocabulary.heading(event.text) is None

    def _close(self) -> None:
        self._open, self._said = {}, None

    @property
    def _owner(self) -> Owner | None:
        owner = self._heading.owner if self._headed else None
        return self._subjects if owner is Owner.CHILD else owner

    def _pair(self, pair: Pair) -> None:
        owner, relation = self._whose(pair.label)
        if owner is None and self._said is not None:
            owner, relation = self._said
        elif not self._headed and owner in SOMEBODY and pair.label.owner is owner:
            self._said = owner, relation
        block = self._open.get((owner, relation))
        if block is None or _begins_another(block, pair):
            like = block is None or block.pairs[0].label.field == pair.label.field
            block = Block(owner, relation, sure=owner is not None and like)
            self._open[owner, relation] = block
            self.done.append(block)
        block.pairs.append(pair)

    def _whose(self, label: Label) -> tuple[Owner | None, str | None]:
        """The label's own word goes before the heading's, where that owner has such a field."""
        if label.owner and self._vocabulary.kind(label.field, label.owner):
            return label.owner, label.relation or (self._heading.relation if label.owner is self._owner else None)
        if label.field == HOME and self._owner in (None, Owner.UNKNOWN, Owner.REPORT, Owner.FAMILY):
            return Owner.CHILD, None
        return (None, None) if self._is_stray([label]) else (self._owner, self._heading.relation)

    def _is_stray(self, labels: Iterable[Label]) -> bool:
        """Whether a child's or person's fields stand where only a narrative or consents should: the part ended unsaid."""
        return self._owner in (Owner.REASON, Owner.CONSENT) and any(
            not self._vocabulary.kind(label.field, Owner.REPORT) and self._vocabulary.kind(label.field, Owner.CHILD)
            for label in labels
        )

    def _row(self, row: Row) -> None:
        owners = Counter(
            pair.label.owner for pair in row.pairs if pair.label.owner in SOMEBODY and pair.label.field in NAMES
        )
        stray = self._is_stray(pair.label for pair in row.pairs)
        owner = owners.most_common(1)[0][0] if owners else None if stray else self._owner
        self.done.append(
            Block(
                owner, self._heading.relation, row=True, table=row.table, sure=owner is not None, pairs=list(row.pairs)
            )
        )

    def _text(self, text: Text) -> None:
        prompt = len(text.segments) == 1 and text.segments[0].text.endswith("?")  # a question, and not the answer to it
        if self._owner is Owner.REASON and not prompt:
            self._pair(Pair(Label("reason"), "", list(text.segments)))


def _begins_another(block: Block, pair: Pair) -> bool:
    """Whether this label says that somebody else begins: a name again, or the label that the block began with."""
    if block.owner not in (*SOMEBODY, Owner.FAMILY, Owner.UNKNOWN, None):
        return False
    name = pair.label.field
    if name == "name" and block.has(("forename", "surname")):
        return True  # "Surname: ... Forename: ...", and then another's "Name: ..."
    if name not in NAMES and name != block.pairs[0].label.field:
        return False
    return any(one.label.field == name for one in block.pairs)
