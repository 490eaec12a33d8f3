"""Whether the final button may be pressed: the map's own word, and a named person's for exactly these values."""

from __future__ import annotations

from typing import Literal

from filling.map.screen import ScreenMap
from postroom.errors import NotAllowed
from postroom.filling import Approval


def check_approval(screen: ScreenMap, submit: Approval | Literal[False], digest: str) -> None:
    """Raises NotAllowed where it is wanted and may not be. `digest` is that of the record at hand."""
    if not submit:
        return
    if screen.submit is None or not screen.submit.allowed:
        raise NotAllowed("The screen map does not allow a robot to press the final button (submit: allowed: true).")
    if not submit.by or submit.digest != digest:
        raise NotAllowed("Nobody approved exactly these values; the final button was not pressed.")
