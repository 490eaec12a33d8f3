"""Risk indicators by the DfE's assessment factors: which, whose, and how they are mentioned. Suggestions for a person, never scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Span

from extractors.narrative.passage import Passage
from extractors.narrative.phrasebook import Phrasebook
from extractors.narrative.polarity import CuesOf
from postroom.contact import Indicator

REACH = 12  # tokens between a person's word and the risk that is said of them
CARRIED = frozenset({"he", "she", "they", "his", "her", "their"})
SOMEONE_ELSE = "someone_else"


@dataclass(frozen=True, slots=True)
class _Risk:
    codes: dict[str, str]
    subject: str


class Indicators:
    """The risks of indicators.yaml, found in one narrative after another."""

    def __init__(
        self, language: Language, risks: Mapping[str, Mapping[str, Any]], subjects: Mapping[str, Iterable[str]]
    ) -> None:
        self._risks = {name: _Risk(dict(risk["codes"]), str(risk["subject"])) for name, risk in risks.items()}
        self._book = Phrasebook(language, {name: risk["phrases"] for name, risk in risks.items()})
        self._subjects = {word: subject for subject, words in subjects.items() for word in words}

    def found(self, passage: Passage, cues: CuesOf, named: Mapping[str, str]) -> Iterator[Indicator]:
        """Each code once a sentence and polarity. `named`: first names in lower case, and whose they are."""
        seen: set[tuple[str, str, int]] = set()
        for name, hit in self._book.found(passage.doc):
            subject = self._subject(passage, hit, named) or self._risks[name].subject
            code = self._code(self._risks[name], subject)
            polarity = cues.polarity(hit)
            if (key := (code, polarity.value, passage.sentence(hit).start)) not in seen:
                seen.add(key)
                yield Indicator(code, subject, polarity.value, passage.quote(hit))

    def _code(self, risk: _Risk, subject: str) -> str:
        """With no letter for somebody outside the household: the census has none for them."""
        if len(risk.codes) == 1:
            return next(iter(risk.codes.values()))
        return (
            risk.codes[risk.subject][:-1]
            if subject == SOMEONE_ELSE
            else risk.codes.get(subject, risk.codes[risk.subject])
        )

    def _subject(self, passage: Passage, hit: Span, named: Mapping[str, str]) -> str | None:
        """The last person spoken of before the risk; behind a pronoun, whoever the sentence before began with."""
        start = max(passage.sentence(hit).start, hit.start - REACH)
        words = [token.lower_ for token in hit.doc[start : hit.end]]
        found = self._first_person(reversed(words), named)
        if found or not CARRIED.intersection(words) or (earlier := passage.sentence_before(hit)) is None:
            return found
        return self._first_person((token.lower_ for token in earlier), named)

    def _first_person(self, words: Iterable[str], named: Mapping[str, str]) -> str | None:
        return next((whose for word in words if (whose := named.get(word) or self._subjects.get(word))), None)
