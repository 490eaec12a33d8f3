"""Whether the ages in a contact can be true: children are under 18, adults are nobody's children, nobody was born in 1850."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractors.credible.rule import Breach, Form, birthday, children_of, everybody, name_of, text_of, years_between
from extractors.general.terms import Owner
from postroom.contact import Contact

ADULT = 18  # years (Children Act 1989, s. 105)
FIRST_YEAR = 1900
GROWN = frozenset(
    ("mother", "father", "step_mother", "step_father", "parents_partner", "grandparent", "aunt_uncle")
) | {"foster_carer", "special_guardian", "guardian"}


def of_age(contact: Contact, form: Form) -> Iterator[Breach]:
    """A child of 18 or more, by the date of birth or by the age stated."""
    for path, child in children_of(contact):
        born, stated = birthday(child), child.age_stated.value if child.age_stated else None
        years = years_between(born, form.day) if born else stated if isinstance(stated, int) else 0
        if years >= ADULT:
            yield Breach(path, years)


def adult_among_children(contact: Contact, form: Form) -> Iterator[Breach]:
    """A child whose name stands under an adult's label, or who is listed as a parent or carer too."""
    adults = {name_of(person).casefold() for person in contact.people if text_of(person.relationship) in GROWN}
    for path, child in children_of(contact):
        labels = {leaf.label for leaf in (child.forename, child.surname) if leaf and leaf.value and leaf.label}
        owners = {label.owner for text in labels if (label := form.vocabulary.label(text.rstrip(" :")))}
        if owners & {Owner.PERSON, Owner.REFERRER} or (name_of(child) and name_of(child).casefold() in adults):
            yield Breach(path)


def born_impossibly(contact: Contact, form: Form) -> Iterator[Breach]:
    """A date of birth before 1900 or after today."""
    for path, somebody in everybody(contact):
        born = birthday(somebody)
        if born and (born.year < FIRST_YEAR or born > max(form.day, date.today())):
            yield Breach(path, f"{born:%d/%m/%Y}")
