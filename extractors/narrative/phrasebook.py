"""Lists of phrases (templates/narrative/*.yaml) as matchers over spaCy's tokens: fast, and blind to case and line ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from postroom.errors import Misconfigured

MOST_SPELLINGS = 5000  # of one phrase: beyond it the phrase is a mistake


def load_lists(templates: Path, name: str) -> Any:
    """The content of templates/narrative/NAME.yaml. Raises Misconfigured where it is missing or no YAML."""
    path = templates / "narrative" / f"{name}.yaml"
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise Misconfigured(f"narrative/{path.name} cannot be used: {error}") from error


def spellings(phrase: str) -> Iterator[str]:
    """Every way of writing `left home? alone/unattended`: a/b is a choice, `?` makes a word optional, `_` joins words in a choice."""
    choices: list[list[str]] = []
    for word in phrase.split():
        optional = word.endswith("?")
        ways = [way.replace("_", " ") for way in word.rstrip("?").split("/")]
        choices.append([*ways, ""] if optional else ways)
    for number, words in enumerate(itertools.product(*choices)):
        if number >= MOST_SPELLINGS:
            raise Misconfigured(f"The phrase {phrase!r} can be written in too many ways.")
        yield " ".join(filter(None, words))


class Phrasebook:
    """Groups of phrases that can be found in a text. `found` gives the group's name with each place."""

    def __init__(self, language: Language, groups: Mapping[str, Iterable[str]]) -> None:
        self._matcher = PhraseMatcher(language.vocab, attr="LOWER")
        for name, phrases in groups.items():
            written = {way for phrase in phrases for way in spellings(str(phrase))}
            self._matcher.add(name, [language.make_doc(way) for way in sorted(written)])

    def found(self, text: Doc | Span) -> list[tuple[str, Span]]:
        """(group, place) in order. Of places of one group that overlap, the longest."""
        doc = text if isinstance(text, Doc) else text.doc
        spans = [Span(doc, span.start, span.end, label=span.label) for span in self._matcher(text, as_spans=True)]
        by_group: dict[str, list[Span]] = {}
        for span in spans:
            by_group.setdefault(span.label_, []).append(span)
        kept = [(name, span) for name, group in by_group.items() for span in filter_spans(group)]
        return sorted(kept, key=lambda each: (each[1].start, each[0]))
