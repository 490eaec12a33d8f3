"""Leaves made out of other leaves: with the evidence of their own place, and never surer than what they come from."""

from __future__ import annotations

from dataclasses import replace

from extractors.values.weighing import CERTAIN, CHECK
from postroom.contact import Field, Leaf, Method, Status
from postroom.doubts import Doubt


def derived(here: Field, there: Field, doubt: Doubt | None) -> Field:
    """The other leaf's value with the evidence of the place that refers to it."""
    if there.value is None:
        return replace(
            here, status=there.status, confidence=there.confidence, why="refers to an address that is not given"
        )
    sure = doubt is None and there.status is Status.CERTAIN
    table = CERTAIN if sure else CHECK
    return replace(
        here,
        value=there.value,
        status=Status.CERTAIN if sure else Status.CHECK,
        confidence=min(there.confidence, table[Method.DERIVED]),
        method=Method.DERIVED,
        why=there.why or f"as “{there.raw or there.value}”",
        doubts=() if sure else ((doubt,) if doubt else ()) + there.doubts,
    )


def checked(leaf: Field, doubt: Doubt) -> Field:
    """The same value, to be looked at for this reason."""
    return leaf.doubted(doubt, CHECK[leaf.method])


def text_of(leaf: Leaf) -> str | None:
    """A leaf's text, None where it has no value or another kind of value."""
    return leaf.value if leaf is not None and isinstance(leaf.value, str) else None
