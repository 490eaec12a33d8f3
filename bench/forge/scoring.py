"""Compares what was read with the truth, by the rules of the samples' scorer: recall, what was sure, and what was sure and wrong.

A leaf is `right`, `right_check`, `wrong_check`, `missing`, `silent` (certain and wrong, or certain and not on the form). Brothers and
sisters of a table of their own may come as people or as children.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
AS_WORDS = {
    "address",
    "school",
    "gp_practice",
    "disability_text",
    "religion",
    "first_language",
    "organisation",
    "role_title",
}
WEIGHT = {
    "forename": 3.0,
    "surname": 1.0,
    "date_of_birth": 3.0,
    "nhs_number": 3.0,
    "phone": 2.0,
    "relationship": 1.5,
    "sex": 0.4,
    "address": 0.4,
}
DEFAULTS = {"is_unborn": False, "dob_estimated": False, "role_in_incident": "none"}
LEAST = 0.05  # a pair that shares no more is none
CLOSE = 0.95  # of the words of an account


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one leaf. `path`: as in the truth, or with "+" for a record that the form does not have."""

    path: str
    outcome: str
    wanted: Any = None
    found: Any = None


def findings(truth: Json, reading: Json) -> list[Finding]:
    """Every leaf of the truth, and every value that was read besides."""
    wanted, contacts = truth["contacts"][0], reading.get("contacts") or [{}]
    found = {
        **contacts[0],
        **{group: [x for c in contacts for x in c.get(group) or []] for group in ("children", "people")},
    }
    accept, free = truth.get("accept", {}), set(truth.get("free", ()))
    pairs = [("", {k: v for k, v in wanted.items() if k not in ("children", "people")}, found)]
    pairs += [(f"{each}.", wanted.get(each, {}), found.get(each) or {}) for each in ("referrer", "consent", "incident")]
    pairs += [(prefix, left, right) for _, _, prefix, left, right in records(wanted, found)]
    return [
        each
        for prefix, left, right in pairs
        for each in _leaves(prefix, left, right, accept)
        if f"contacts[0].{each.path}" not in free
    ]


def records(wanted: Json, found: Json) -> Iterator[tuple[str, str, str, Json, Json]]:
    """Group, fate, prefix of path, true record and found record: `met`, `missed`, `misplaced` (the other list has it), `made_up`."""
    for group, other in (("children", "people"), ("people", "children")):
        met = _assigned(wanted.get(group, []), found[group])
        crossed = _assigned(wanted.get(group, []), found[other])
        for at, record in enumerate(wanted.get(group, [])):
            here = met.get(at)
            prefix = f"{group}[{at}]."
            if here is not None:
                yield group, "met", prefix, record, found[group][here]
            elif record.get("relationship") == "sibling" and at in crossed:
                yield group, "met", prefix, _as_child(record), found[other][crossed[at]]
            else:
                yield (
                    group,
                    "misplaced" if at in crossed and _alike(record, found[other][crossed[at]]) >= 3 else "missed",
                    prefix,
                    record,
                    {},
                )
        siblings = (
            {crossed_at for at, crossed_at in _assigned(_siblings(wanted), found[group]).items()}
            if group == "children"
            else set()
        )
        for at, record in enumerate(found[group]):
            if at not in met.values() and at not in siblings:
                yield group, "made_up", f"{group}[+].", {}, record


def _siblings(wanted: Json) -> list[Json]:
    return [each for each in wanted.get("people", []) if each.get("relationship") == "sibling"]


def _as_child(record: Json) -> Json:
    return {leaf: value for leaf, value in record.items() if leaf != "relationship"}


def _assigned(wanted: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """The likest first."""
    likely = sorted(
        ((_alike(a, b) - 1e-4 * abs(i - j), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, i, j in likely:
        if (score > LEAST or len(wanted) == len(found) == 1) and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _alike(wanted: Json, found: Json) -> float:
    return sum(
        weight
        for leaf, weight in WEIGHT.items()
        if wanted.get(leaf) and same(leaf, wanted[leaf], envelope(found.get(leaf))[0])
    )


def _leaves(prefix: str, wanted: Json, found: Json, accept: Json) -> Iterator[Finding]:
    for leaf in {**wanted, **found}:
        value, status = envelope(found.get(leaf))
        if isinstance(wanted.get(leaf), Mapping) or (isinstance(found.get(leaf), Mapping) and status is None):
            continue
        path = prefix + leaf
        if path.startswith("people") and leaf == "middle_names":
            continue  # the contract has none; a sibling may have been read as a child
        good = [*accept.get(f"contacts[0].{path}", ()), wanted.get(leaf)]
        outcome = _outcome(leaf, good, value, status)
        if outcome:
            yield Finding(path, outcome, wanted.get(leaf), value)


def _outcome(leaf: str, good: Sequence[Any], value: Any, status: str | None) -> str | None:
    """None where there is nothing to count: a blank that was read as one, or a default that nobody wrote."""
    truth = good[-1]
    if value is None:
        return "missing" if truth is not None and None not in good else None
    if any(same(leaf, each, value) for each in good if each is not None):
        return None if truth is None else "right" if status == "certain" else "right_check"
    if truth is None and DEFAULTS.get(leaf, "") == value:
        return None
    if status == "certain":
        return "silent"
    return "wrong_check" if truth is not None else "extra_check"


def envelope(leaf: Any) -> tuple[Any, str | None]:
    """Value and status of what was read."""
    if isinstance(leaf, list):
        each = [envelope(x) for x in leaf]
        values = [value for value, _ in each if value is not None]
        return values or None, "certain" if values and all(status == "certain" for _, status in each) else "check"
    if isinstance(leaf, Mapping):
        return leaf.get("value") or (leaf.get("value") if leaf.get("value") in (False, 0) else None), leaf.get("status")
    return leaf, None


def same(leaf: str, wanted: Any, found: Any) -> bool:
    if found is None:
        return wanted is None
    rule: Callable[[Any, Any], bool] = RULES.get(leaf, _as_text)
    return rule(wanted, found)


def _folded(text: Any) -> str:
    plain = (
        unicodedata.normalize("NFC", str(text)).replace("’", "'").replace("‘", "'").replace("–", "-").replace("‑", "-")
    )
    return " ".join(plain.split()).casefold()


def _words(text: Any) -> list[str]:
    return re.findall(r"\w+", _folded(text).replace("'", ""))


def _as_text(a: Any, b: Any) -> bool:
    return _folded(a) == _folded(b)


def _as_set(a: Any, b: Any) -> bool:
    return set(_words(a)) == set(_words(b))


def _as_list(a: Any, b: Any) -> bool:
    return {_folded(x) for x in (a if isinstance(a, list) else [a])} == {
        _folded(x) for x in (b if isinstance(b, list) else [b])
    }


def _nearly(a: Any, b: Any) -> bool:
    x, y = Counter(_words(a)), Counter(_words(b))
    return 2 * sum((x & y).values()) >= CLOSE * (sum(x.values()) + sum(y.values()))


RULES: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(AS_WORDS, _as_set),
    "also_known_as": _as_list,
    "reason": _nearly,
}
