"""Places on the pages of the post that nothing was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postroom.contact import Box


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A place whose words were taken for nothing. `text`: how they begin; never in a log."""

    page: int | None
    words: int
    bbox: Box | None = None
    text: str = ""
    document: int = 0

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """The contract's place; with `explain` also how its words begin."""
        box = [round(n, 1) for n in self.bbox] if self.bbox else None
        place: dict[str, Any] = {"document": self.document, "page": self.page, "words": self.words, "bbox": box}
        return place | {"text": self.text} if explain else place
