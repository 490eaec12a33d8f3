"""What the doctor says of one part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How a part is."""

    WELL = "well"
    LOOK = "look"  # it works, and somebody should look at it
    BROKEN = "broken"
    UNUSED = "not used"  # nobody has set it up, and nothing needs it

    @property
    def colour(self) -> str:
        return {"well": "green", "look": "yellow", "broken": "bold red", "not used": "dim"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was found, in a sentence; `remedy` says what to do, where something is to be done."""

    part: str
    state: State
    what: str
    remedy: str = ""

    @property
    def told(self) -> str:
        return f"{self.what} {self.remedy}".strip()

    def as_json(self) -> dict[str, str]:
        return {"part": self.part, "state": self.state.value, "what": self.what, "remedy": self.remedy}
