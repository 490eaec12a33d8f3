"""Whether the second witness bears out what was filled or read: the words belong to this control, and it holds what was wanted."""

from __future__ import annotations

from collections.abc import Sequence

from filling.hands.entries import Entry
from filling.map.codes import bare
from filling.page.witness import Testimony, testify

LONGEST_TOLD = 60


def doubts(entries: Sequence[Entry]) -> dict[str, str]:
    """By the field's name, what the second witness says against it; empty where it bears out all of them.

    Raises Playwright's Error when the page was replaced since it was looked at.
    """
    told = testify([(entry.wanted.field, entry.match) for entry in entries])
    pairs = ((entry, against(entry, said)) for entry, said in zip(entries, told, strict=True))
    return {entry.name: doubt for entry, doubt in pairs if doubt}


def against(entry: Entry, said: Testimony) -> str | None:
    """A sentence where the second witness disagrees, None where it agrees. What is on is compared by the words nearest to it."""
    label = entry.wanted.field.label
    if not said.agrees:
        if not said.instead:
            return f"no second look bears out that the words {label!r} belong to the field that was found (the map can say within: or id:)"
        return f"the field that was found under {label!r} has the words {said.instead[:LONGEST_TOLD]!r} nearest to it on the page"
    if any(_is_anothers(entry, words, said.options) for is_on, words in said.options if is_on):
        return "the words nearest to what is ticked or chosen are others than were wanted"
    return None


def _is_anothers(entry: Entry, words: str, options: Sequence[tuple[bool, str]]) -> bool:
    """Whether what is on has the words of an option that was not wanted, or a wanted option's words are nearest to one that is off."""
    text = entry.match.value if entry.kept else entry.text
    wanted = {bare(one) for one in (text.split("; ") if entry.match.kind == "ticks" else [text])}
    if not words or bare(words) in wanted:
        return False
    off = {bare(other) for is_on, other in options if not is_on}
    return bare(words) in {bare(one) for one in entry.match.options} or bool(wanted & off)
