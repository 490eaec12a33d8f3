"""The tokens of rich text: groups, control words, and text in its charset."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PART = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<group>[{}])"
    rb"|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
CHARSETS = {  # fcharset to code page
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
SYMBOL = 2  # fcharset of Wingdings and its kin


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: "{", "}", "text" or "control", whose name is its text."""

    kind: str
    text: str = ""
    number: int | None = None


def charset_of(number: int | None, otherwise: str) -> str:
    """Python's name of the charset; cp1252 for one that it does not know."""
    named = "symbol" if number == SYMBOL else CHARSETS.get(number if number is not None else -1, otherwise)
    try:
        return named if named == "symbol" else codecs.lookup(named).name
    except LookupError:
        return "cp1252"


def tokens(data: bytes, charset: Callable[[], str]) -> Iterator[Token]:
    """Every token in order. `charset` is asked for when bytes become text."""
    return _Tokens(data, charset).all()


@dataclass(slots=True)
class _Tokens:
    """One pass. `skip`: bytes that stand for a \\u in older programs and are passed over; `width`: how many those are, by group."""

    data: bytes
    charset: Callable[[], str]
    at: int = 0
    skip: int = 0
    high: int = 0
    waiting: bytes = b""
    width: list[int] = field(default_factory=lambda: [1])

    def all(self) -> Iterator[Token]:
        while self.at < len(self.data):
            match = PART.match(self.data, self.at)
            self.at = match.end() if match else self.at + 1
            if match and (match["hex"] or match["text"] or match["end"]):
                self._wait(bytes([int(match["hex"], 16)]) if match["hex"] else match["text"] or b"")
            elif match:
                yield from self._words()
                yield from self._other(match)
        yield from self._words()

    def _wait(self, part: bytes) -> None:
        self.waiting += part[self.skip :]
        self.skip = max(0, self.skip - len(part))

    def _words(self) -> Iterator[Token]:
        if self.waiting:
            yield Token("text", _decoded(self.waiting, self.charset()))
            self.waiting = b""

    def _other(self, match: re.Match[bytes]) -> Iterator[Token]:
        if match["group"]:
            self.width = [*self.width, self.width[-1]] if match["group"] == b"{" else (self.width[:-1] or [1])
            self.skip = 0
            yield Token(match["group"].decode())
        elif match["sign"]:
            yield from _sign(match["sign"])
        else:
            yield from self._word(match["word"].decode(), int(match["number"]) if match["number"] else None)

    def _word(self, name: str, number: int | None) -> Iterator[Token]:
        match name:
            case "uc":
                self.width[-1] = max(number or 0, 0)
            case "u":
                self.high, text = _unicode(number or 0, self.high)
                self.skip = self.width[-1]
                yield Token("text", text)
            case "bin":
                self.at += max(number or 0, 0)
            case _:
                yield Token("control", name, number)


def _decoded(data: bytes, charset: str) -> str:
    """Letters of a font of signs stand at their private places, where the tick glyphs are known."""
    if charset == "symbol":
        return "".join(chr(0xF000 + byte) if byte > 32 else chr(byte) for byte in data)
    return data.decode(charset, "replace")


def _sign(sign: bytes) -> Iterator[Token]:
    char = sign.decode("latin-1")
    if char in "\\{}":
        yield Token("text", char)
    elif char in "\r\n":
        yield Token("control", "par")
    else:
        yield Token("control", char)


def _unicode(number: int, high: int) -> tuple[int, str]:
    """(half of a pair that waits for its other half, text)."""
    code = number % 0x10000
    if 0xD800 <= code < 0xDC00:
        return code, ""
    if 0xDC00 <= code < 0xE000:
        return 0, chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else ""
    return 0, chr(code)
