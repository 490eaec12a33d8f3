"""Blocks become a contact: each pair read as the kind of value that its field is for its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.draft import Draft, Leaves, add, contact_of, is_somebody
from extractors.general.accounts import without_prompts
from extractors.general.blocks import ADDRESSES, IDENTITY, NAMES, Block
from extractors.general.doubled import with_details
from extractors.general.events import Pair, found_in
from extractors.general.owners import Owners, outweighs, tables_of_several
from extractors.general.records import gone_on_with, is_empty_row, is_named, named_before, with_better_names
from extractors.general.several import each_named
from extractors.general.terms import Document, Owner
from extractors.general.vocabulary import Vocabulary
from extractors.values import KINDS, Found, ValueContext, interpret
from postroom import doubts
from postroom.contact import Contact, Field, Method, Status
from postroom.doubts import Doubt

WHOLE_REPORT = (Owner.REFERRER, Owner.REPORT, Owner.INCIDENT)
SHARED = frozenset(("address", "postcode", "address_and_phone", "first_language", "interpreter_required", "religion"))
HOME = ("address", "postcode")
FEW_WORDS = 6
BORN_OR_DUE = "children.dob_or_edd"  # a day in it is an expected one where the name says that the child is unborn
ANYWHERE = frozenset(("reason", "police_brag", "dash_grade", "consent.parents_aware", "consent.consent_to_share"))
SCHEMES = ((r"\b18\s*\+\s*1\b", "sde18"), (r"\b16\s*\+\s*1\b", "sde16"))


@dataclass(slots=True)
class Assembly:
    """The contact while its blocks are read."""

    vocabulary: Vocabulary
    context: ValueContext
    draft: Draft = field(default_factory=Draft)
    notes: list[str] = field(default_factory=list)
    _tables: list[int] = field(default_factory=list)  # the table of each child
    _shared: list[Leaves] = field(default_factory=list)
    _owners: Owners = field(init=False)

    def read(self, blocks: Sequence[Block], document: Document | None) -> Contact:
        """The contact that the blocks tell."""
        self._fixed(document)
        adults = document is not None and document.subjects is Owner.PERSON
        self._owners = Owners(self.vocabulary, adults, tables_of_several(blocks))
        for block in blocks:
            self._learn(block)
        for block in blocks:
            for each in each_named(block) if self._owners.of(block)[0] is Owner.CHILD else [block]:
                self._block(each)
        self._unheaded(blocks)
        for child in self.draft.children:
            for leaves in self._shared:
                add(
                    child,
                    {name: self._of_all(name, leaf) for name, leaf in leaves.items() if self._is_said_of(child, name)},
                )
        self._drop_children_among_people()
        return contact_of(self.draft)

    def _is_said_of(self, child: Leaves, name: str) -> bool:
        """Whether what was said of nobody by name is this child's: with brothers and sisters only what a family shares."""
        alone = len(self.draft.children) == 1
        return (alone or name in SHARED) and (name not in child or child[name].value is None)

    def _of_all(self, name: str, leaf: Field) -> Field:
        """What was said once for several children: an address is the family's, and anything else may be one child's only."""
        if len(self.draft.children) == 1 or name in HOME or leaf.status is not Status.CERTAIN:
            return leaf
        return leaf.doubted(doubts.SAID_ONCE, 0.6)

    def _fixed(self, document: Document | None) -> None:
        if document is None:
            other = Field("other", Status.CERTAIN, method=Method.DERIVED)
            self.draft.own["document_type"] = other.doubted(doubts.UNKNOWN_TITLE)
            return
        said = {"document_type": document.kind, **document.fixed}
        for path, value in said.items():
            self.draft.own[path] = Field(
                value, Status.CERTAIN, 0.97, method=Method.DERIVED, why="the form's title says so"
            )

    def _learn(self, block: Block) -> None:
        """The day of the report, for two-digit years and ages, and the scheme of ethnicity codes."""
        for pair in block.pairs:
            scheme = next((name for pattern, name in SCHEMES if re.search(pattern, pair.text)), None)
            if scheme and pair.label.field == "ethnicity_code":
                self.context = replace(self.context, ethnicity_scheme=scheme)
            if self.context.reference_date is None and pair.value and _is_dated(pair):
                start = interpret("incident.start", found_in(pair), self.context).get("start")
                if start is not None and isinstance(start.value, str):
                    self.context = replace(self.context, reference_date=date.fromisoformat(start.value[:10]))

    def _unheaded(self, blocks: Sequence[Block]) -> None:
        """Where no child or referrer was found: parts whose headings nobody knows, read as theirs and to be checked."""
        strangers = [block for block in blocks if block.owner is Owner.UNKNOWN]
        if "referrer.name" not in self.draft.own:
            for block in [block for block in strangers if self._owners.votes(block)[Owner.REFERRER] > 1][:1]:
                strangers.remove(block)
                self._block(_strange(block, Owner.REFERRER))
        for block in [block for block in strangers if block.has(NAMES)]:
            votes = self._owners.votes(block)
            if outweighs(votes, Owner.PERSON, Owner.CHILD) and not votes[Owner.REFERRER]:
                strangers.remove(block)
                self._block(_strange(block, (self._owners.by_relation(block) or (Owner.PERSON,))[0]))
        if not self.draft.children:
            for block in strangers:
                if (
                    block.has(NAMES)
                    and block.has(IDENTITY - NAMES)
                    and not outweighs(self._owners.votes(block), Owner.PERSON, Owner.CHILD)
                ):
                    self._block(_strange(block, Owner.CHILD))

    def _block(self, block: Block) -> None:
        owner, *reasons = self._owners.of(block)
        own: Leaves = {}
        for pair in _with_one_name(block.pairs) if owner is Owner.REFERRER else with_details(block.pairs):
            kind = self._kind(pair, owner)
            if kind is None or _is_idle_guess(pair, block, owner):
                continue
            if kind == "reason":
                pair = replace(pair, value=without_prompts(pair.value, self.vocabulary.phrasing))
            found = found_in(
                pair, *reasons, *block.doubts, *_strangeness(pair, kind, owner), *self._slipped(pair, block)
            )
            self._note(kind, pair, found)
            if kind == BORN_OR_DUE and _value(own, "is_unborn") is True:
                kind = "children.expected_delivery_date"
            if kind.startswith(("children.", "people.")):
                add(own, interpret(kind, found, self.context))
            elif owner not in (Owner.OTHER, Owner.UNKNOWN) or kind in ANYWHERE:
                self._own(kind, found)
        self._settle(block, owner, own)

    def _slipped(self, pair: Pair, block: Block) -> Iterator[Doubt]:
        """An address with its house number in a box of another name; and a label's own word where a name should stand."""
        parts = [
            each for each in block.pairs if each.label.guessed and each.label.field == pair.label.field and each.value
        ]
        if pair.label.field in ADDRESSES and not pair.label.guessed and parts:
            yield doubts.SEVERAL_PLACES
        label = self.vocabulary.label(" ".join(segment.text for segment in pair.value))
        if label and label.exact and label.field in NAMES and pair.label.field in {*NAMES, "referrer_name"}:
            yield doubts.LIKE_A_LABEL

    def _kind(self, pair: Pair, owner: Owner) -> str | None:
        kind = self.vocabulary.kind(pair.label.field, owner)
        return kind if kind in KINDS else None

    def _own(self, kind: str, found: Found) -> None:
        leaves = interpret(kind, found, self.context)
        prefix = kind.rpartition(".")[0]
        named = {name if "." in name or not prefix else f"{prefix}.{name}": leaf for name, leaf in leaves.items()}
        if kind == "reason":
            self._reason(_plausible(named["reason"]))
        else:
            add(self.draft.own, named, latest=kind == "police_brag")

    def _reason(self, new: Field) -> None:
        """A form may ask for the reason in several boxes: all of it counts, in the order of the form."""
        old = self.draft.own.get("reason")
        if old is None or not isinstance(old.value, str) or not isinstance(new.value, str):
            self.draft.own["reason"] = new if old is None or old.value is None else old
        elif new.value not in old.value:
            joined = f"{old.value} {new.value}"
            self.draft.own["reason"] = replace(old, value=joined, raw=joined).doubted(doubts.SEVERAL_PLACES, 0.8)

    def _settle(self, block: Block, owner: Owner, own: Leaves) -> None:
        if not own:
            return
        if owner is Owner.CHILD and is_named(block):
            self._child(block, own)
        elif owner is Owner.CHILD:
            self._to_children(own)
        elif owner is Owner.PERSON and is_somebody(own) and not is_empty_row(block, own):
            self.draft.people.append(self._related(block, own))

    def _child(self, block: Block, own: Leaves) -> None:
        """One child more, unless the block goes on with one whom the form has named already."""
        if not is_somebody(own):
            return
        earlier = named_before(own, block.table, self.draft.children, self._tables)
        going_on = None if earlier else gone_on_with(block, own, self.draft.children)
        if earlier is not None:
            add(earlier, with_better_names(earlier, own, parted=block.has(("surname",))))
        elif going_on is not None:
            add(going_on, {name: leaf.doubted(doubts.OWNER_BY_FIELDS) for name, leaf in own.items()})
        else:
            self.draft.children.append(own)
            self._tables.append(block.table)

    def _to_children(self, own: Leaves) -> None:
        """What stands by itself under a child's heading: of the one child so far, and what a family shares of all that follow."""
        if len(self.draft.children) == 1:
            kept = {name: leaf for name, leaf in own.items() if name not in SHARED}
            add(self.draft.children[0], kept)
        self._shared.append(own)

    def _related(self, block: Block, own: Leaves) -> Leaves:
        if block.relation and (own.get("relationship") is None or own["relationship"].value is None):
            own["relationship"] = Field(
                block.relation, Status.CERTAIN, 0.97, method=Method.LABEL, why="the label says so"
            )
        return own

    def _drop_children_among_people(self) -> None:
        """A child who is listed in the household again is one child."""
        children = [_who(child) for child in self.draft.children]
        kept = []
        for person in self.draft.people:
            who = _who(person)
            if who in children and who[0] is not None and _may_be_child(person):
                continue
            kept.append(person)
        self.draft.people = kept

    def _note(self, kind: str, pair: Pair, found: Found) -> None:
        place = f"page {found.page}" if found.page else "text"
        state = "blank" if found.blank else "read"
        reasons = "".join(f"; {doubt.words}" for doubt in found.doubts)
        self.notes.append(f"{kind}: label “{pair.text}”, {state} ({place}){reasons}")


