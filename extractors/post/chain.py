"""Parts a mail's text: greeting, new text, sign-off, signature, disclaimer, older messages. Reversible: only spans are made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.characters import legible
from extractors.post.facts import MailText, Part, Span
from extractors.post.markup import QUOTE_BEGINS, QUOTE_ENDS
from extractors.post.phrases import Phrases

LONGEST_SIGNATURE = 14  # lines that are not blank
LONGEST_SIGNATURE_LINE = 110


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    part: Part = Part.NEW


def part_bodies(bodies: Sequence[str], phrases: Phrases, *, forwarded: bool = False, sender_name: str = "") -> MailText:
    """The bodies of a mail one behind the other, each parted for itself: one's signature ends where the next one begins."""
    whole = MailText("", ())
    for body in bodies:
        parted = part_text(body, phrases, forwarded=forwarded, sender_name=sender_name)
        whole = whole.followed_by(parted) if whole.whole else parted
    return whole


def part_text(text: str, phrases: Phrases, *, forwarded: bool = False, sender_name: str = "") -> MailText:
    """Every character of `text` belongs to one span. With `forwarded` the first older message is the news, not the note above it."""
    whole, lines = _lines(text)
    first_older = _mark_older(lines, phrases)
    if forwarded and first_older is not None:
        _lift_forwarded(lines, first_older, phrases)
    _mark_disclaimers(lines, phrases)
    _mark_greeting(lines, phrases)
    _mark_signature(lines, phrases, sender_name)
    return MailText(whole, _spans(lines))


def _lines(text: str) -> tuple[str, list[_Line]]:
    """Lines with their places. Marks of HTML quotes become the part of their lines, and go."""
    depth, at = 0, 0
    lines: list[_Line] = []
    for raw in legible(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        begins, ends = raw.count(QUOTE_BEGINS), raw.count(QUOTE_ENDS)
        clean = raw.replace(QUOTE_BEGINS, "").replace(QUOTE_ENDS, "")
        quoted = depth > 0 or begins > 0
        depth = max(0, depth + begins - ends)
        lines.append(_Line(at, at + len(clean), clean, Part.QUOTED if quoted else Part.NEW))
        at += len(clean) + 1
    return "\n".join(line.text for line in lines), lines


def _mark_older(lines: list[_Line], phrases: Phrases) -> int | None:
    """Marks older messages. The place of the first one's opening line, None where there is none."""
    first: int | None = None
    for at, line in enumerate(lines):
        if line.text.lstrip().startswith(">"):
            line.part = Part.QUOTED
        elif _opens_older_message(lines, at, phrases):
            _mark_from(lines, at)
        if line.part is Part.QUOTED and first is None:
            first = at
    return first


def _opens_older_message(lines: list[_Line], at: int, phrases: Phrases) -> bool:
    text = lines[at].text.strip()
    if phrases.older_message.search(text):
        return True
    if phrases.wrote_begins.match(text):  # `On ... wrote:` is often wrapped
        return phrases.wrote_ends.search(" ".join(line.text.strip() for line in lines[at : at + 3])) is not None
    following = [line.text.strip() for line in lines[at : at + 8] if line.text.strip()]
    return (
        phrases.header_from.match(text) is not None
        and sum(1 for each in following if phrases.header_other.match(each)) >= 2
    )


def _mark_from(lines: list[_Line], at: int) -> None:
    """From the opening line to the end; where its older text is marked by `>`, only as far as that goes (answers below)."""
    rest = lines[at + 1 :]
    marked = [line for line in rest if line.text.lstrip().startswith(">")]
    wrapped = next((i for i, line in enumerate(rest) if line.text.lstrip().startswith(">")), 9)
    end = at + 1 + (rest.index(marked[-1]) + 1 if marked and wrapped < 4 else len(rest))
    for line in lines[at:end]:
        line.part = Part.QUOTED


def _lift_forwarded(lines: list[_Line], first: int, phrases: Phrases) -> None:
    """A forwarded mail's news is the message below its copied header; what that one quotes in turn stays older."""
    for line in lines[:first]:
        line.part = Part.CLOSING if line.text.strip() else line.part
    body = first
    while body < len(lines) and _is_copied_header(lines[body].text.strip(), phrases):
        body += 1
    below = lines[body:]
    for line in below:
        line.part = Part.NEW
        line.text = re.sub(r"^\s*>\s?", "", line.text)
    _mark_older(below, phrases)


def _is_copied_header(text: str, phrases: Phrases) -> bool:
    return (
        not text
        or phrases.older_message.search(text) is not None
        or phrases.header_from.match(text) is not None
        or phrases.header_other.match(text) is not None
        or phrases.wrote_ends.search(text) is not None
    )


def _mark_disclaimers(lines: list[_Line], phrases: Phrases) -> None:
    """Whole paragraphs, so that a disclaimer's other sentences go with the one that gives it away."""
    for paragraph in _paragraphs(lines):
        together = " ".join(line.text for line in paragraph)
        if phrases.disclaimer.search(together):
            for line in paragraph:
                line.part = Part.DISCLAIMER


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """Runs of new lines between blank lines or parts of another kind."""
    found: list[list[_Line]] = [[]]
    for line in lines:
        if line.part is Part.NEW and line.text.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _mark_greeting(lines: list[_Line], phrases: Phrases) -> None:
    first = next((line for line in lines if line.part is Part.NEW and line.text.strip()), None)
    if first and phrases.greeting.fullmatch(first.text.strip()):
        first.part = Part.GREETING


def _mark_signature(lines: list[_Line], phrases: Phrases, sender_name: str) -> None:
    """From the sign-off (`Kind regards`), the `-- ` of RFC 3676, or the sender's own name, to the end of the new text."""
    new = [line for line in lines if line.part is Part.NEW and line.text.strip()][-LONGEST_SIGNATURE - 1 :]
    for at, line in enumerate(new):
        rest = new[at + 1 :]
        if not _could_be_signature(rest) or not _begins_signature(line.text, rest, phrases, sender_name):
            continue
        line.part = Part.CLOSING if phrases.closing.fullmatch(line.text.strip()) else Part.SIGNATURE
        for each in rest:
            each.part = Part.SIGNATURE
        return


def _begins_signature(text: str, rest: list[_Line], phrases: Phrases, sender_name: str) -> bool:
    bare = text.strip()
    if phrases.closing.fullmatch(bare) or bare in ("--", "__"):
        return True
    return bool(sender_name) and bare.casefold() == sender_name.casefold() and bool(rest)


def _could_be_signature(rest: list[_Line]) -> bool:
    return len(rest) <= LONGEST_SIGNATURE and all(len(line.text) <= LONGEST_SIGNATURE_LINE for line in rest)


def _spans(lines: list[_Line]) -> tuple[Span, ...]:
    """Neighbouring lines of one part together; a blank line belongs to the part before it."""
    spans: list[Span] = []
    for line in lines:
        blank = not line.text.strip()
        if spans and (blank or spans[-1].part is line.part):
            spans[-1] = Span(spans[-1].part, spans[-1].start, line.end)
        else:
            spans.append(Span(line.part, line.start, line.end))
    return tuple(spans)
