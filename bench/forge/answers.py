"""What people write into boxes: dates, names, addresses, ticks, blanks and refusals, each with the leaves that it gives."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.forge.layout import Said
from bench.forge.story import Person, data

DATES = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d-%m-%Y", "%d %b %Y")
SEXES = ("Male", "Female")
YES_NO = ("Yes", "No")


@dataclass(frozen=True, slots=True)
class Hand:
    """How whoever filled in this form writes."""

    r: random.Random
    dates: str
    blanks: float  # share of the boxes that may stay empty that do
    surname_first: bool
    capitals: bool

    @classmethod
    def any(cls, r: random.Random) -> Hand:
        return cls(r, r.choice(DATES), r.choice((0, 0.1, 0.3)), r.random() < 0.15, r.random() < 0.2)

    def leaves_blank(self) -> bool:
        return self.r.random() < self.blanks


def said(path: str, text: str, value: Any = None) -> Said:
    return Said(text, {path: text if value is None else value})


def blank(hand: Hand, path: str) -> Said:
    """Nothing, or words that say that nothing is known."""
    return Said(hand.r.choice(("", "", hand.r.choice(data("wording.yaml")["blanks"]))), {path: None})


def surname(hand: Hand, path: str, person: Person) -> Said:
    return said(f"{path}.surname", _shown(hand, person.surname), person.surname)


def _shown(hand: Hand, name: str) -> str:
    """In capitals only where they lose nothing: a Turkish i without its dot would."""
    return name.upper() if hand.capitals and name.upper().lower() == name.lower() else name


def forename(path: str, person: Person) -> Said:
    """A box of given names: its further words may be middle names."""
    first, *more = person.forename.split()
    accept = {f"{path}.forename": [first], f"{path}.middle_names": [" ".join(more), None]} if more else {}
    return Said(person.forename, {f"{path}.forename": person.forename}, accept if path.startswith("children") else {})


def whole_name(hand: Hand, path: str, person: Person) -> Said:
    """One box for a whole name: with three words or more, each split of them is right."""
    family = _shown(hand, person.surname)
    given = " ".join(filter(None, (person.forename, person.middle)))
    text = f"{family}, {given}" if hand.surname_first else f"{given} {family}"
    leaves = {f"{path}.forename": person.forename, f"{path}.surname": person.surname}
    if person.middle:
        leaves[f"{path}.middle_names"] = person.middle
    return Said(
        text, leaves if path.startswith("children") else _without(leaves, "middle_names"), _splits(path, person)
    )


def _without(leaves: Mapping[str, Any], leaf: str) -> dict[str, Any]:
    return {path: value for path, value in leaves.items() if not path.endswith(leaf)}


def _splits(path: str, person: Person) -> dict[str, list[Any]]:
    words = person.whole.split()
    if len(words) < 3:
        return {}
    cuts = range(1, len(words))
    accept: dict[str, list[Any]] = {
        f"{path}.forename": [" ".join(words[:at]) for at in cuts],
        f"{path}.surname": [" ".join(words[at:]) for at in cuts],
    }
    if path.startswith("children"):
        accept[f"{path}.middle_names"] = [" ".join(words[a:b]) for a in cuts for b in cuts if a < b] + [None]
    return accept


def day(hand: Hand, path: str, value: date) -> Said:
    return said(path, value.strftime(hand.dates), value.isoformat())


def sex(hand: Hand, path: str, person: Person, *, options: bool) -> Said:
    leaf = f"{path}.sex"
    if options:
        return Said(
            "Female" if person.sex == "F" else "Male", {leaf: person.sex}, options=SEXES, chosen=int(person.sex == "F")
        )
    short = hand.r.random() < 0.3
    return said(leaf, person.sex if short else SEXES[person.sex == "F"], person.sex)


def yes_or_no(path: str, answer: bool, *, options: bool) -> Said:
    at = 0 if answer else 1
    return Said(
        YES_NO[at], {path: YES_NO[at].lower()}, options=YES_NO if options else (), chosen=at if options else None
    )


def address(path: str, home: Sequence[str], *, lines: bool, postcode: bool = True) -> Said:
    """`postcode`: whether it stands in the same box."""
    shown = list(home) if postcode else list(home[:-1])
    full = ", ".join(home)
    leaves = {f"{path}.address": full, **({f"{path}.postcode": home[-1]} if postcode else {})}
    accept = {f"{path}.address": [full, ", ".join(home[:-1])]}
    return Said(("\n" if lines else ", ").join(shown), leaves, accept)


def at_home(path: str, home: Sequence[str]) -> dict[str, list[Any]]:
    """What may be told of a brother or sister who lives with the family, though no box says so."""
    return {f"{path}.address": [", ".join(home)], f"{path}.postcode": [home[-1]]}


def same_address(hand: Hand, path: str, home: Sequence[str]) -> Said:
    """Words that point at the child's address."""
    leaves = {f"{path}.address": ", ".join(home), f"{path}.postcode": home[-1]}
    accept = {f"{path}.address": [", ".join(home[:-1])], f"{path}.postcode": [None]}
    return Said(hand.r.choice(("As above", "Same as child", "same address")), leaves, accept)


def number(path: str, digits: str, *, spaced: bool) -> Said:
    text = f"{digits[:3]} {digits[3:6]} {digits[6:]}" if spaced else digits
    return said(path, text, digits)


def phone(path: str, text: str) -> Said:
    return said(path, text, "+44" + text.replace(" ", "")[1:])
