"""The keys by which children come to be compared: two children who share any one key are a pair.

Each line is one blocking rule. Names go in by sound, so that spelling does not matter; a date goes in whole, with day
and month exchanged, and by any two of its parts, so that one wrong part does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from matching.names import sounds
from matching.standard import Standard

YEARS_AROUND = (-2, -1, 0, 1, 2)


def register_keys(child: Standard) -> list[str]:
    """Under which keys a record is found."""
    keys = list(always(child))
    year = child.birth_year
    pairs = list(name_pairs(child))
    keys += [f"py {pair} {year}" for pair in pairs] if year else [f"pn {pair}" for pair in pairs]
    keys += [f"p {pair}" for pair in pairs]
    if child.unborn and child.expected:
        keys += [f"b {mother} {child.expected[:7]}" for mother in mother_sounds(child)]
    return list(dict.fromkeys(keys))


def household_key(household: str) -> str:
    """Under which the children of one household are found; no question looks for it, but from a record one goes to its siblings."""
    return f"f {household}"


def query_keys(child: Standard) -> list[str]:
    """Under which keys to look. A year of birth is looked for two years around; without one, a pair of names will do."""
    keys = list(always(child))
    year = child.birth_year
    for pair in name_pairs(child):
        keys.append(f"pn {pair}")
        keys += [f"py {pair} {year + around}" for around in YEARS_AROUND] if year else [f"p {pair}"]
    if child.date_of_birth:
        date = child.date_of_birth
        keys.append(f"d {date[:4]}-{date[8:]}-{date[5:7]}")
    keys += [
        f"b {mother} {month}"
        for mother in mother_sounds(child)
        for month in months_around(child.expected or child.date_of_birth)
    ]
    if year and child.estimated and child.postcode:
        keys += [f"zy {child.postcode} {year + around}" for around in YEARS_AROUND]
    return list(dict.fromkeys(keys))


def months_around(date: str) -> list[str]:
    """The months in which a child of this date of birth, or expected on it, may have been expected (reality 6)."""
    if not date:
        return []
    month = int(date[:4]) * 12 + int(date[5:7]) - 1
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(month - 2, month + 3)]


def always(child: Standard) -> Iterator[str]:
    """Keys that record and question make alike."""
    yield from number_keys(child)
    heard = name_sounds(child)
    yield from date_keys(child.date_of_birth, heard)
    yield from place_keys(child, heard)
    yield from mother_keys(child)


def number_keys(child: Standard) -> Iterator[str]:
    if child.nhs_number:
        yield f"n {child.nhs_number}"
    if child.upn:
        yield f"u {child.upn}"


def date_keys(date: str, heard: tuple[str, ...]) -> Iterator[str]:
    if not date:
        return
    yield f"d {date}"
    for name in heard:
        yield f"ym {name} {date[:7]}"
        yield f"md {name} {date[5:]}"
        yield f"yd {name} {date[:4]}{date[8:]}"


def place_keys(child: Standard, heard: tuple[str, ...]) -> Iterator[str]:
    if child.postcode:
        for name in heard:
            yield f"z {child.postcode} {name}"
        if child.birth_year:
            yield f"zy {child.postcode} {child.birth_year}"
    if child.house:
        for name in heard:
            yield f"h {child.house} {name}"


def mother_keys(child: Standard) -> Iterator[str]:
    for mother in mother_sounds(child):
        for name in given_sounds(child):
            yield f"m {mother} {name}"
        if child.postcode:
            yield f"mz {mother} {child.postcode}"
    if child.mother_given:
        whole = " ".join(sounds(word)[0] for word in (child.mother_given + child.mother_family)[:3])
        yield f"mw {whole}"


def name_sounds(child: Standard) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heard for word in child.names[:8] if len(word) > 1 for heard in sounds(word)))


def given_sounds(child: Standard) -> tuple[str, ...]:
    given = child.given[:2] or child.family[:1]
    return tuple(dict.fromkeys(heard for word in given for heard in sounds(word)))


def mother_sounds(child: Standard) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heard for word in child.mother_given[:1] for heard in sounds(word)))


def shared_name_keys(one: Standard, other: Standard) -> list[str]:
    """The keys of all pairs of names that both children bear: whoever bears all of them is under each."""
    theirs = set(name_pairs(other))
    return [f"p {pair}" for pair in name_pairs(one) if pair in theirs]


def shared_mother_keys(one: Standard, other: Standard) -> list[str]:
    """The keys of the mother's and the child's forename, of both children."""
    return [key for key in mother_keys(one) if key.startswith("m ") and key in set(mother_keys(other))]


def whole_name(child: Standard) -> list[str]:
    """Pairs of a forename and a surname; of a child with one name only, that name."""
    forenames, surnames = given_sounds(child), {heard for word in child.family for heard in sounds(word)}
    pairs = [" ".join(sorted((one, other))) for one in forenames for other in surnames if one != other]
    return pairs or list(name_pairs(child))


def name_pairs(child: Standard) -> Iterator[str]:
    """Two different sounds of one child, in the alphabet's order, so that forename and surname may be exchanged."""
    heard = sorted(name_sounds(child)[:6])
    for place, first in enumerate(heard):
        for second in heard[place + 1 :]:
            yield f"{first} {second}"
    if len(heard) == 1:
        yield f"{heard[0]} -"
