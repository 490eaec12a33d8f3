"""The order of names that a document itself shows: one whole name that ends in a family name known from another box settles the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from extractors.values.weighing import CERTAIN
from postroom import doubts
from postroom.contact import Child, Contact, Field, Leaf, Method, Person, Status

Somebody = TypeVar("Somebody", Child, Person)


def with_name_order(contact: Contact) -> Contact:
    """Names read in the usual order become certain, if a family name proves that order and none speaks against it."""
    everybody: tuple[Child | Person, ...] = (*contact.children, *contact.people)
    families = {part for one in everybody if _is_certain(one.surname) for part in _parts(one.surname)}
    open_names = [one for one in everybody if _is_open(one.surname) and _is_open(one.forename)]
    proven = any(families & _parts(one.surname) for one in open_names)
    contradicted = any(families & _parts(one.forename) for one in open_names)
    if not proven or contradicted:
        return contact
    return replace(
        contact,
        children=tuple(_settled(child) for child in contact.children),
        people=tuple(_settled(person) for person in contact.people),
    )


def _settled(somebody: Somebody) -> Somebody:
    forename, surname = somebody.forename, somebody.surname
    if forename is None or surname is None or not (_is_open(forename) and _is_open(surname)):
        return somebody
    return replace(somebody, forename=_certain(forename), surname=_certain(surname))


def _certain(leaf: Field) -> Field:
    return replace(
        leaf,
        status=Status.CERTAIN,
        confidence=CERTAIN[leaf.method],
        why="in the order that another name of the form shows",
        doubts=(),
    )


def _is_open(leaf: Leaf) -> bool:
    """Is the order of names the only thing that keeps this from being certain?"""
    return (
        leaf is not None
        and leaf.method is Method.LABEL
        and leaf.status is Status.CHECK
        and leaf.doubts == (doubts.NAME_ORDER,)
    )


def _is_certain(leaf: Leaf) -> bool:
    return leaf is not None and leaf.status is Status.CERTAIN and isinstance(leaf.value, str)


def _parts(leaf: Leaf) -> set[str]:
    """A double-barrelled family name counts by its halves too."""
    name = str(leaf.value).casefold() if leaf is not None and leaf.value else ""
    return {part for part in (name, *name.replace("-", " ").split()) if len(part) > 2}