def _strangeness(pair: Pair, kind: str, owner: Owner) -> Iterator[Doubt]:
    """An account under a heading that nobody knows; and whether the child agreed is not yet whether the parents did."""
    if kind == "reason" and owner is Owner.UNKNOWN:
        yield doubts.UNKNOWN_HEADING
    if pair.label.field == "consent_to_share" and pair.label.owner is Owner.CHILD:
        yield doubts.CHILDS_OWN_CONSENT


def _strange(block: Block, owner: Owner) -> Block:
    return replace(block, owner=owner, doubts=(*block.doubts, doubts.UNKNOWN_HEADING))


def _is_idle_guess(pair: Pair, block: Block, owner: Owner) -> bool:
    """A guessed label stands back behind one that is none, and alone it names nobody but a referrer."""
    known = {each.label.field for each in block.pairs if not each.label.guessed}
    nameless = pair.label.field in NAMES and owner is not Owner.REFERRER and not known & NAMES
    return pair.label.guessed and (pair.label.field in known or nameless)


def _with_one_name(pairs: Sequence[Pair]) -> list[Pair]:
    """A referrer's given and family name are one field."""
    halves = [next((pair for pair in pairs if pair.label.field == half), None) for half in ("forename", "surname")]
    given, family = halves
    if given is None or family is None:
        return list(pairs)
    name = replace(given, label=replace(given.label, field="name"), value=given.value + family.value)
    return [name, *(pair for pair in pairs if pair not in halves)]


def _plausible(reason: Field) -> Field:
    """A reason of a few words is more often what a form prints or a name that slipped: a person looks."""
    if not isinstance(reason.value, str) or len(reason.value.split()) >= FEW_WORDS:
        return reason
    return reason.doubted(doubts.VERY_SHORT)


def _value(leaves: Mapping[str, Field], name: str) -> object:
    return leaves[name].value if name in leaves else None


def _who(leaves: Mapping[str, Field]) -> tuple[object, object, object]:
    def value(name: str) -> object:
        return leaves[name].value if name in leaves else None

    return value("forename"), value("surname"), value("date_of_birth")


def _may_be_child(leaves: Leaves) -> bool:
    relationship = leaves.get("relationship")
    return relationship is None or relationship.value in (None, "sibling", "other")


def _is_dated(pair: Pair) -> bool:
    """Whether the pair tells the day of the incident or of the report."""
    label = pair.label.field
    return label.startswith("incident_") or (label == "ignored" and "date" in pair.text.casefold())
