"""Labelled lines in a mail: "Child: ...", "DoB: ...", "Mother: ...", "Tel: ...". A line belongs to whoever was named last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.prose.gathered import Gathered, Leaves, keep
from extractors.values.vocabulary import words
from postroom.contact import Method
from postroom.doubts import OWNER_BY_FIELDS

LINE = re.compile(
    r"^[ \t]*[-–•*·]?[ \t]*(?P<label>[^\W\d_][\w '’/().?-]{0,40}?)[ \t]*(?::|=|\t| – | - )[ \t]*(?P<value>\S.*)$",
    re.MULTILINE,
)
CONTINUED = re.compile(
    r"\n(?![ \t]*[-–•*·]?[ \t]*[^\W\d_][\w '’/().?-]{0,40}?(?:[ \t]*(?::|=)[ \t]| [-–] ))[ \t]*(?P<more>[^\n]+)"
)
BESIDE = re.compile(r"\s*(?:\(|,|;|\bd\.?o\.?b\b)", re.IGNORECASE)
MOST_CHILDREN = 100
"""In one mail; more is no mail that somebody wrote."""

CHILD_LEAVES = frozenset({"date_of_birth", "age_stated", "address", "postcode"})


def read_labelled(text: str, gathered: Gathered) -> int:
    """Reads all labelled lines into `gathered`. How many there were."""
    target: Leaves | None = None
    person = False
    count = 0
    for kind, label, value in _lines(text):
        count += 1
        if kind == "somebody":
            target, person = _somebody(label, value, gathered), True
        elif kind in ("children.name", "children.surname", "children.forenames"):
            target, person = _child(kind, value, gathered), False
        else:
            _leaf(kind, value, gathered, target, person=person)
    return count


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, label, value) of each labelled line; two labels on one line are two."""
    for match in LINE.finditer(text):
        kind = _kind(match["label"])
        if kind is None:
            continue
        value, *others = _inner().split(match["value"])
        if kind.endswith("address"):
            value += _following_lines(text, match.end())
        yield kind, match["label"], value.strip(" ,;|")
        for label, other in zip(others[::2], others[1::2], strict=False):
            inner = _kind(label)
            if inner:
                yield inner, label, other.strip(" ,;|)")


def _following_lines(text: str, end: int) -> str:
    """The lines of an address that goes on below its label, up to a blank line or the next label."""
    more = ""
    match = CONTINUED.match(text, end)
    while match and len(match["more"]) < 50 and not match["more"].rstrip().endswith("."):
        more += "\n" + match["more"].strip()
        match = CONTINUED.match(text, match.end())
    return more


def _child(kind: str, value: str, gathered: Gathered) -> Leaves:
    """A name starts a new child, unless it only adds the other half of the last one's name."""
    name, rest = _cut(value)
    found = gathered.read(kind, name, Method.LABEL)
    half = kind != "children.name" and gathered.children and not set(found) & set(gathered.children[-1])
    if not half and len(gathered.children) < MOST_CHILDREN:
        gathered.children.append({})
    keep(gathered.children[-1], found)
    if re.search(r"\d", rest):
        beside = gathered.read("children.date_of_birth", rest.strip(" (),;"), Method.TEXT)
        keep(gathered.children[-1], {leaf: field for leaf, field in beside.items() if field.value})
    return gathered.children[-1]


def _somebody(label: str, value: str, gathered: Gathered) -> Leaves:
    """A relationship as label and a name as value, perhaps with a telephone number behind it."""
    name, rest = _cut(value)
    stated = re.search(rf"\(\s*({words('prose')['relation']})\s*\)", value, re.IGNORECASE)
    leaves = gathered.read("people.relationship", stated.group(1) if stated else label, Method.LABEL)
    keep(leaves, gathered.read("people.name", re.sub(r"[+(]?\d[\d ()]{8,}", "", name), Method.LABEL))
    phone = gathered.read("people.phone", f"{name} {rest}", Method.TEXT) if re.search(r"\d{3}", value) else {}
    keep(leaves, {k: v for k, v in phone.items() if v.value})
    gathered.people.append(leaves)
    return leaves


def _leaf(kind: str, value: str, gathered: Gathered, target: Leaves | None, *, person: bool) -> None:
    """Any other label. One that children and people share goes to whoever was named last, and to a child first."""
    group = kind.partition(".")[0]
    if group in ("referrer", "consent", "agency_reference"):
        leaf = gathered.read(kind, value, Method.LABEL).get(kind.rpartition(".")[2])
        keep(gathered.own, {kind: leaf} if leaf else {})
        return
    if group == "children":
        person, target = False, gathered.children[-1] if gathered.children else None
    elif kind in CHILD_LEAVES and person and gathered.children and kind not in gathered.children[-1]:
        person, target = False, gathered.children[-1]
    elif target is None or (kind == "phone" and not person):
        return
    if target is None:
        return
    full = kind if group == "children" else f"{'people' if person else 'children'}.{kind}"
    strange = (OWNER_BY_FIELDS,) if person and kind in CHILD_LEAVES else ()
    keep(target, gathered.read(full, value, Method.LABEL, *strange))


def _cut(value: str) -> tuple[str, str]:
    """A name, and what stands behind it in brackets or after a comma followed by something with figures."""
    match = re.search(r"\s*[(,;]\s*(?=[^,(]*\d)|\s+(?:d\.?o\.?b|aged?|born)\b", value, re.IGNORECASE)
    return (value[: match.start()], value[match.start() :]) if match else (value, "")


def _kind(label: str) -> str | None:
    folded = " ".join(label.lower().split()).strip(" .?")
    return next((kind for kind, pattern in _labels() if pattern.fullmatch(folded)), None)


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(f"(?:{one})" for one in patterns)))
        for kind, patterns in words("prose")["labels"].items()
    )


@cache
def _inner() -> re.Pattern[str]:
    """A second label inside the value of a line: only those that cannot be part of one."""
    return re.compile(
        r"(?:^|[\s,;(|])(DOB|D\.O\.B\.?|DoB|[Dd]ate of birth|NHS(?: [Nn]o| [Nn]umber)?|UPN|Tel|Mob(?:ile)?|Phone|[Ss]chool|Address|Age|GP)\s*[:=]\s*"
    )
