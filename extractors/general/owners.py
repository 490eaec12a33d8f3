"""Whose a block is, by all that speaks for it: the heading, the words of relation, and the fields that only one kind of owner has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.general.blocks import ADDRESSES, IDENTITY, NAMES, Block
from extractors.general.events import Pair
from extractors.general.terms import Owner
from extractors.general.vocabulary import Vocabulary
from postroom import doubts
from postroom.doubts import Doubt

SIBLINGS = (None, "sibling", "half_sibling", "step_sibling")
RELATED = ("relationship", "kinship")
NOT_MEANT = frozenset(("", "n/a", "na", "none", "not applicable", "-", "–"))
SAME_AGE = re.compile(r"brother|sister|sibling|cousin|friend|twin")
STRANGERS = (None, Owner.UNKNOWN, Owner.REPORT)
CLEARLY = 2  # fields of children's more than of anybody else's
Whose = tuple[Owner] | tuple[Owner, Doubt]
"""Whose a block is, and why that is in doubt, if it is."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Tells whose the blocks of one form are. `about_adults`: the report's subjects are. `several`: tables of more than one row."""

    vocabulary: Vocabulary
    about_adults: bool = False
    several: frozenset[int] = frozenset()

    def votes(self, block: Block) -> dict[str, int]:
        """How many of the block's fields only one kind of owner has."""
        return {
            who: sum(pair.label.field in fields for pair in block.pairs)
            for who, fields in self.vocabulary.telling.items()
        }

    def of(self, block: Block) -> Whose:
        """Whose the block is; where neither heading nor label says it, what only one of them has decides."""
        related = self.by_relation(block)
        if related is not None:
            return related
        if block.owner in STRANGERS and block.has(("referrer_name",)) and not block.has(IDENTITY):
            return (Owner.REFERRER,)
        if block.owner is Owner.FAMILY:
            return self._of_family(block)
        if block.owner is not None and block.owner is not Owner.REPORT:
            return self._in_spite(block)
        return self._by_fields(block)

    def _by_fields(self, block: Block) -> Whose:
        votes = self.votes(block)
        best = max(votes, key=lambda who: votes[who])
        if best == Owner.REFERRER and block.row and block.table in self.several:
            return (Owner.OTHER,)  # a list of professionals
        if votes[best] == 0:
            return (block.owner,) if block.owner else (Owner.REPORT, doubts.OWNER_GUESSED)
        return (Owner(best),) if sorted(votes.values())[-2] == 0 else (Owner(best), doubts.OWNER_BY_FIELDS)

    def _of_family(self, block: Block) -> Whose:
        """Of a whole household: its address is the children's, and a row is a child's where the table asks what only children have."""
        votes = self.votes(block)
        if votes[Owner.CHILD] >= votes[Owner.PERSON] + CLEARLY:
            return Owner.CHILD, doubts.OWNER_BY_FIELDS
        if block.has(("relationship", "name", "surname")):
            return Owner.PERSON, doubts.OWNER_BY_FIELDS
        if all(pair.label.field in {*ADDRESSES, "postcode", "phone", "ignored"} for pair in block.pairs):
            return (Owner.CHILD,)
        return self._by_fields(block)

    def _in_spite(self, block: Block) -> Whose:
        """The heading's owner, unless the fields say otherwise: a "Mother" among children, a "Sibling 1" with a school and a GP."""
        young = block.relation in SIBLINGS and not self.votes(block)[Owner.PERSON] and _is_taught(block)
        if block.owner is Owner.PERSON and young and not self.about_adults:
            return Owner.CHILD, doubts.OWNER_AGAINST_HEADING
        if block.owner is Owner.CHILD and self._works(block):
            return Owner.REFERRER, doubts.OWNER_BY_FIELDS
        return (block.owner or Owner.REPORT,)

    def _works(self, block: Block) -> bool:
        """Whether somebody who is named among children has a job, and nothing that only children have."""
        votes = self.votes(block)
        if block.row and block.table in self.several:
            return False
        return (
            bool(votes[Owner.REFERRER])
            and not votes[Owner.CHILD]
            and not block.has(IDENTITY - NAMES)
            and block.has(NAMES)
        )

    def by_relation(self, block: Block) -> Whose | None:
        """Whose the block is by what it says of itself: a "Son" in a household, a "Mother" under a heading of children."""
        related = next((pair for pair in block.pairs if pair.label.field in RELATED and pair.value), None)
        if related is None or block.owner is Owner.REFERRER or self.about_adults:
            return None
        words = " ".join(segment.text for segment in related.value).casefold().strip(" .")
        if block.owner is Owner.OTHER:
            return self._listed_among_others(block, words)
        if words in self.vocabulary.subjects:
            listed = block.owner is Owner.FAMILY and not related.label.guessed
            return (
                (Owner.CHILD,) if listed or block.owner is Owner.CHILD else (Owner.CHILD, doubts.OWNER_AGAINST_HEADING)
            )
        if block.owner is Owner.FAMILY:
            return (Owner.PERSON,)
        grown = self.vocabulary.relation.match(words) and not SAME_AGE.search(words)
        if block.owner is Owner.CHILD and (grown or (block.row and related.label.owner is Owner.CHILD)):
            return Owner.PERSON, doubts.OWNER_AGAINST_HEADING
        return None

    def _listed_among_others(self, block: Block, words: str) -> Whose | None:
        """A mother in a table under a heading that promises nobody: she is no professional."""
        named = block.row and block.has(NAMES) and self.vocabulary.relation.fullmatch(words)
        return (Owner.PERSON, doubts.OWNER_AGAINST_HEADING) if named else None


def tables_of_several(blocks: Iterable[Block]) -> frozenset[int]:
    """The tables in which more than one row has somebody's name."""
    rows = Counter(block.table for block in blocks if block.row and _is_filled(block))
    return frozenset(table for table, count in rows.items() if count > 1)


def _is_filled(block: Block) -> bool:
    return any(pair.value for pair in block.pairs if pair.label.field in NAMES | {"referrer_name"})


def outweighs(votes: Mapping[str, int], who: Owner, other: Owner) -> bool:
    """Whether more speaks for one owner than for the other."""
    return votes[who] > votes[other]


def _is_taught(block: Block) -> bool:
    """Whether it has what only children have, and not as an empty box."""
    return any(pair.label.field in ("school", "upn") and _is_told(pair) for pair in block.pairs)


def _is_told(pair: Pair) -> bool:
    """Whether the box holds more than "n/a". A school that is not known is still a school."""
    return " ".join(segment.text for segment in pair.value).casefold().strip(" .") not in NOT_MEANT
