"""A contact as read from post: one incident or one family's form. Every leaf carries its evidence.

The paths and formats are those of the contract for `worker.py read`. All values are immutable: what a person corrects
later is kept beside the reading, never written over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from postroom.doubts import Doubt
from postroom.places import Unexplained

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left."""

Value = str | int | bool | tuple[str, ...] | None


class Status(StrEnum):
    """How far a value may be trusted."""

    CERTAIN = "certain"  # would be typed into the case system as it stands
    CHECK = "check"  # proposed; a person must look
    ABSENT = "absent"  # the document has the field, and it is empty or says not known
    UNREADABLE = "unreadable"  # something is there that could not be read


class Method(StrEnum):
    """How a value was found."""

    TEMPLATE = "template"
    LABEL = "label"
    TEXT = "text"
    OCR = "ocr"
    DERIVED = "derived"


class Disposition(StrEnum):
    """What a piece of post turned out to be."""

    CONTACT = "contact"
    NOT_A_CONTACT = "not_a_contact"
    HELD = "held"  # a person must act; nothing was thrown away


class Role(StrEnum):
    """What a document in a mail is for."""

    PRIMARY = "primary"
    SUPPORTING = "supporting"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Field:
    """One leaf: a value with its evidence. `doubts` are the reasons to check it; `why` says in words how it was found."""

    value: Value
    status: Status
    confidence: float = 1.0
    raw: str | None = None
    document: int = 0
    page: int | None = None
    bbox: Box | None = None
    method: Method = Method.TEMPLATE
    why: str | None = None
    doubts: tuple[Doubt, ...] = ()
    label: str | None = None  # the words that led there, as printed

    @property
    def because(self) -> str | None:
        """The doubts' words, then how it was found: what a reviewer is told."""
        said = dict.fromkeys((*(doubt.words for doubt in self.doubts), *((self.why,) if self.why else ())))
        return "; ".join(said) or None

    def doubted(self, doubt: Doubt, confidence: float = 0.5) -> Field:
        """The same value, to be looked at for this reason too, which comes first. Where there is no value there is nothing to doubt."""
        if self.value is None:
            return self
        doubts = (doubt, *(each for each in self.doubts if each != doubt))
        return replace(self, status=Status.CHECK, confidence=min(self.confidence, confidence), doubts=doubts)

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """The contract's envelope; with `explain` also `why`, the names of the doubts and the label."""
        envelope: dict[str, Any] = {
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "status": self.status.value,
            "confidence": round(self.confidence, 3),
            "raw": self.raw,
            "document": self.document,
            "page": self.page,
            "bbox": [round(n, 1) for n in self.bbox] if self.bbox else None,
            "method": self.method.value,
        }
        named = {"why": self.because, "doubts": [doubt.name for doubt in self.doubts], "label": self.label}
        return envelope | named if explain else envelope


Leaf = Field | None


