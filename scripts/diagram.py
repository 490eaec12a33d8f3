"""Prints docs/reference/states.md from the tables of moves: `make diagram`. A test compares the two."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from postroom.states import CONTACT_MOVES, MAIL_MOVES

State = TypeVar("State", bound=StrEnum)
INTRODUCTION = """# States and moves

Printed by `make diagram` from `postroom/states.py`. Nothing else changes a state: `records/store/moves.py` asks these tables
and writes the audit link in the same transaction.
"""


def page() -> str:
    parts = [
        INTRODUCTION,
        "## A piece of post",
        diagram(MAIL_MOVES, "claimed"),
        "## A contact",
        diagram(CONTACT_MOVES, "read"),
    ]
    return "\n".join(parts)


def diagram(moves: Mapping[State, frozenset[State]], first: str) -> str:
    arrows = [f"    {now} --> {to}" for now, allowed in moves.items() for to in sorted(allowed)]
    ends = [f"    {state} --> [*]" for state, allowed in moves.items() if not allowed]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends, "```", ""])


if __name__ == "__main__":
    sys.stdout.write(page())
