"""The system's own reference of a draft: beside a label, in the address, or among the page's words."""

from __future__ import annotations

import re

from filling.map.screen import Reference
from filling.page.asking import Asked
from filling.page.looking import frames_of
from filling.page.seeking import Seeker

ALL_WORDS = "() => document.body?.innerText || ''"


def read_reference(seeker: Seeker, where: Reference) -> str | None:
    """None where the page has none."""
    if where.shown:
        sight = seeker.until(Asked(shown=(where.shown,)), lambda seen: any(seen.shown[0]))
        return next(filter(None, sight.shown[0]), None)
    frames = frames_of(seeker.browsing.page)
    places = (frame.url if where.url else frame.evaluate(ALL_WORDS) for frame in frames)
    found = next(filter(None, (re.search(where.url or where.text or "", place) for place in places)), None)
    return found[1] if found else None
