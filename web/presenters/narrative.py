"""The narrative word for word with the phrases that the reader noticed. Suggestions only: nothing here is a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from records.store import Standing as Value
from web.codes import name_of


@dataclass(frozen=True, slots=True)
class Marked:
    """Some of the narrative; `mark` says why it stands out: urgent, address, or an indicator's polarity."""

    text: str
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Something mentioned, with the words that mention it."""

    name: str
    polarity: str
    polarity_words: str
    subject_words: str
    quote: str


@dataclass(frozen=True, slots=True)
class MentionView:
    """A person whom the text names."""

    name: str
    relationship: str
    quote: str


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A category that the words suggest. A person chooses."""

    category: str
    quote: str


@dataclass(frozen=True, slots=True)
class NarrativeView:
    """The panel. `anchor` is where the words light up on the page."""

    pieces: tuple[Marked, ...]
    indicators: tuple[IndicatorView, ...]
    mentions: tuple[MentionView, ...]


def narrative_view(reason: Value | None, noticed: Mapping[str, Any]) -> NarrativeView | None:
    """None where the post has no narrative."""
    if reason is None or not reason.value:
        return None
    text = str(reason.value)
    return NarrativeView(
        pieces=tuple(_pieces(text, sorted(_marks(text, noticed)))),
        indicators=tuple(_indicator(each) for each in noticed.get("indicators") or ()),
        mentions=tuple(
            MentionView(
                each["name"],
                name_of("relationships", each["relationship"]) if each["relationship"] else "",
                each["quote"]["text"],
            )
            for each in noticed.get("mentions") or ()
        ),
    )


def suggested_categories(noticed: Mapping[str, Any]) -> tuple[SuggestionView, ...]:
    """Each category once, with its first words."""
    first: dict[str, SuggestionView] = {}
    for each in noticed.get("suggestions") or ():
        first.setdefault(each["category"], SuggestionView(each["category"], each["quote"]["text"]))
    return tuple(first.values())


def urgent_quotes(noticed: Mapping[str, Any]) -> tuple[str, ...]:
    """The words that put the contact at the top of the worktray."""
    return tuple(dict.fromkeys(each["text"] for each in noticed.get("urgent") or ()))


def _indicator(found: Mapping[str, Any]) -> IndicatorView:
    return IndicatorView(
        name=_first_capital(name_of("indicators", found["code"])),
        polarity=found["polarity"],
        polarity_words=name_of("polarities", found["polarity"]),
        subject_words=name_of("subjects", found["subject"]),
        quote=found["quote"]["text"],
    )


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _marks(text: str, noticed: Mapping[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, mark, title) of every phrase whose offsets still fit the text: a person may have corrected it."""
    kinds = [(quote, "urgent", "Urgent") for quote in noticed.get("urgent") or ()]
    kinds += [
        (quote, "address", "An address that may not be disclosed") for quote in noticed.get("sensitive_address") or ()
    ]
    kinds += [
        (each["quote"], each["polarity"], f"{_indicator(each).name}, {name_of('polarities', each['polarity'])}")
        for each in noticed.get("indicators") or ()
    ]
    for quote, mark, title in kinds:
        if text[quote["start"] : quote["end"]] == quote["text"]:
            yield quote["start"], quote["end"], mark, title


def _pieces(text: str, marks: list[tuple[int, int, str, str]]) -> Iterator[Marked]:
    end = 0
    for start, stop, mark, title in marks:
        if start >= end:
            yield Marked(text[end:start])
            yield Marked(text[start:stop], mark, title)
            end = stop
    yield Marked(text[end:])
