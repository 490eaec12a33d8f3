"""How a page's own style sheet and styles make its words look: hidden ones are taken out, struck ones get a line through them.

tinycss2 reads the styles and soupsieve finds what each rule is for; only the few properties that hide or strike words are followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from soupsieve import SelectorSyntaxError
from tinycss2.color3 import parse_color

from extractors.strokes import struck

Style = dict[str, str]
Sheet = dict[int, Style]
Colour = tuple[float, float, float]
UNKNOWN = (-1.0, -1.0, -1.0)  # a picture behind the words: nothing is like it
KEEPS_LINES = "data-keeps-lines"
FOLLOWED = frozenset(
    [
        "display",
        "visibility",
        "font-size",
        "opacity",
        "mso-hide",
        "color",
        "background",
        "background-color",
        "background-image",
        "text-decoration",
        "text-decoration-line",
        "position",
        "left",
        "top",
        "text-indent",
        "clip",
        "overflow",
        "width",
        "height",
        "max-height",
        "max-width",
        "white-space",
    ]
)
MOST_TRIED = 400_000  # rules times elements: some two seconds
STRUCK_TAGS = ("s", "del", "strike")
WHITE = 0.96  # brightness: as near to the ground as to be seen by nobody
_NOTHING = re.compile(r"^0(?:\.0+)?(?:px|pt|em|rem|%)?$")
_FAR_AWAY = re.compile(r"^-\d{3,}(?:\.\d+)?(?:px|pt|em)?$")


def show_as_seen(soup: BeautifulSoup) -> None:
    """Takes out what is hidden and puts lines through what is struck. `white-space: pre` is marked for whoever parts the lines."""
    styles, told, hidden = _styles(soup), dict[int, _Told](), list[Tag]()
    for tag in soup.find_all(True):
        style, above = styles.get(id(tag), {}), told.get(id(tag.parent), _Told())
        ground = _ground(tag, style, above.ground)
        is_hidden = above.hidden or _is_hidden(tag, style, ground)
        told[id(tag)] = _Told(ground, above.struck or _is_struck(tag, style), is_hidden)
        if is_hidden and not above.hidden:
            hidden.append(tag)
        elif style.get("white-space", "").startswith(("pre", "break-spaces")):
            tag[KEEPS_LINES] = "yes"
    for words in list(soup.find_all(string=True)):
        if told.get(id(words.parent), _Told()).struck and type(words) is NavigableString:
            words.replace_with(struck(str(words)))
    for tag in hidden:
        tag.decompose()


@dataclass(frozen=True, slots=True)
class _Told:
    """What an element hands down: the colour behind its words, the line through them, and whether nobody sees them."""

    ground: Colour = (1.0, 1.0, 1.0)
    struck: bool = False
    hidden: bool = False


def _styles(soup: BeautifulSoup) -> Sheet:
    """What each element is told, by the sheets in their order and weight, then by its own style."""
    found: Sheet = {}
    rules = [rule for sheet in soup.find_all("style") for rule in _rules(sheet.get_text())]
    enough = MOST_TRIED // max(len(soup.find_all(True)), 1)
    for rule in sorted(rules[:enough], key=lambda each: each.weight):
        for tag in _chosen(soup, rule.selector):
            found.setdefault(id(tag), {}).update(rule.style)
    for tag in soup.find_all(style=True):
        own = _declared(tinycss2.parse_blocks_contents(str(tag["style"])))
        kept = {name: value for name, value in found.get(id(tag), {}).items() if value.endswith("!")}
        found[id(tag)] = found.get(id(tag), {}) | own | kept
    return {tag: {name: value.removesuffix("!") for name, value in style.items()} for tag, style in found.items()}


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    weight: tuple[int, int, int]
    style: Style


def _rules(text: str) -> Iterator[_Rule]:
    """Rules of a sheet that hide, strike or keep lines, one a selector. Those for print or for small screens alone are left out."""
    for rule in tinycss2.parse_stylesheet(text.replace("<!--", " ").replace("-->", " "), True, True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content and _is_for_screens(rule):
            yield from _rules(tinycss2.serialize(rule.content))
        if rule.type == "qualified-rule":
            style = _declared(tinycss2.parse_blocks_contents(rule.content))
            for selector in tinycss2.serialize(rule.prelude).split(",") if style else ():
                yield _Rule(selector.strip(), _weight(selector), style)


def _is_for_screens(rule: object) -> bool:
    told = tinycss2.serialize(getattr(rule, "prelude", [])).strip().lower()
    return told in ("", "all", "screen", "only screen")


def _weight(selector: str) -> tuple[int, int, int]:
    """How much a selector counts (CSS Selectors 3, section 9): ids, then classes, then names."""
    names = re.findall(r"(?:^|[\s>+~])[a-zA-Z]", selector)
    return selector.count("#"), len(re.findall(r"[.\[]|(?<!:):(?!:)", selector)), len(names)


def _declared(nodes: Iterable[Any]) -> Style:
    """Of the declarations those that are followed; a value that must win ends in "!"."""
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower() + ("!" if node.important else "")
        for node in nodes
        if node.type == "declaration" and node.lower_name in FOLLOWED
    }


def _chosen(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(soup.select(selector))
    except (SelectorSyntaxError, NotImplementedError, ValueError):
        return []  # a pseudo-element or a state, which no words of the page have


def _is_hidden(tag: Tag, style: Style, ground: Colour) -> bool:
    if tag.has_attr("hidden") and "display" not in style:
        return True
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or any(_NOTHING.match(style.get(name, "")) for name in ("font-size", "opacity"))
        or _is_out_of_view(style)
        or _is_like(_colour(style.get("color") or (str(tag.get("color", "")) if tag.name == "font" else "")), ground)
    )


def _is_out_of_view(style: Style) -> bool:
    """Off the page, or cut to nothing: so pages hide words from the eye and keep them for programs."""
    if style.get("position") in ("absolute", "fixed") and (
        any(_FAR_AWAY.match(style.get(side, "")) for side in ("left", "top")) or "rect(0" in style.get("clip", "")
    ):
        return True
    cut = style.get("overflow") in ("hidden", "clip")
    sides = ("width", "height", "max-height", "max-width")
    return _FAR_AWAY.match(style.get("text-indent", "")) is not None or (
        cut and any(_NOTHING.match(style.get(side, "")) for side in sides)
    )


def _is_like(colour: Colour | None, ground: Colour) -> bool:
    """White on white, or any colour on itself."""
    return colour is not None and all(abs(one - other) <= 1 - WHITE for one, other in zip(colour, ground, strict=True))


def _ground(tag: Tag, style: Style, above: Colour) -> Colour:
    if style.get("background-image", "none") != "none":
        return UNKNOWN
    told = style.get("background-color") or style.get("background") or str(tag.get("bgcolor") or "")
    if not told or told in ("none", "transparent", "inherit", "initial", "unset"):
        return above
    return next((colour for part in (told, *told.split()) if (colour := _colour(part))), UNKNOWN)


def _colour(text: str) -> Colour | None:
    found = parse_color(text) if text else None
    if found is None or isinstance(found, str):
        return None
    ground = 1.0 - found.alpha
    red, green, blue = (part * found.alpha + ground for part in found[:3])
    return red, green, blue


def _is_struck(tag: Tag, style: Style) -> bool:
    told = style.get("text-decoration-line") or style.get("text-decoration")
    return "line-through" in told if told is not None else tag.name in STRUCK_TAGS


def _strike(tag: Tag) -> None:
    for words in list(tag.find_all(string=True)):
        if type(words) is NavigableString:
            words.replace_with(struck(str(words)))
