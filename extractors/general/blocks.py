"""Pairs become blocks: one child's, one person's, the referrer's. A heading begins one, and so does a name that comes again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.general.doubled import parted
from extractors.general.events import Begin, Event, Pair, Row, Text
from extractors.general.segments import MARKS
from extractors.general.terms import Heading, Label, Owner
from extractors.general.vocabulary import TITLE, Vocabulary
from postroom import doubts
from postroom.doubts import Doubt

NAMES = frozenset(("name", "name_surname_first", "forename", "surname"))
IDENTITY = NAMES | {"date_of_birth", "dob_or_age", "dob_or_edd", "nhs_number", "upn", "expected_delivery_date"}
HOME = "home_address"  # the household's: said of every child, whatever the heading over it
REFERRER = "referrer_name"
DUE = "expected_delivery_date"
ABOUT_ALL = frozenset(("reason", "consent_to_share", "parents_aware"))
ACCOUNT = 20  # words from which a text can be a narrative
ADDRESSES = frozenset(("address", HOME))
EVERYONE = re.compile(
    r"\bhome\b|children|family|household|propert|tenan", re.IGNORECASE
)  # whose home the label says it is
SOMEBODY = (Owner.CHILD, Owner.PERSON)
NOBODYS = ("ignored", "moment")  # fields that end no block
NO_ONES = (Owner.REASON, Owner.CONSENT, Owner.INCIDENT)


@dataclass(slots=True)
class Block:
    """Pairs that are about one owner. `doubts`: why they may be somebody else's."""

    owner: Owner | None
    relation: str | None = None
    row: bool = False  # a row of a table: a whole child or person by itself
    table: int = 0  # rows of one table share it
    doubts: tuple[Doubt, ...] = ()
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
        self._titled = False  # the form's name has been met
        self._said: tuple[Owner, str | None] | None = None  # without a heading, the last label that said whose it is
        self._open: dict[tuple[Owner | None, str | None], Block] = {}
        self._named: tuple[Owner | None, str | None] | None = None  # whom the label just above named by itself
        self._strayed = False  # what is said of all stood under somebody's heading: who comes next is somebody else
        self._texts: list[Text] = []  # what may be the narrative where none is headed as such
        self._fence: Block | None = None  # the last block before the heading
        self.done: list[Block] = []

    def take(self, events: Iterable[Event]) -> list[Block]:
        for event in events:
            match event:
                case Begin() if self._is_prompt(event) or self._vocabulary.is_nobody(event.text):
                    self._close()
                case Begin():
                    self._close()
                    self._fence = self.done[-1] if self.done else None
                    titled = self._is_title(event)
                    self._titled = self._titled or TITLE.search(event.text) is not None
                    self._heading = Heading(Owner.REPORT) if titled else event.heading
                    self._headed = not titled
                case Pair():
                    self._pair(event)
                case Row():
                    self._row(event)
                case Text():
                    self._text(event)
        self._close()
        if not any(pair.label.field == "reason" and pair.value for block in self.done for pair in block.pairs):
            self._account()
        return self.done

    def _account(self) -> None:
        """A form whose question for the reason nobody knows: the longest account on it, to be checked."""
        longest = max(self._texts, key=lambda text: len(_words_of(text)), default=None)
        if longest is not None and len(_words_of(longest)) >= ACCOUNT:
            self.done.append(
                Block(
                    Owner.REASON,
                    doubts=(doubts.LONGEST_ACCOUNT,),
                    pairs=[Pair(Label("reason"), "", list(longest.segments))],
                )
            )

    def _is_prompt(self, event: Begin) -> bool:
        """Whether the words only say what to write under the heading of the narrative."""
        somebody = event.heading.owner in (*SOMEBODY, Owner.REFERRER)
        known = somebody or self._vocabulary.heading(event.text) is not None
        return self._owner is Owner.REASON and not known and bool(self._vocabulary.phrasing.prompts.search(event.text))

    def _is_title(self, event: Begin) -> bool:
        """Whether the words are the form's name and begin no part of it: "Child Welfare Referral" before anything else."""
        if event.heading.owner in (Owner.OTHER, Owner.UNKNOWN):
            unknown = event.heading.owner is Owner.UNKNOWN and not self.done
            return unknown or self._vocabulary.document(event.text) is not None
        first = not any(block.has(IDENTITY) for block in self.done) and not self._headed and not self._titled
        sounds = TITLE.search(event.text) is not None or event.heading.owner in NO_ONES
        return first and sounds and self._vocabulary.is_form_name(event.text, event.heading)

    def _close(self) -> None:
        self._open, self._said, self._named, self._strayed = {}, None, None, False

    @property
    def _owner(self) -> Owner | None:
        owner = self._heading.owner if self._headed else None
        return self._subjects if owner is Owner.CHILD else owner

    def _pair(self, pair: Pair) -> None:
        for one in parted(pair, self._vocabulary):
            self._one(one)

    def _one(self, pair: Pair) -> None:
        owner, relation = self._meant(pair)
        if owner is Owner.CHILD and pair.label.field == HOME and EVERYONE.search(pair.text):
            self.done.append(Block(owner, pairs=[pair]))
            return
        if owner is Owner.UNKNOWN and pair.label.field in ADDRESSES and EVERYONE.search(pair.text) and not self._open:
            self.done.append(Block(Owner.CHILD, doubts=(doubts.UNKNOWN_HEADING,), pairs=[pair]))
            return
        block = self._open.get((owner, relation)) or self._single_row(owner, pair)
        if block is None or self._begins_another(block, pair):
            like = block is None or block.pairs[0].label.field == pair.label.field
            reasons = (*_guessed(owner), *(() if like else (doubts.ANOTHER_BEGINS,)))
            block = Block(owner, relation, doubts=reasons)
            self._open[owner, relation] = block
            self.done.append(block)
        block.pairs.append(pair)

    def _single_row(self, owner: Owner | None, pair: Pair) -> Block | None:
        """The row of a table of one row right above, with which a label over or beside its value goes on: one person's boxes."""
        last = self.done[-1] if self.done and not self._open else None
        if last is None or not last.row or last is self._fence or last.owner is not owner or not last.has(NAMES):
            return None
        alone = len(self.done) < 2 or self.done[-2].table != last.table or not self.done[-2].row
        return last if alone and pair.label.field not in NAMES and not last.has((pair.label.field,)) else None

    def _meant(self, pair: Pair) -> tuple[Owner | None, str | None]:
        """Whose the pair is: by its label, by the heading, or by the label just above that said whose it is."""
        owner, relation = self._whose(pair.label)
        said = pair.label.owner is owner and owner in SOMEBODY
        if owner is None and self._said is not None:
            owner, relation = self._said
        elif said and owner and self._owner in (None, *NO_ONES):
            self._said = owner, relation
        if owner is Owner.PERSON and pair.label.field == DUE:
            return Owner.CHILD, None  # a woman's due day is her unborn child's
        if pair.label.field in NAMES | {REFERRER}:
            named = Owner.REFERRER if pair.label.field == REFERRER else owner
            self._named = (named, relation) if said or named is Owner.REFERRER else None
        elif self._named and pair.label.owner is None and self._is_named_ones(pair.label, owner, relation):
            return self._named
        elif (owner, relation) != self._named and pair.label.field not in NOBODYS:
            self._named = None
        return owner, relation

    def _is_named_ones(self, label: Label, owner: Owner | None, relation: str | None) -> bool:
        """ "Mother: ..." and right under it a telephone, or a second day of birth: neither can be the child's."""
        who = self._named[0] if self._named else None
        if who is None or owner is who or self._vocabulary.kind(label.field, Owner.REPORT):
            return False
        block = self._open.get((owner, relation))
        strange = owner is None or self._vocabulary.kind(label.field, owner) is None
        again = owner in SOMEBODY and block is not None and block.has((label.field,))
        return bool(self._vocabulary.kind(label.field, who)) and (strange or again)

    def _begins_another(self, block: Block, pair: Pair) -> bool:
        """Whether this label says that somebody else begins: a name again, or the label that the block began with."""
        if block.owner not in (*SOMEBODY, Owner.FAMILY, Owner.UNKNOWN, None):
            return False
        name, first = pair.label.field, block.pairs[0].label.field
        if block.owner not in SOMEBODY and REFERRER in (name, first):
            return name == REFERRER or self._vocabulary.kind(name, Owner.REFERRER) is None
        if pair.label.guessed or (block.pairs[0].label.guessed and name in ADDRESSES):
            return False  # "House/flat number" over the rest of an address
        if name == "name" and block.has(("forename", "surname")):
            return True  # "Surname: ... Forename: ...", and then another's "Name: ..."
        return (name in NAMES or name == first) and block.has((name,))

    def _whose(self, label: Label) -> tuple[Owner | None, str | None]:
        """The label's own word goes before the heading's, where that owner has such a field."""
        if label.owner and self._vocabulary.kind(label.field, label.owner):
            return label.owner, label.relation or (self._heading.relation if label.owner is self._owner else None)
        strangers = (None, Owner.UNKNOWN, Owner.REPORT, Owner.FAMILY)
        if label.field == HOME and (self._owner in strangers or (self._owner is Owner.PERSON and not self._open)):
            return Owner.CHILD, None
        if label.field in ABOUT_ALL and self._owner in SOMEBODY:
            self._strayed = True
            return None, None
        stray = self._strayed or self._is_stray([label])
        self._strayed = stray and self._owner in (*SOMEBODY, Owner.INCIDENT)
        return (None, None) if stray else (self._owner, self._heading.relation)

    def _is_stray(self, labels: Iterable[Label]) -> bool:
        """Whether a child's or person's fields stand where only a narrative or consents should: the part ended unsaid."""
        return self._owner in NO_ONES and any(
            not self._vocabulary.kind(label.field, self._owner) and self._vocabulary.kind(label.field, Owner.CHILD)
            for label in labels
        )

    def _row(self, row: Row) -> None:
        owners = Counter(
            pair.label.owner for pair in row.pairs if pair.label.owner in SOMEBODY and pair.label.field in NAMES
        )
        stray = self._is_stray(pair.label for pair in row.pairs)
        owner = owners.most_common(1)[0][0] if owners else None if stray else self._owner
        if any(pair.label.field == HOME for pair in row.pairs) and not any(
            p.label.field in IDENTITY for p in row.pairs
        ):
            owner = Owner.CHILD
        block = Block(owner, self._heading.relation, row=True, table=row.table, doubts=_guessed(owner))
        block.pairs += [one for pair in row.pairs for one in parted(pair, self._vocabulary)]
        if self._goes_on(block):
            self.done[-1].pairs += block.pairs
            self.done[-1].table = block.table
        else:
            self.done.append(block)

    def _goes_on(self, row: Block) -> bool:
        """Labels over values twice in one grid: "Surname | DOB" and under them "Gender | GP" are one child's, not a table's heads."""
        last = self.done[-1] if self.done and not self._open else None
        if last is None or not last.row or last.owner is not row.owner or row.has(NAMES):
            return False
        if last.has(pair.label.field for pair in row.pairs):
            return False
        alone = len(self.done) < 2 or self.done[-2].table != last.table
        return alone and abs(row.table - last.table) == 1 and last is not self._fence

    def _text(self, text: Text) -> None:
        prompt = len(text.segments) == 1 and text.segments[0].text.endswith("?")  # a question, and not the answer to it
        words = _words_of(text)
        told = " ".join(words)
        if self._owner not in (
            Owner.OTHER,
            Owner.REFERRER,
            Owner.REASON,
        ) and not self._vocabulary.phrasing.guidance.search(told):
            self._texts.append(text)
        prompt = prompt or (len(words) < ACCOUNT and self._vocabulary.phrasing.prompts.match(told) is not None)
        ticked = any(word in MARKS for word in words)  # kinds of harm to choose from
        if self._owner is Owner.REASON and not (prompt or ticked):
            self._pair(Pair(Label("reason"), "", list(text.segments)))


def _guessed(owner: Owner | None) -> tuple[Doubt, ...]:
    return (doubts.OWNER_GUESSED,) if owner is None else ()


def _words_of(text: Text) -> list[str]:
    return [word.text for segment in text.segments for word in segment.words]
