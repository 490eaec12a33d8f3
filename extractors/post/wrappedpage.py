"""The HTML that Outlook wraps in rich text (MS-OXRTFEX): tags stand in groups of their own, and what only rich text needs is marked."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace

from extractors.sheets.rtf import BREAKS, SIGNS
from extractors.sheets.rtftokens import Token, charset_of, tokens

# Groups that say how the text looks, or where it came from, and hold none of it.
SILENT = frozenset(["colortbl", "stylesheet", "info", "pict", "listtable", "listoverridetable", "pntext", "generator"])


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group. `extra`: only rich text needs it. `is_tag`: it is markup as it stands."""

    extra: bool = False
    is_tag: bool = False
    silent: bool = False
    in_fonts: bool = False
    charset: str = "cp1252"


@dataclass(slots=True)
class _Unwrapping:
    pieces: list[str] = field(default_factory=list)
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    usual: str = "cp1252"
    optional: bool = False

    def read(self, rtf: bytes) -> str:
        for token in tokens(rtf, lambda: self.state.charset):
            match token.kind:
                case "{":
                    self.stack.append(self.state)
                case "}":
                    self.state = self.stack.pop() if self.stack else _State()
                case "text":
                    self._write(token.text if self.state.is_tag else html.escape(token.text, quote=False))
                case _:
                    self._control(token)
        return "".join(self.pieces)

    def _write(self, text: str) -> None:
        if not (self.state.extra or self.state.silent or self.state.in_fonts):
            self.pieces.append(text)

    def _control(self, token: Token) -> None:
        name, number = token.text, token.number
        optional, self.optional = self.optional, name == "*"
        if name == "htmlrtf":
            self.state = replace(self.state, extra=number != 0)
        elif name == "htmltag":
            self.state = replace(self.state, is_tag=True)
        elif name in BREAKS or name in SIGNS:
            self._write(BREAKS.get(name, SIGNS.get(name, "")).replace("\x0b", "\n"))
        elif name in ("ansicpg", "fonttbl", "fcharset", "f"):
            self._charset(name, number)
        elif name in SILENT or (optional and name != "*"):
            self.state = replace(self.state, silent=True)

    def _charset(self, name: str, number: int | None) -> None:
        if name == "ansicpg":
            self.usual = charset_of(None, f"cp{number}")
            self.state = replace(self.state, charset=self.usual)
        elif name == "fonttbl":
            self.state = replace(self.state, in_fonts=True)
        elif name == "fcharset":
            self.fonts[self.font] = charset_of(number, self.usual)
        else:
            self.font = number or 0
            if not self.state.in_fonts:
                self.state = replace(self.state, charset=self.fonts.get(self.font, self.usual))


def wrapped_page(rtf: bytes) -> str:
    """Empty where nothing is wrapped in it. What is broken in it is passed over: the words are wanted."""
    return _Unwrapping().read(rtf) if b"\\fromhtml" in rtf[:2000] else ""
