"""Code lists: from the record's code or words to the exact text that the screen offers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of the case system: pairs of the record's code and the screen's exact text."""

    name: str
    entries: tuple[tuple[str, str], ...]

    def text_for(self, value: str) -> str | None:
        """The screen's text for a code or for the text itself, however spaced; None when the list has neither."""
        exact = [text for code, text in self.entries if value in (code, text)]
        if exact:
            return exact[0]
        wanted = bare(value)
        near = {text for code, text in self.entries if wanted in (bare(code), bare(text))}
        return near.pop() if len(near) == 1 else None


def bare(text: str) -> str:
    """Letters and digits only, case folded: what texts are compared by. "Checks- MP" and "Checks - MP" are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def choose(wanted: str, options: Sequence[str]) -> int | None:
    """Which option says this: the exact text first, else the only one that is the same when folded."""
    squashed = [" ".join(option.split()) for option in options]
    exact = [at for at, option in enumerate(squashed) if option == " ".join(wanted.split())]
    if len(exact) == 1:
        return exact[0]
    near = [at for at, option in enumerate(squashed) if bare(option) and bare(option) == bare(wanted)]
    return near[0] if len(near) == 1 else None


def from_yaml(name: str, data: object) -> CodeList:
    """A list of texts, or our code: the screen's text. Raises ValueError saying what was expected."""
    if isinstance(data, dict):
        return CodeList(name, tuple((_code(code), str(text)) for code, text in data.items()))
    if isinstance(data, Iterable) and not isinstance(data, str):
        return CodeList(name, tuple((str(text), str(text)) for text in data))
    raise ValueError(f"{name} is neither a list of texts nor a table of code: text")


def _code(code: object) -> str:
    """A code as the record's value is written: true and false are yes and no."""
    return ("yes" if code else "no") if isinstance(code, bool) else str(code)