class Leaves:
    """What all groups of leaves share: walking them and printing them."""

    __slots__ = ()

    def leaves(self) -> Iterator[tuple[str, Field]]:
        """(name, field) of every leaf that the document has a place for."""
        for each in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            leaf = getattr(self, each.name)
            if isinstance(leaf, Field):
                yield each.name, leaf

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """Every leaf by name, null where the document has no place for it."""
        found = {name: leaf.as_json(explain=explain) for name, leaf in self.leaves()}
        return {each.name: found.get(each.name) for each in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Incident(Leaves):
    start: Leaf = None
    end: Leaf = None
    location: Leaf = None
    cad_ref: Leaf = None
    crime_ref: Leaf = None


@dataclass(frozen=True, slots=True)
class Referrer(Leaves):
    name: Leaf = None
    role_title: Leaf = None
    organisation: Leaf = None
    phone: Leaf = None
    email: Leaf = None
    shoulder_number: Leaf = None


@dataclass(frozen=True, slots=True)
class Consent(Leaves):
    """Never blocks a record: safeguarding needs no consent (DfE information sharing advice, 2024, rule 3)."""

    consent_to_share: Leaf = None
    parents_aware: Leaf = None


@dataclass(frozen=True, slots=True)
class Child(Leaves):
    forename: Leaf = None
    middle_names: Leaf = None
    surname: Leaf = None
    also_known_as: Leaf = None
    date_of_birth: Leaf = None
    dob_estimated: Leaf = None
    age_stated: Leaf = None
    is_unborn: Leaf = None
    expected_delivery_date: Leaf = None
    sex: Leaf = None
    ethnicity_code: Leaf = None
    nhs_number: Leaf = None
    upn: Leaf = None
    first_language: Leaf = None
    interpreter_required: Leaf = None
    religion: Leaf = None
    disability_text: Leaf = None
    school: Leaf = None
    gp_practice: Leaf = None
    address: Leaf = None
    postcode: Leaf = None
    role_in_incident: Leaf = None


@dataclass(frozen=True, slots=True)
class Person(Leaves):
    """Parents, carers, household, suspects; not professionals."""

    forename: Leaf = None
    surname: Leaf = None
    also_known_as: Leaf = None
    date_of_birth: Leaf = None
    age_stated: Leaf = None
    sex: Leaf = None
    relationship: Leaf = None
    phone: Leaf = None
    address: Leaf = None
    postcode: Leaf = None
    has_parental_responsibility: Leaf = None
    role_in_incident: Leaf = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document that made the reader think of something; offsets count characters in `reason`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A risk indicator: mentioned in the document, never scored. Codes after the DfE assessment factors (CIN census)."""

    code: str
    subject: str  # child, parent_carer, other_household, someone_else (then the code has no letter)
    polarity: str  # affirmed, denied, historical, possible; mentioned, where it cannot be told
    quote: Quote


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category out of the council's 66 with the words that suggest it. A person chooses."""

    category: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Mention:
    """A person whom the narrative names, and how they seem to be related. To be checked, always.

    `known`: somebody of that name is on the form. One who is not may belong to another family.
    """

    name: str
    relationship: str | None
    quote: Quote
    known: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the narrative suggests. Nothing in here is ever typed into the case system without a person."""

    indicators: tuple[Indicator, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sensitive_address: tuple[Quote, ...] = ()  # refuge, foster placement, do not disclose
    urgent: tuple[Quote, ...] = ()  # phrases that lift the contact to the top of the worktray, never lower it


@dataclass(frozen=True, slots=True)
class Contact(Leaves):
    """One incident or one family's form: two Merlins in one PDF are two, three siblings on one form are one."""

    document_type: Leaf = None
    agency_reference: Leaf = None
    source_code: Leaf = None
    reason: Leaf = None
    police_brag: Leaf = None
    dash_grade: Leaf = None
    incident: Incident = field(default_factory=Incident)
    referrer: Referrer = field(default_factory=Referrer)
    consent: Consent = field(default_factory=Consent)
    children: tuple[Child, ...] = ()
    people: tuple[Person, ...] = ()
    narrative: Narrative | None = None

    def every_leaf(self) -> Iterator[tuple[str, Field]]:
        """(path, field) of every leaf, paths as in the contract: `children[0].date_of_birth`."""
        yield from self.leaves()
        groups: dict[str, Leaves] = {"incident": self.incident, "referrer": self.referrer, "consent": self.consent}
        groups.update((f"children[{i}]", child) for i, child in enumerate(self.children))
        groups.update((f"people[{i}]", person) for i, person in enumerate(self.people))
        for prefix, group in groups.items():
            for name, leaf in group.leaves():
                yield f"{prefix}.{name}", leaf

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """CONTACT of the contract. `narrative` is an addition that readers of the contract may ignore."""
        plain = {name: leaf.as_json(explain=explain) for name, leaf in self.leaves()}
        top = ("document_type", "agency_reference", "source_code", "reason", "police_brag", "dash_grade")
        return {
            **{name: plain.get(name) for name in top},
            "incident": self.incident.as_json(explain=explain),
            "referrer": self.referrer.as_json(explain=explain),
            "consent": self.consent.as_json(explain=explain),
            "children": [child.as_json(explain=explain) for child in self.children],
            "people": [person.as_json(explain=explain) for person in self.people],
            "narrative": narrative_as_json(self.narrative),
        }


def narrative_as_json(narrative: Narrative | None) -> dict[str, Any] | None:
    """The narrative's suggestions as plain JSON."""
    return asdict(narrative) if narrative else None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document of a mail: what it is, which template read it, what was wrong with it."""

    name: str
    media_type: str
    role: Role
    template: str | None = None  # name@version
    pages: int | None = None
    ocr: bool = False
    problem: str | None = None
    lineage: tuple[str, ...] = ()  # names of what it came out of, outermost first: mail, zip, forwarded mail

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "media_type": self.media_type,
            "role": self.role.value,
            "template": self.template,
            "pages": self.pages,
            "ocr": self.ocr,
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one piece of post. Immutable. `reason` is one of the contract's words, null for a contact."""

    disposition: Disposition
    reason: str | None
    documents: tuple[DocumentFacts, ...] = ()
    contacts: tuple[Contact, ...] = ()
    explanation: tuple[str, ...] = ()  # why templates did or did not fit, and how fields were found
    urgent: tuple[
        Quote, ...
    ] = ()  # phrases anywhere in the post that lift it to the top, even where nothing else can be read
    first_line: str = ""  # of what was dismissed as no contact
    signatures: tuple[str, ...] = ()  # what was found of the signatures on it, in sentences

    unexplained: tuple[Unexplained, ...] = ()
    ledger: tuple[tuple[str, int], ...] = ()  # how many words ended as what

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """One line of `worker.py read --json`, without `file` and `sha256`."""
        line: dict[str, Any] = {
            "disposition": self.disposition.value,
            "reason": self.reason,
            "documents": [document.as_json() for document in self.documents],
            "contacts": [contact.as_json(explain=explain) for contact in self.contacts],
            "urgent": [quote.text for quote in self.urgent],
            "unexplained": [place.as_json(explain=explain) for place in self.unexplained],
        }
        told = {"explanation": list(self.explanation), "ledger": dict(self.ledger)}
        return line | told if explain else line
