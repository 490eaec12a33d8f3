"""What a stretch of words on a page ended as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postroom.contact import Box

LONGEST_COUNT = 2  # signs of a number that only counts rows


class Account(StrEnum):
    """What words were taken for."""

    LABEL = "label"  # the form's print: labels, headings, choices
    VALUE = "value"  # of a leaf, or of a field that nobody asks for
    NARRATIVE = "narrative"
    FURNITURE = "furniture"  # running heads, guidance, greetings, signatures, older messages
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of one line with one account. `box` None where the document has no pages."""

    account: Account
    text: str
    page: int | None = None
    box: Box | None = None

    @property
    def words(self) -> int:
        """How many words there are. Bullets and the numbers of empty rows are none."""
        return sum(any(letter.isalpha() for letter in word) or len(word) > LONGEST_COUNT for word in self.text.split())
