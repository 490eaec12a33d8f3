"""Whether what a sentence mentions is affirmed, denied, of the past or only possible. Rules over words near by (after NegEx, 2001).

A parser would cost more time than the whole rest of the narrative, and police shorthand has little grammar to parse. The worst mistake
is false reassurance: a denial counts only where nothing stands between it and the risk that could take it away; else the risk is
`mentioned`, and a person reads the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.narrative.clauses import PARTS, Clauses
from extractors.narrative.passage import Passage
from extractors.narrative.phrasebook import Phrasebook

REACH = 8
"""Tokens between a cue and the risk. A list carries a denial on from member to member, however long it is."""

REACH_AFTER = 6
YEARS_AGO = 2
"""A risk "in 2020" is of the past; one of last year may still go on."""


class Polarity(StrEnum):
    """How a risk is mentioned. `mentioned`: a denial is near, and whether it is meant cannot be told."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    HISTORICAL = "historical"
    POSSIBLE = "possible"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one kind of polarity.yaml, by their tokens."""

    kind: str
    start: int
    end: int


class Cues:
    """The words of polarity.yaml, and where they stand in one document after another."""

    def __init__(self, language: Language, lists: Mapping[str, Any]) -> None:
        self._book = Phrasebook(language, lists["cues"])
        self._clauses = Clauses.of(lists)

    def of(self, passage: Passage, year: int | None = None) -> CuesOf:
        """`year`: that of the report, against which "in 2020" is long ago."""
        cues = [Cue(kind, span.start, span.end) for kind, span in self._book.found(passage.doc)]
        cues += _years_ago(passage.doc, year) if year else []
        return CuesOf(passage, tuple(sorted(cues, key=lambda cue: (cue.start, cue.kind))), self._clauses)


@dataclass(frozen=True, slots=True)
class CuesOf:
    """The cues of one narrative."""

    passage: Passage
    cues: tuple[Cue, ...]
    clauses: Clauses

    def polarity(self, hit: Span) -> Polarity:
        """Denied wins over historical, and that over possible: `no history of`, `no concerns about`."""
        before, after = self._clause(hit)
        denials = self._denials(hit, before, after)
        if denials and self._is_plain(denials, hit):
            return Polarity.DENIED
        near = {cue.kind for cue in (*before, *after) if self._reaches(cue, hit)}
        if "historical" in near and "goes_on" not in near:
            return Polarity.HISTORICAL
        if denials or "historical" in near:
            return Polarity.MENTIONED
        return Polarity.POSSIBLE if "possible" in near else Polarity.AFFIRMED

    def is_plainly_denied(self, hit: Span) -> bool:
        """A denial right beside it: for lists where missing a true one is worse than showing a false one."""
        before = (cue for cue in self.cues if cue.kind == "denied_before" and 0 <= hit.start - cue.end <= 1)
        after = (cue for cue in self.cues if cue.kind == "denied_after" and 0 <= cue.start - hit.end <= 1)
        return any(not self._is_no_denial(cue, hit) for cue in before) or any(after)

    def _denials(self, hit: Span, before: list[Cue], after: list[Cue]) -> list[Cue]:
        """The denial nearest before the risk, with any other in the same member of a list; else the first behind it."""
        said = [cue for cue in before if cue.kind == "denied_before" and not self._is_no_denial(cue, hit)]
        if said:
            nearest = said[-1]
            parts = [token.i for token in self.passage.doc[: nearest.start] if token.lower_ in PARTS]
            return [cue for cue in said if cue.start > (parts[-1] if parts else -1)]
        return [cue for cue in after if cue.kind == "denied_after"][:1]

    def _is_plain(self, denials: list[Cue], hit: Span) -> bool:
        """Not two that take each other back ("denied that there was no food"), nor of something about a risk that is there:
        "does not fit the injury", "could not explain his bruises".
        """
        twice = any(one.end <= other.start for one, other in pairwise(denials))
        known = denials[-1].end < hit.start and self.passage.doc[hit.start - 1].lower_ in self.clauses.definite
        return not twice and not known and all(self._reaches(cue, hit) for cue in denials)

    def _clause(self, hit: Span) -> tuple[list[Cue], list[Cue]]:
        """Cues in the same sentence, before and behind the risk, and not beyond what begins or breaks a statement."""
        sentence, doc = self.passage.sentence(hit), self.passage.doc
        breaks = [cue for cue in self.cues if cue.kind == "breaks"]
        first = max([sentence.start, *(cue.end for cue in breaks if cue.end <= hit.start)])
        last = min([sentence.end, *(cue.start for cue in breaks if cue.start >= hit.end)])
        first = max([first, *(at for at in range(first + 1, hit.start + 1) if self.clauses.begins_at(doc, at))])
        last = min([last, *(at for at in range(hit.end, last) if self.clauses.begins_at(doc, at))])
        before = [cue for cue in self.cues if first <= cue.start and cue.end <= hit.start]
        return before, [cue for cue in self.cues if hit.end <= cue.start < last]

    def _reaches(self, cue: Cue, hit: Span) -> bool:
        if cue.end <= hit.start:
            return self.clauses.carries(self.passage.doc, cue.end, hit.start, REACH)
        return self.clauses.carries(self.passage.doc, hit.end, cue.start, REACH_AFTER)

    def _is_no_denial(self, denial: Cue, hit: Span) -> bool:
        """ "not only" is none; but "does not want to die" is one, where "want to die" is the risk."""
        return any(
            cue.kind == "not_denied" and cue.start <= denial.start < denial.end <= cue.end <= hit.start
            for cue in self.cues
        )


def _years_ago(doc: Doc, year: int) -> list[Cue]:
    """ "in 2020", "back in 2019": the year and the word before it. "since 2020" goes on."""
    return [
        Cue("goes_on" if doc[token.i - 1].lower_ == "since" else "historical", token.i - 1, token.i + 1)
        for token in doc[1:]
        if _is_year(token) and int(token.text) <= year - YEARS_AGO and doc[token.i - 1].lower_ in ("in", "since", "of")
    ]


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdecimal() and token.text[:2] in ("19", "20")
