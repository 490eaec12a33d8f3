"""What is seen to around a save: ticks that would change a person's record, and what the system says where it does not take a draft."""

from __future__ import annotations

import re

from filling.page.asking import Asked
from filling.page.looking import frames_of
from filling.page.seeking import Seeker
from postroom.errors import CaseSystemRefused

CARRIES_OVER = re.compile(
    r"\b(copy|carry|update|overwrite|apply|transfer|replace|push)\b.*\b(person|record|demographics?|details|client|child)\b",
    re.IGNORECASE,
)
ALERTS = """() => [...document.querySelectorAll('[role=alert],.errornote,.errorlist,.error-message,.govuk-error-summary')]
  .filter(one => one.checkVisibility()).map(one => one.innerText)"""


def refuse_carried_over(seeker: Seeker, named: set[str]) -> None:
    """A tick that the map does not name, and that would write into the person's record, stops the save."""
    on = seeker.until(Asked(ticks=True), lambda _: True).ticks
    unnamed = [tick for tick in on if CARRIES_OVER.search(tick) and tick not in named]
    if unnamed:
        raise CaseSystemRefused(
            f"The tick {unnamed[0]!r} is on and the map does not say so; it could change a person's record."
        )


def complaint(seeker: Seeker) -> str:
    """What the system says is wrong; words in quotation marks may be the child's and are left out."""
    said = [words for frame in frames_of(seeker.browsing.page) for words in frame.evaluate(ALERTS)]
    return re.sub(r"['\"‘“][^'\"’”]*['\"’”]", "…", " ".join(" ".join(said).split()))[:300]
