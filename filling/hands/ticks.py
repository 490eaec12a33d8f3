"""A tick by itself, and ticks of which several may be on."""

from __future__ import annotations

from filling.hands.clicking import press_choice
from filling.hands.entries import Entry
from filling.hands.options import several


def tick_several(entry: Entry) -> None:
    wanted, held = several(entry.text), several(entry.match.value)
    for option, tick in zip(entry.match.options, entry.match.parts, strict=True):
        if (option in wanted) != (option in held):
            press_choice(tick)
