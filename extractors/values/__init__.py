"""VALUES: what a form says at the place of a field becomes a value with a status, by the field's own rules."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.characters import without_look_alikes
from extractors.page import HANDWRITTEN
from extractors.strokes import has_strokes, left_standing
from extractors.values.blanks import says_nothing
from extractors.values.choices import ANSWERED_BY_A_TICK, is_lone_tick
from extractors.values.found import BLACKED_OUT, DateOrder, Found, Option, ValueContext
from extractors.values.intruders import intruder_in
from extractors.values.kinds import TABLE, Kind
from extractors.values.lettering import doubt_of_letters
from extractors.values.outcome import Outcome, Outcomes, absent, doubted, unreadable
from extractors.values.standins import without_stand_in
from extractors.values.weighing import weigh
from postroom import doubts
from postroom.contact import Child, Field, Person
from postroom.errors import Misconfigured

__all__ = ["KINDS", "DateOrder", "Found", "Option", "ValueContext", "interpret"]

KINDS: frozenset[str] = frozenset(TABLE)
"""Every kind that `interpret` knows: leaf paths without index, and compound kinds (docs/reference/values.md)."""

LONGEST_VALUE = 2_000
"""Characters; more is a page that was taken for a value."""

RULED = re.compile(r"[-_=.…·]{5,}")
"""A line that is drawn with signs to be written on, or to part two sections: never a part of a value."""

LED_TO = re.compile(r"[^\W_]\s*(?:\.{3,}|_{2,})\s*[^\W_]")
"""Dots or a line between two words: what stands before them may be a label."""

GROUP_LEAVES = {"children": frozenset(Child.__dataclass_fields__), "people": frozenset(Person.__dataclass_fields__)}


WRITTEN_ON = "_"
"""Where a line to write on begins and ends, a few of its signs stay beside the words."""

WRAPPED_AT_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")  # "Gillow-" over "Oxenham": one name


def interpret(kind: str, found: Found, context: ValueContext) -> dict[str, Field]:
    """The leaves that a place on a form states: leaf name within its group ("date_of_birth") to field.

    Raises Misconfigured for a kind that is not in KINDS. Anything that the writer may have written gives a field, never an error.
    """
    if kind not in TABLE:
        raise Misconfigured(f"There is no kind of value called {kind!r}.")
    if any(word.month_first for word in found.words):
        context = replace(context, date_order=DateOrder.MONTH_FIRST)
    outcomes = _outcomes(TABLE[kind], found, context)
    led_to = doubts.ODD_SIGNS if kind != "reason" and LED_TO.search(found.text) else None
    for doubt in filter(None, (intruder_in(found.text, kind), doubt_of_letters(found.text, kind), led_to)):
        outcomes = {leaf: doubted(outcome, doubt) for leaf, outcome in outcomes.items()}
    outcomes = {leaf: without_stand_in(leaf, outcome) for leaf, outcome in outcomes.items()}
    if any(word.struck for word in found.words):
        outcomes = {leaf: _beside_what_is_struck(outcome) for leaf, outcome in outcomes.items()}
    known = GROUP_LEAVES.get(kind.partition(".")[0])
    return {
        leaf: weigh(outcome, found, context) for leaf, outcome in outcomes.items() if known is None or leaf in known
    }


def _beside_what_is_struck(outcome: Outcome) -> Outcome:
    """What was left standing of a choice is the choice; of a name or an address it may be half."""
    return outcome if outcome.proven else doubted(outcome, doubts.PART_STRUCK)


def _outcomes(kind: Kind, found: Found, context: ValueContext) -> Outcomes:
    if (found.redacted or BLACKED_OUT in found.text) and kind.leaves != ("reason",):
        return dict.fromkeys(kind.leaves, unreadable("blacked out"))
    if HANDWRITTEN in found.text and kind.leaves != ("reason",):
        return dict.fromkeys(kind.leaves, unreadable("something is written by hand here, and nobody has read it"))
    if found.words and all(word.struck for word in found.words):
        return dict.fromkeys(kind.leaves, unreadable("it is struck out"))
    if len(found.text) > LONGEST_VALUE and kind.leaves != ("reason",):
        return dict.fromkeys(kind.leaves, unreadable("far too long for this field"))
    text = _chosen(found) if kind.leaves != ("reason",) or not any(word.struck for word in found.words) else found.text
    if isinstance(text, Outcome):
        return dict.fromkeys(kind.leaves, text)
    text = WRAPPED_AT_HYPHEN.sub("-", without_look_alikes(left_standing(text)))
    if has_strokes(found.text) and not re.search(r"\w", text):
        return dict.fromkeys(kind.leaves, unreadable("what is written there is struck through"))
    ticked = is_lone_tick(found) and kind.reader in ANSWERED_BY_A_TICK
    if not ticked and (found.blank or says_nothing(text, kind.blanks)):
        return dict.fromkeys(
            kind.leaves, absent("blank" if found.blank or not text.strip() else "says that it is not known")
        )
    return kind.reader(text, found, context)


def _chosen(found: Found) -> str | Outcome:
    """The text, or the one option that is ticked; an outcome where ticks do not say which."""
    if not found.options:
        return RULED.sub(" ", found.text).strip(WRITTEN_ON)
    ticked = [option.text for option in found.options if option.ticked]
    if any(option.ticked is None for option in found.options):
        return unreadable("nobody can tell which box is ticked")
    if len(ticked) > 1:
        return unreadable("more than one box is ticked")
    return ticked[0] if ticked else absent("no box is ticked")
