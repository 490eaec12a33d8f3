"""Whether what a sentence mentions is affirmed, denied, of the past or only possible. Rules over words near by (after NegEx, 2001).

A parser would cost more time than the whole rest of the narrative, and police shorthand has little grammar to parse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from spacy.language import Language
from spacy.tokens import Span

from extractors.narrative.passage import Passage
from extractors.narrative.phrasebook import Phrasebook

REACH_BEFORE = 8  # tokens
REACH_AFTER = 6


class Polarity(StrEnum):
    """How a risk is mentioned."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    HISTORICAL = "historical"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    start: int
    end: int


class Cues:
    """The words of polarity.yaml, and where they stand in one document after another."""

    def __init__(self, language: Language, lists: Mapping[str, Iterable[str]]) -> None:
        self._book = Phrasebook(language, lists)

    def of(self, passage: Passage) -> CuesOf:
        return CuesOf(passage, tuple(_Cue(kind, span.start, span.end) for kind, span in self._book.found(passage.doc)))


@dataclass(frozen=True, slots=True)
class CuesOf:
    """The cues of one narrative."""

    passage: Passage
    cues: tuple[_Cue, ...]

    def polarity(self, hit: Span) -> Polarity:
        """Denied wins over historical, and that over possible: `no history of`, `no concerns about`."""
        before, after = self._near(hit)
        if any(cue.kind == "denied_before" and not self._is_no_denial(cue) for cue in before) or any(
            cue.kind == "denied_after" for cue in after
        ):
            return Polarity.DENIED
        if any(cue.kind == "historical" for cue in (*before, *after)):
            return Polarity.HISTORICAL
        return Polarity.POSSIBLE if any(cue.kind == "possible" for cue in (*before, *after)) else Polarity.AFFIRMED

    def is_plainly_denied(self, hit: Span) -> bool:
        """A denial right beside it: for lists where missing a true one is worse than showing a false one."""
        before = (cue for cue in self.cues if cue.kind == "denied_before" and 0 <= hit.start - cue.end <= 1)
        after = (cue for cue in self.cues if cue.kind == "denied_after" and 0 <= cue.start - hit.end <= 1)
        return any(not self._is_no_denial(cue) for cue in before) or any(after)

    def _near(self, hit: Span) -> tuple[list[_Cue], list[_Cue]]:
        """Cues in reach, in the same sentence and not beyond a word that breaks it."""
        sentence = self.passage.sentence(hit)
        first, last = max(sentence.start, hit.start - REACH_BEFORE), min(sentence.end, hit.end + REACH_AFTER)
        breaks = [cue for cue in self.cues if cue.kind == "breaks"]
        first = max([first, *(cue.end for cue in breaks if cue.end <= hit.start)])
        last = min([last, *(cue.start for cue in breaks if cue.start >= hit.end)])
        before = [cue for cue in self.cues if first <= cue.start and cue.end <= hit.start]
        return before, [cue for cue in self.cues if hit.end <= cue.start < last]

    def _is_no_denial(self, denial: _Cue) -> bool:
        return any(cue.kind == "not_denied" and cue.start <= denial.start < cue.end for cue in self.cues)
