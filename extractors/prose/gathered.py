"""A contact while a letter is being read: leaves by name, for the contact itself, each child and each person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Child, Consent, Contact, Field, Incident, Method, Person, Referrer, Status
from postroom.doubts import Doubt

Leaves = dict[str, Field]


@dataclass(slots=True)
class Gathered:
    """What was found so far. `at` of a mention is kept by the readers; here are only the values."""

    context: ValueContext
    page: int | None = None
    own: Leaves = field(default_factory=dict)
    children: list[Leaves] = field(default_factory=list)
    people: list[Leaves] = field(default_factory=list)

    def read(self, kind: str, text: str, method: Method, *doubts: Doubt) -> Leaves:
        """The leaves of a stretch of text."""
        return interpret(kind, Found(text=text, page=self.page, method=method, doubts=doubts), self.context)

    def contact(self, reason: Field | None, referrer: Referrer, document_type: Field) -> Contact:
        """The contact. What labelled lines say of the referrer counts before the signature."""
        stated = {name.partition(".")[2]: leaf for name, leaf in self.own.items() if name.startswith("referrer.")}
        signed: dict[str, Any] = dict(referrer.leaves())
        return Contact(
            document_type=document_type,
            source_code=self.own.get("source_code"),
            agency_reference=self.own.get("agency_reference"),
            reason=reason,
            incident=Incident(),
            referrer=Referrer(**(signed | stated)),
            consent=Consent(self.own.get("consent.consent_to_share"), self.own.get("consent.parents_aware")),
            children=tuple(Child(**_only(leaves, Child)) for leaves in self.children if leaves),
            people=tuple(Person(**_only(leaves, Person)) for leaves in self.people if _is_somebody(leaves)),
        )


def keep(leaves: Leaves, found: Leaves) -> None:
    """Add what is not there yet; a value replaces a blank, and the first value stays."""
    for name, new in found.items():
        old = leaves.get(name)
        if old is None or (old.value is None and new.value is not None):
            leaves[name] = new


def _only(leaves: Leaves, group: type[Child | Person]) -> dict[str, Any]:
    return {name: leaf for name, leaf in leaves.items() if name in group.__dataclass_fields__}


def _is_somebody(leaves: Leaves) -> bool:
    named = any(leaves[name].value for name in ("forename", "surname", "phone") if name in leaves)
    return named or any(leaf.status is Status.UNREADABLE for leaf in leaves.values())
