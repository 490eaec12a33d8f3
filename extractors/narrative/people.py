"""People whom the narrative names and how they seem to be related to the child. To be checked by a person, always."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.narrative.passage import Passage
from postroom.contact import Mention

_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’-]*\Z")
_POLICE_STYLE = re.compile(
    r"\b[^\W\d_a-z][a-zà-ÿā-žș-ț'’-]+(?: [^\W\d_a-z]['’]?[^\W\d_a-z'’-]+(?:-[^\W\d_a-z]+)*){1,3}\b"
)
_SHOUTED = re.compile(r"\b[^\W\d_a-z]{3,}(?:['’-][^\W\d_a-z]+)*\b")
_BETWEEN = frozenset({",", "(", "-", ":", "is", "was", "called", "named", "'s", "’s", "a", "the", "and"})
REACH = 3


class People:
    """Finds names by spaCy's model, and as police write them (`Fred BLOGGS`), which the model half knows."""

    def __init__(self, language: Language, lists: Mapping[str, Any]) -> None:
        self._language = language
        self._relationships = {
            word: relationship for relationship, words in lists["relationships"].items() for word in words
        }
        self._not_names = frozenset(word for words in lists["not_names"] for word in words)
        self._officers = frozenset(lists["officers"])

    def found(self, passage: Passage, known: frozenset[str]) -> Iterator[Mention]:
        """Each name once, where it is related or else where it is first met. `known`: words of the names on the form."""
        places: dict[str, tuple[Span, str | None]] = {}
        for span in self._names(passage):
            relationship = self._relationship(passage, span)
            name = _display(span.text)
            if name not in places or (relationship and not places[name][1]):
                places[name] = (span, relationship)
        for name, (span, relationship) in places.items():
            is_known = _is_known(name, known)
            if relationship or is_known or len(span) > 1:  # a lone word of a stranger is more often a place
                yield Mention(name, relationship, passage.quote(span), is_known)

    def _names(self, passage: Passage) -> list[Span]:
        """Of overlapping finds the longest."""
        doc = passage.doc
        found = [*self._by_model(passage), *self._as_police_write(passage), *self._after_relation(doc)]
        kept: list[Span] = []
        for span in sorted(found, key=lambda each: (each.start - each.end, each.start)):
            if self._is_name(span) and not any(span.start < other.end and other.start < span.end for other in kept):
                kept.append(span)
        return sorted(kept, key=lambda each: each.start)

    def _by_model(self, passage: Passage) -> Iterator[Span]:
        """Only sentences that can name somebody are worth the model's time. Shouted names are shown to it in normal case."""
        sentences = [sentence for sentence in passage.sentences if any(_could_be_name(token) for token in sentence[1:])]
        texts = [_SHOUTED.sub(lambda word: _calmed(word[0]), sentence.text) for sentence in sentences]
        starts = list(itertools.accumulate((len(text) + 1 for text in texts), initial=0))
        for entity in self._language(" ".join(texts)).ents if texts else ():
            if entity.label_ == "PERSON":
                number = bisect.bisect_right(starts, entity.start_char) - 1
                start = sentences[number].start_char + entity.start_char - starts[number]
                span = passage.doc.char_span(start, start + len(entity.text), alignment_mode="contract")
                if span is not None:
                    yield span

    def _as_police_write(self, passage: Passage) -> Iterator[Span]:
        for match in _POLICE_STYLE.finditer(passage.text):
            span = passage.doc.char_span(*match.span(), alignment_mode="contract")
            if span is not None:
                yield span

    def _after_relation(self, doc: Doc) -> Iterator[Span]:
        """`uncle Bilal`: what follows a relation and is written like a name."""
        for token in doc[:-1]:
            end = token.i + 1
            while (
                token.lower_ in self._relationships
                and end < len(doc)
                and end < token.i + 4
                and _could_be_name(doc[end])
            ):
                end += 1
            if end > token.i + 1:
                yield doc[token.i + 1 : end]

    def _is_name(self, span: Span) -> bool:
        words = [token.lower_ for token in span]
        before = span.doc[span.start - 1].lower_ if span.start else ""
        if before in self._officers or words[0] in self._officers or any(word in self._not_names for word in words):
            return False
        return all(
            _CAPITAL.match(token.text) or token.lower_ in ("'s", "-", "de", "al", "bin", "van", "el") for token in span
        )

    def _relationship(self, passage: Passage, span: Span) -> str | None:
        """From `mother Sana Khan`, `his father, Bilal`, `Sana Khan (mother)`, `Sana is the mother`."""
        sentence = passage.sentence(span)
        start, end = max(sentence.start, span.start - REACH), min(sentence.end, span.end + REACH)
        before = [token for token in span.doc[start : span.start] if token.lower_ not in _BETWEEN]
        after = [token for token in span.doc[span.end : end] if token.lower_ not in _BETWEEN]
        near: Iterable[Token] = (*reversed(before[-1:]), *after[:1])
        return next((found for token in near if (found := self._relationships.get(token.lower_))), None)


def _could_be_name(token: Token) -> bool:
    return token.is_alpha and token.text[:1].isupper() and len(token.text) > 1


def _calmed(word: str) -> str:
    titled = word.title()
    return titled if len(titled) == len(word) else word


def _display(name: str) -> str:
    return re.sub(r"(?:'s|’s)$", "", name).strip()


def _is_known(name: str, known: frozenset[str]) -> bool:
    return any(word.casefold() in known for word in re.findall(r"[\w'’-]+", name))
