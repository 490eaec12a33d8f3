"""CREDIBLE: the record as a whole. What a reader found is believed only where the child, person or contact that it makes can be true.

The rules are one table, for every reader: template, general, letter and scan. A record that breaks one has no certain leaf left, and
every leaf says which rule and why. Nothing is taken away.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from extractors.credible.rule import Form
from extractors.credible.rules import RULES
from postroom.contact import Contact, Leaves
from postroom.doubts import Doubt

__all__ = ["RULES", "Form", "credible", "doubted_throughout"]

Group = TypeVar("Group", bound=Leaves)
Doubts = dict[str, list[Doubt]]

NOT_BELIEVED = 0.5  # confidence at most


def credible(contact: Contact, form: Form) -> Contact:
    """The contact, with everything to be checked that belongs to a record which breaks a rule."""
    found: Doubts = {}
    for rule in RULES:
        for breach in rule.test(contact, form):
            found.setdefault(breach.path, []).append(rule.doubt(breach))
    return _doubted(contact, found) if found else contact


def doubted_throughout(contact: Contact, doubt: Doubt) -> Contact:
    """The contact with every value to be checked for one reason, such as a source that contradicts itself."""
    records = [f"{name}[{at}]" for name in ("children", "people") for at in range(len(getattr(contact, name)))]
    return _doubted(contact, {path: [doubt] for path in ("", "incident", "referrer", "consent", *records)})


def _doubted(contact: Contact, found: Doubts) -> Contact:
    return replace(
        _group(contact, "", found),
        incident=_group(contact.incident, "incident", found),
        referrer=_group(contact.referrer, "referrer", found),
        consent=_group(contact.consent, "consent", found),
        children=tuple(_group(child, f"children[{at}]", found) for at, child in enumerate(contact.children)),
        people=tuple(_group(person, f"people[{at}]", found) for at, person in enumerate(contact.people)),
    )


def _group(group: Group, path: str, found: Doubts) -> Group:
    doubted: dict[str, Any] = {}
    for name, leaf in group.leaves():
        for doubt in (*found.get(path, ()), *found.get(f"{path}.{name}".lstrip("."), ())):
            leaf = leaf.doubted(doubt, NOT_BELIEVED)
        doubted[name] = leaf
    return replace(group, **doubted)  # type: ignore[type-var]  # every subclass of Leaves is a dataclass
