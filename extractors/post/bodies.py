"""A mail's words: its bodies as they are seen, in their order, and of alternatives the one that says more.

Nothing is left out: what only the other alternative says is put behind, and the mail says that the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bs4 import BeautifulSoup

from extractors.post.markup import seen_text

DIFFER = (
    "The mail says one thing in its plain form and another in its formatted form. Both were read: look at the message."
)
# What a mail program writes into the plain form only: addresses of links, names of pictures, numbers of list items.
_ADDED = re.compile(
    r"<[^<>\s]+>|\[[^\[\]\n]{0,120}\]|\b(?:https?|mailto|tel|cid):\S+|^\s*(?:\d{1,2}|[a-z])[.)]\s", re.M | re.I
)


@dataclass(frozen=True)
class Body:
    """One body of a mail. `text` is what is seen of it, `markup` what it was made from where that was HTML.

    `formatted`: the HTML that says the same words, where the plain form of them was taken.
    """

    text: str
    markup: str = ""
    formatted: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(self.text)

    @cached_property
    def unseen(self) -> frozenset[str]:
        """Words that the markup holds and does not show: hidden, or struck out by the sender."""
        return _words(BeautifulSoup(self.markup, "lxml").get_text(" ")) - self.words if self.markup else frozenset()


def html_body(markup: str) -> Body:
    return Body(seen_text(markup), markup)


def unflowed(text: str, *, delete_space: bool) -> str:
    """format=flowed (RFC 3676): lines that end in a blank go on in the next one of the same depth of quoting."""
    paragraphs: list[list[str]] = []
    goes_on, depth_before = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_mark = words == "-- "
        if not (goes_on and depth == depth_before and not is_mark):
            paragraphs.append([">" * depth + " "] if depth else [])
        goes_on, depth_before = words.endswith(" ") and not is_mark, depth
        paragraphs[-1].append(words[:-1] if goes_on and delete_space else words)
    return "\n".join("".join(pieces) for pieces in paragraphs)


def alternatives(forms: list[list[Body]]) -> tuple[list[Body], bool]:
    """The bodies to read of several forms of the same words, and whether they say different things. The last form is the richest."""
    best, differ = forms[0], False
    for richer in forms[1:]:
        best, differs = _fuller(best, richer)
        differ = differ or differs
    return best, differ


def sequence(bodies: list[Body]) -> list[Body]:
    """Bodies that follow one another are one message; the same words once more in another form are not read twice."""
    kept: list[Body] = []
    for body in bodies:
        if not body.text.strip():
            continue
        if kept and bool(kept[-1].markup) != bool(body.markup):
            if _says_all(kept[-1].words, body):
                continue
            if _says_all(body.words, kept[-1]):
                kept.pop()
        kept.append(body)
    return kept


def says_all(whole: str, text: str) -> bool:
    """Whether every word of `text` is in `whole`."""
    return not _words(text) - _words(whole)


def _fuller(plain: list[Body], rich: list[Body]) -> tuple[list[Body], bool]:
    """What the sender struck out or hid is in the plain form too: then the formatted one is read, and without it."""
    in_plain, in_rich = _all_words(plain), _all_words(rich)
    unseen = frozenset[str]().union(*(body.unseen for body in rich))
    only_rich = [line for body in rich for line in _lines_beyond(body.text, in_plain)]
    only_plain = [line for body in plain for line in _lines_beyond(body.text, in_rich | unseen)]
    if not only_rich and not (unseen & in_plain):
        return (_as_formatted(plain, rich) or rich), bool(rich and only_plain and in_rich)
    if not in_plain or not only_plain:
        return rich, False
    return [*rich, Body("\n".join(only_plain))], True


def _as_formatted(plain: list[Body], rich: list[Body]) -> list[Body]:
    """The plain form, which remembers its HTML: that still has the cells of tables."""
    if len(plain) != 1 or len(rich) != 1 or _all_words(plain) != _all_words(rich):
        return plain
    return [replace(plain[0], formatted=rich[0].markup)]


def page_of(bodies: Sequence[Body]) -> str:
    """The HTML that all words of a mail are in, empty where there is no such."""
    return (bodies[0].markup or bodies[0].formatted) if len(bodies) == 1 else ""


def _says_all(words: frozenset[str], body: Body) -> bool:
    return not _lines_beyond(body.text, words)


def _all_words(bodies: list[Body]) -> frozenset[str]:
    return frozenset[str]().union(*(body.words for body in bodies))


def _lines_beyond(text: str, words: frozenset[str]) -> list[str]:
    """Lines with a word that is not among `words`."""
    return [line for line in text.split("\n") if _words(line) - words]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _ADDED.sub(" ", text).casefold().replace("_", " ")))
