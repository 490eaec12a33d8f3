"""What a form prints at the head of the box for its narrative, told from the narrative: "What are you worried about? Who? When?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.general.phrasing import Phrasing
from extractors.general.segments import Segment
from extractors.general.shapes import TIGHT
from extractors.page import Word

ENDS = re.compile(r"[.?!:]$")
BRACKETS = re.compile(r"\([^()]*\)")
LIKE = 0.12  # share by which letters of one size may differ
WRITER = re.compile(
    r"\b(?:you|your|this (?:form|section|box|child|referral|notification)|who|when|where|why|what|any|(?:the )?(?:following|details?|dates?|concerns?))\b",
    re.IGNORECASE,
)  # whom a prompt speaks to, and what it asks for


def without_prompts(told: Sequence[Segment], phrasing: Phrasing) -> list[Segment]:
    """The account without the questions and instructions printed before it; the whole where nothing else is there."""
    rest = list(told)
    for paragraph in _paragraphs(told):
        if len(paragraph) == len(rest):
            return _after_sentences(rest, phrasing)
        if not all(_is_prompt(sentence, phrasing) for sentence in _sentences(_words(paragraph))):
            break
        rest = rest[len(paragraph) :]
    return rest


def _after_sentences(told: list[Segment], phrasing: Phrasing) -> list[Segment]:
    """The last paragraph: a prompt may run on into the account on its line, but it cannot be all there is."""
    words = _words(told)
    kept = 0
    for sentence in _sentences(words):
        if not (_is_prompt(sentence, phrasing) and sentence[-1].text.endswith(("?", ":"))):
            break
        kept += len(sentence)
    return _from(told, kept) if kept < len(words) else told


def _from(told: Sequence[Segment], first: int) -> list[Segment]:
    found = []
    for segment in told:
        words = segment.words[first:] if first > 0 else segment.words
        first -= len(segment.words)
        if words:
            found.append(replace(segment, words=words))
    return found


def _is_prompt(sentence: Sequence[Word], phrasing: Phrasing) -> bool:
    """Whether the words ask or instruct whoever fills the form in."""
    if any(word.typed or word.struck for word in sentence):
        return False
    text = " ".join(word.text for word in sentence).strip()
    bare = BRACKETS.sub(" ", text).strip()
    if not bare:
        return True  # what stands in brackets after a question explains it
    return phrasing.prompts.search(bare) is not None and WRITER.search(bare) is not None


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    depth = 0
    for word in words:
        sentence.append(word)
        depth += word.text.count("(") - word.text.count(")")
        if depth <= 0 and (ENDS.search(word.text) or word.text.endswith(")")):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _paragraphs(told: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Lines of one look that stand close under each other. Without pages each line is a paragraph."""
    paragraph: list[Segment] = []
    for segment in told:
        if paragraph and not _goes_on(paragraph[-1], segment):
            yield paragraph
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield paragraph


def _goes_on(last: Segment, segment: Segment) -> bool:
    if segment.sheet is not last.sheet or segment.sheet.number is None or segment.bold != last.bold:
        return False
    if abs(segment.middle - last.middle) < 0.5 * segment.height:
        return True
    like = abs(segment.height - last.height) < LIKE * max(segment.height, last.height)
    return like and -2 < segment.box[1] - last.box[3] < TIGHT * segment.height


def _words(told: Sequence[Segment]) -> list[Word]:
    return [word for segment in told for word in segment.words]
