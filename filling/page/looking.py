"""One look at a page, all its frames: where the asked fields and targets are, what they hold, which words can be seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page

from filling.page.asking import Asked
from filling.page.injecting import page_script

# The eyes stay in the page until another replaces it: sending them with every look would cost more than looking.
EYES = """globalThis[Symbol.for("the robot's eyes")]"""
LOOK = f"(request) => {EYES} ? {EYES}(JSON.parse(request)) : null"
OPEN_EYES = f"""(request) => {{
{EYES} = (request) => {{ {page_script("look")}
return look(request); }};
return {EYES}(JSON.parse(request)); }}"""

KEPT = """([number, place]) => {
  const kept = globalThis[Symbol.for("seen by the robot")]?.get(number);
  if (!kept) throw new Error("the page was replaced since it was looked at");
  return place === null ? kept : kept[place];
}"""
OPTION_TEXTS = "list => [...(list.options || list.children)].map(option => (option.text ?? option.innerText).trim())"
_numbers = count(1)


class Kept:
    """The elements of one look, kept in the page. They are fetched when the first is wanted: most looks only want to know what is held."""

    def __init__(self, frame: Frame, number: int) -> None:
        self.frame = frame
        self.number = number
        self._elements: dict[int, ElementHandle] | None = None

    def elements(self, places: Sequence[int]) -> tuple[ElementHandle, ...]:
        if self._elements is None:
            handles = self.frame.evaluate_handle(KEPT, [self.number, None]).get_properties()
            found = {int(place): handle.as_element() for place, handle in handles.items()}
            self._elements = {place: element for place, element in found.items() if element}
        return tuple(self._elements[place] for place in places)

    def each(self, places: Sequence[int]) -> list[ElementHandle]:
        """For the few that are wanted by themselves: one question each."""
        handles = (self.frame.evaluate_handle(KEPT, [self.number, place]) for place in places)
        return [element for element in (handle.as_element() for handle in handles) if element]


@dataclass(frozen=True, slots=True)
class Match:
    """One control, or one group of them, that answers to a label.

    `given`: the system has filled it in by itself. `waits`: it is disabled, or offers nothing to choose, so far. `hint`: what
    stands in or beside it about how to write into it. `unordered`: three boxes of a date, and nothing says which is which.
    """

    kind: str
    value: str
    options: tuple[str, ...]
    required: bool
    max: int | None
    locked: bool
    given: bool
    waits: bool
    hint: str
    kept: Kept | None
    places: tuple[int, ...]
    inner: ElementHandle | None = None  # the page inside a frame, for rich text that lives in one
    unordered: bool = False
    under: str = ""  # the heading of its part of the page, where a look was asked to explain itself

    @property
    def parts(self) -> tuple[ElementHandle, ...]:
        """What the hands touch. Raises Playwright's Error when the page was replaced since the look."""
        if self.inner:
            return (self.inner,)
        return self.kept.elements(self.places) if self.kept else ()


def as_words(shown: str) -> Match:
    """What a control was replaced by once it was answered: a name with a cross beside it, and nothing to type into."""
    return Match("shown", shown, (), False, None, True, False, False, "", None, ())


@dataclass(slots=True)
class Found:
    """What answers to one field: controls, or words shown beside its label."""

    matches: list[Match] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sight:
    """What was seen in one look, over all frames."""

    fields: list[Found]
    targets: list[list[ElementHandle]]
    rows: list[int]
    said: list[bool]
    shown: list[list[str]]
    ticks: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)  # what can be pressed, as far as it is about nobody


def look(page: Page, asked: Asked) -> Sight:
    """Look once. Raises Playwright's Error when the page is replaced meanwhile; look again then."""
    sight = Sight(
        [Found() for _ in asked.fields],
        [[] for _ in asked.targets],
        [0] * len(asked.rows),
        [False] * len(asked.sees),
        [[] for _ in asked.shown],
    )
    for frame in frames_of(page):
        _add(sight, frame, asked)
    return sight


def frames_of(page: Page) -> Sequence[Frame]:
    """The page's own frame and those in it that can be seen."""
    frames = page.frames
    if len(frames) == 1:
        return frames
    return [frame for frame in frames if frame.parent_frame is None or frame.frame_element().is_visible()]


def _add(sight: Sight, frame: Frame, asked: Asked) -> None:
    number = next(_numbers)
    request = json.dumps({**asked.as_request(), "number": number})
    answer = json.loads(frame.evaluate(LOOK, request) or frame.evaluate(OPEN_EYES, request))
    kept = Kept(frame, number)
    for found, told in zip(sight.fields, answer["fields"], strict=True):
        found.matches += [_match(one, kept) for one in told["matches"]]
        found.shown += told["shown"]
    for handles, told in zip(sight.targets, answer["targets"], strict=True):
        handles += kept.each(told)
    sight.rows = [a + b for a, b in zip(sight.rows, answer["rows"], strict=True)]
    sight.said = [a or b for a, b in zip(sight.said, answer["said"], strict=True)]
    sight.shown = [a + b for a, b in zip(sight.shown, answer["shown"], strict=True)]
    sight.ticks += answer["ticks"]
    sight.labels += answer["labels"]
    sight.offers += answer["offers"]


def _match(told: dict[str, Any], kept: Kept) -> Match:
    inner = _inside_frame(kept.elements(told["parts"])[0]) if told["kind"] == "richtext" else None
    return Match(
        kind=told["kind"],
        value=inner.inner_text().strip() if inner else told["value"] or "",
        options=tuple(told["options"]),
        required=told["required"],
        max=told["max"],
        locked=told["locked"],
        given=bool(inner.inner_text().strip()) if inner else told["given"],
        waits=told["waits"],
        hint=told["hint"],
        unordered=told["unordered"],
        under=told.get("under", ""),
        kept=kept,
        places=tuple(told["parts"]),
        inner=inner,
    )


def _inside_frame(element: ElementHandle) -> ElementHandle | None:
    """The page inside a frame, for rich-text boxes that live in one."""
    frame = element.content_frame()
    return frame.query_selector("body") if frame else None
