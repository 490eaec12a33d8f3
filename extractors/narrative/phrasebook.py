"""Lists of phrases (templates/narrative/*.yaml) as matchers over spaCy's tokens: fast, and blind to case and line ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractors.datafile import content_of
from postroom.errors import Misconfigured

BRACKETS = re.compile(r"(?:\[([^]]*)\] )?(.*?)(?: \[([^]]*)\])?", re.DOTALL)
KIN = frozenset(
    [
        "child",
        "children",
        "son",
        "sons",
        "daughter",
        "daughters",
        "baby",
        "boy",
        "boys",
        "girl",
        "girls",
        "kid",
        "kids",
        "brother",
        "sister",
        "sibling",
        "siblings",
        "twin",
        "twins",
        "mother",
        "father",
        "mum",
        "dad",
        "partner",
        "wife",
        "husband",
        "pupil",
        "student",
        "toddler",
    ]
)
ALWAYS_SOMEBODY = frozenset({"me", "him", "them", "us", "mum", "dad", "children", "each"})
LEADS_TO_SOMEBODY = frozenset({"the", "his", "her", "their", "my", "our", "a", "this", "both"})
BEHIND_HER = frozenset(
    [
        "in",
        "on",
        "and",
        "or",
        "again",
        "when",
        "while",
        "because",
        "but",
        "with",
        "so",
        "at",
        "inappropriately",
        "as",
        "if",
        "by",
        "from",
    ]
)

MOST_SPELLINGS = 5000  # of one phrase: beyond it the phrase is a mistake


def load_lists(templates: Path, name: str) -> Any:
    """The content of templates/narrative/NAME.yaml. Raises Misconfigured where it is missing or no YAML."""
    path = templates / "narrative" / f"{name}.yaml"
    try:
        return content_of(path)
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


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A group's way of writing: how many tokens of it are only context, before and behind what is found."""

    group: str
    before: int = 0
    behind: int = 0
    somebody: bool = False


class Phrasebook:
    """Groups of phrases that can be found in a text. `found` gives the group's name with each place.

    Words in square brackets must stand there and are not part of what is found; `[WHO]` behind a phrase stands for somebody:
    "touched [WHO]" finds "touched Bianca" and not "touched the oven".
    """

    def __init__(self, language: Language, groups: Mapping[str, Iterable[str]]) -> None:
        self._matcher = PhraseMatcher(language.vocab, attr="LOWER")
        self._patterns: dict[str, _Pattern] = {}
        for group, phrases in groups.items():
            ways: dict[_Pattern, set[str]] = {}
            for phrase in phrases:
                for pattern, way in _ways(language, group, str(phrase)):
                    ways.setdefault(pattern, set()).add(way)
            for pattern, written in ways.items():
                self._add(language, pattern, written)

    def _add(self, language: Language, pattern: _Pattern, written: set[str]) -> None:
        key = f"{pattern.group} {pattern.before} {pattern.behind} {pattern.somebody}"
        self._patterns[key] = pattern
        self._matcher.add(key, [language.make_doc(way) for way in sorted(written)])

    def found(self, text: Doc | Span) -> list[tuple[str, Span]]:
        """(group, place) in order. Of places of one group that overlap, the longest."""
        doc = text if isinstance(text, Doc) else text.doc
        by_group: dict[str, list[Span]] = {}
        for span in self._matcher(text, as_spans=True):
            pattern = self._patterns[span.label_]
            place = Span(doc, span.start + pattern.before, span.end - pattern.behind, label=pattern.group)
            if not pattern.somebody or is_somebody(doc, place.end):
                by_group.setdefault(pattern.group, []).append(place)
        kept = [(name, span) for name, group in by_group.items() for span in filter_spans(group)]
        return sorted(kept, key=lambda each: (each[1].start, each[0]))


def is_somebody(doc: Doc, at: int) -> bool:
    """Whether a person is named at this token: "him", "the child", "his sister", "Bianca"; not "the oven", "her phone"."""
    if at >= len(doc):
        return False
    word, following = doc[at], doc[at + 1] if at + 1 < len(doc) else None
    if word.lower_ in ALWAYS_SOMEBODY or (word.is_alpha and word.text[:1].isupper() and not word.is_upper):
        return True
    if word.lower_ in LEADS_TO_SOMEBODY and following is not None and following.lower_ in KIN:
        return True
    return word.lower_ == "her" and (following is None or not following.is_alpha or following.lower_ in BEHIND_HER)


def _ways(language: Language, group: str, phrase: str) -> Iterator[tuple[_Pattern, str]]:
    left, core, right = BRACKETS.fullmatch(phrase).groups()  # type: ignore[union-attr]  # every phrase has a core
    who = right == "WHO"
    for before in spellings(left or ""):
        for behind in spellings("" if who or not right else right):
            pattern = _Pattern(group, len(language.make_doc(before)), len(language.make_doc(behind)), who)
            for way in spellings(core):
                yield pattern, " ".join(filter(None, (before, way, behind)))
