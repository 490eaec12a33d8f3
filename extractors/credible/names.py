"""Whether the names in a contact are names, and each of them somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from extractors.credible.rule import (
    Breach,
    Form,
    Somebody,
    birthday,
    children_of,
    everybody,
    is_unborn,
    name_of,
    people_of,
    text_of,
)
from extractors.values.nameparts import joining_words
from extractors.values.vocabulary import words
from postroom.contact import Child, Contact

MOST_PEOPLE = 60  # on one form; comparing each with each would take minutes, too
MOST_SURNAMES = 2  # words of a family name, particles aside: "da Silva Pereira" has two
OF_A_CHILD = (
    "date_of_birth",
    "age_stated",
    "sex",
    "nhs_number",
    "upn",
    "school",
    "expected_delivery_date",
    "is_unborn",
)
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def crowd(contact: Contact, form: Form) -> Iterator[Breach]:
    """More people than any form is about: a list, a register or a class. The rules that compare names leave it alone."""
    if _is_crowd(contact):
        yield from (Breach(path, len(everybody(contact))) for path, _ in everybody(contact))


def _is_crowd(contact: Contact) -> bool:
    return len(contact.children) + len(contact.people) > MOST_PEOPLE


def nameless(contact: Contact, form: Form) -> Iterator[Breach]:
    """Nobody's record beside others that have a name: a stray row, a box that was read as a person."""
    records = everybody(contact)
    if any(name_of(somebody) for _, somebody in records):
        yield from (Breach(path) for path, one in records if not name_of(one) and not is_unborn(one))


def listed_twice(contact: Contact, form: Form) -> Iterator[Breach]:
    """One name in two records, unless their dates of birth tell a father from his son."""
    for (one, first), (two, second) in combinations([] if _is_crowd(contact) else everybody(contact), 2):
        if _is_same(first, second):
            yield Breach(one, name_of(second))
            yield Breach(two, name_of(first))


def _is_same(first: Somebody, second: Somebody) -> bool:
    if not name_of(first):
        return False
    days = {day for day in (birthday(first), birthday(second)) if day}
    both = isinstance(first, Child) and isinstance(second, Child)
    alike = _parts(name_of(first)) == _parts(name_of(second))
    forenames = {text_of(first.forename).casefold(), text_of(second.forename).casefold()}
    born_alike = len(days) == 1 and birthday(first) == birthday(second) and len(forenames) == 1 and "" not in forenames
    return born_alike or (alike and (both or len(days) < 2))


def two_names_in_one(contact: Contact, form: Form) -> Iterator[Breach]:
    """A name that holds the whole name of another of the same list, or one word twice: two people were read as one.

    A father's name within his son's is a custom of many families, so lists are not compared with each other.
    """
    for records in () if _is_crowd(contact) else (children_of(contact), people_of(contact)):
        for path, somebody in records:
            said = [part for part in _parts(name_of(somebody)) if len(part) > 1]
            others = [set(_parts(name_of(other))) for _, other in records if other is not somebody]
            if len(said) != len(set(said)) or any(len(other) > 1 and other < set(said) for other in others):
                yield Breach(path, name_of(somebody))


def many_words(contact: Contact, form: Form) -> Iterator[Breach]:
    """A family name of three words or more, particles aside, is most often several people's names in one cell."""
    for path, somebody in everybody(contact):
        if len(_parts(text_of(somebody.surname))) > MOST_SURNAMES:
            yield Breach(path, text_of(somebody.surname))


def no_name(contact: Contact, form: Form) -> Iterator[Breach]:
    """A name that is a label, a heading, a relation, an answer, or the form's own words."""
    labels = {_folded(leaf.label) for _, leaf in contact.every_leaf() if leaf.label}
    for path, somebody in everybody(contact):
        whole, forename = name_of(somebody), text_of(somebody.forename)
        if whole and (_is_print(whole, form) or _is_print(forename, form) or _folded(whole) in labels):
            yield Breach(path, whole)


def _is_print(name: str, form: Form) -> bool:
    vocabulary, said = form.vocabulary, set(_parts(name))
    if said & set(words("credible")["never_in_a_name"]) or vocabulary.is_relation(name):
        return True
    label = vocabulary.label(name)
    return (label is not None and label.exact) or vocabulary.is_section(name)


def a_place(contact: Contact, form: Form) -> Iterator[Breach]:
    """A name that is a part of an address on the form, or its school, practice or organisation."""
    places = {_folded(part) for text in _places(contact) for part in text.split(",")} - {""}
    for path, somebody in everybody(contact):
        if _folded(name_of(somebody)) in places:
            yield Breach(path, name_of(somebody))


def _places(contact: Contact) -> Iterator[str]:
    yield text_of(contact.incident.location)
    yield text_of(contact.referrer.organisation)
    for _, somebody in everybody(contact):
        yield text_of(somebody.address)
        if isinstance(somebody, Child):
            yield from (text_of(somebody.school), text_of(somebody.gp_practice))


def a_professional(contact: Contact, form: Form) -> Iterator[Breach]:
    """A child, or a person beside an agency's referrer, who has the referrer's name."""
    referrer = _parts(text_of(contact.referrer.name))
    at_work = any(text_of(leaf) for leaf in (contact.referrer.organisation, contact.referrer.role_title))
    for path, somebody in everybody(contact):
        if referrer and _parts(name_of(somebody)) == referrer and (at_work or isinstance(somebody, Child)):
            yield Breach(path, name_of(somebody))


def an_agency(contact: Contact, form: Form) -> Iterator[Breach]:
    """A name that says what agencies are called: the answers may stand one box from their labels."""
    named = [(path, name_of(somebody)) for path, somebody in everybody(contact)]
    for path, name in [*named, ("referrer", text_of(contact.referrer.name))]:
        said = {word.casefold() for word in WORD.findall(name)}
        if said & set(words("credible")["agencies"]):
            yield Breach(path, name)


def nothing_of_their_own(contact: Contact, form: Form) -> Iterator[Breach]:
    """A child of whom only a name is told, where the form tells more of the others."""
    children = children_of(contact)
    told = {
        path: any(_tells(getattr(child, name)) for name in OF_A_CHILD)
        for path, child in children
        if isinstance(child, Child)
    }
    if any(told.values()):
        yield from (Breach(path) for path, tells in told.items() if not tells)


def _tells(leaf: object) -> bool:
    return getattr(leaf, "value", None) not in (None, False)


def _parts(name: str) -> list[str]:
    """The words of a name in the order of the alphabet, particles aside: "Karimi, Farid" and "Farid Karimi" are one."""
    return sorted(part for word in WORD.findall(name) if (part := word.casefold()) not in joining_words())


def _folded(text: str) -> str:
    return " ".join(WORD.findall(text)).casefold()
