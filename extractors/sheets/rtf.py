"""Rich text (RTF 1.9) as a sheet: its paragraphs and tables laid out as Word's are, without what is hidden, with lines through what is struck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.page import TICKED, UNTICKED, Sheet
from extractors.sheets.limits import Limits
from extractors.sheets.rtftokens import Token, charset_of, tokens
from extractors.sheets.wordlayout import laid_out
from extractors.sheets.wordwriter import Box, body, paragraph, table
from extractors.sheets.wordxml import Piece
from postroom.errors import UnreadableDocument

SILENT = frozenset(
    [
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "objdata",
        "objclass",
        "fldinst",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "xmlnstbl",
        "bkmkstart",
        "bkmkend",
        "listtext",
        "pntext",
        "pntxta",
        "pntxtb",
        "filetbl",
        "revtbl",
        "nonesttables",
        "atnid",
        "atnauthor",
        "atndate",
        "atnref",
        "atntime",
        "atnparent",
        "shpinst",
        "tc",
        "xe",
        "txe",
        "rxe",
        "nextfile",
        "private",
        "template",
        "ffname",
        "ffdeftext",
        "ffhelptext",
        "ffstattext",
        "ffentrymcr",
        "ffexitmcr",
    ]
)
MARGINS = frozenset(["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"])
NOTES = {"footnote": "Footnote", "annotation": "Comment"}
BREAKS = {"par": "\n", "sect": "\n", "page": "\n", "line": "\x0b", "tab": "\t", "nestcell": "\t", "nestrow": "\n"}
SIGNS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-", "-": "",
}  # fmt: skip
UNDEFINED = 25  # ffres: the field shows its default


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group. `into`: where its words go ("" the text, None nowhere)."""

    into: str | None = ""
    hidden: bool = False
    struck: bool = False
    bold: bool = False
    deleted: bool = False
    charset: str = "cp1252"


@dataclass(slots=True)
class _Writing:
    """Paragraphs and tables as they grow. `rows` are those of the table that is under way."""

    blocks: list[Any] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cell: list[Any] = field(default_factory=list)
    row: list[Box] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)
    merges: list[bool | None] = field(default_factory=list)
    in_table: bool = False

    def add(self, text: str, state: _State) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end_paragraph()
            if part:
                self.pieces.append(Piece(part.replace("\x0b", "\n"), state.bold, state.struck))

    def end_paragraph(self) -> None:
        found = paragraph(self.pieces)
        self.pieces = []
        if self.in_table:
            self.cell.append(found)
        else:
            self.end_table()
            self.blocks.append(found)

    def end_cell(self) -> None:
        self.in_table = True
        self.end_paragraph()
        at = len(self.row)
        self.row.append(Box(self.cell, 1, self.merges[at] if at < len(self.merges) else None))
        self.cell = []

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def end_table(self) -> None:
        if self.rows:
            self.blocks.append(table(self.rows))
        self.rows = []

    def finish(self) -> list[Any]:
        """Everything, also what a file that was cut short left open."""
        if self.pieces or self.cell:
            self.end_cell() if self.in_table else self.end_paragraph()
        self.end_row()
        self.end_table()
        return self.blocks


@dataclass(slots=True)
class _Field:
    """A form field under way: a box to tick or a list."""

    kind: int = 0
    result: int = UNDEFINED
    default: int = 0
    entries: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        chosen = self.default if self.result == UNDEFINED else self.result
        if self.kind == 1:
            return TICKED if chosen else UNTICKED
        return self.entries[chosen] if self.kind == 2 and 0 <= chosen < len(self.entries) else ""


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The whole file as one sheet. Raises UnreadableDocument where it is too long."""
    if len(data) > limits.unpacked:
        raise UnreadableDocument("The rich text is too long to be a form.", "too_large")
    reader = _Reader()
    reader.read(data)
    return laid_out(body(reader.text.finish()), limits, [body(reader.margins.finish())], reader.said())


def body_of(data: bytes) -> Any:
    """The file as a Word body. What is broken in it is passed over: the words are wanted."""
    reader = _Reader()
    reader.read(data)
    return body(reader.text.finish())


class _Reader:
    """One pass over the tokens. Groups nest by a stack, so that no depth does harm."""

    def __init__(self) -> None:
        self.text, self.margins = _Writing(), _Writing()
        self.notes: list[tuple[str, list[str]]] = []
        self.fonts: dict[int, str] = {}
        self.font, self.usual = 0, "cp1252"
        self.field: _Field | None = None
        self.state, self.stack = _State(), list[_State]()
        self.optional = False

    def read(self, data: bytes) -> None:
        for token in tokens(data, lambda: self.state.charset):
            match token.kind:
                case "{":
                    self.stack.append(self.state)
                case "}":
                    self._close()
                case "text":
                    self._write(token.text)
                case _:
                    self._control(token)

    def said(self) -> Iterator[str]:
        """Footnotes and comments."""
        for kind, words in self.notes:
            if text := " ".join("".join(words).split()):
                yield f"{kind}: {text}"

    def _close(self) -> None:
        before = self.state
        self.state = self.stack.pop() if self.stack else _State()
        if before.into == "formfield" and self.state.into != "formfield" and self.field:
            shown, self.field = self.field.shown, None
            if not (
                self.state.hidden or self.state.deleted
            ):  # it stands among instructions, which have no words of their own
                self.text.add(shown, self.state)

    def _write(self, text: str) -> None:
        state = self.state
        if state.into is None or state.hidden or state.deleted:
            return
        if state.into == "":
            self.text.add(text, state)
        elif state.into == "margin":
            self.margins.add(text, state)
        elif state.into == "note" and self.notes:
            self.notes[-1][1].append(text)
        elif state.into == "entry" and self.field:
            self.field.entries[-1] += text

    def _control(self, token: Token) -> None:
        name, number = token.text, token.number
        optional, self.optional = self.optional, name == "*"
        if name in BREAKS or name in SIGNS:
            self._write(BREAKS.get(name, SIGNS.get(name, "")))
        elif name in ("v", "strike", "strikedl", "striked", "b", "deleted", "plain", "f"):
            self._look(name, number)
        elif name in ("cell", "row", "trowd", "pard", "intbl", "clvmgf", "clvmrg", "cellx") and self.state.into == "":
            self._table(name)
        elif name in ("fonttbl", "fcharset", "ansicpg", "mac", "pc", "pca"):
            self._charset(name, number)
        elif name in ("formfield", "fftype", "ffres", "ffdefres", "ffl"):
            self._form(name, number)
        else:
            self._destination(name, optional=optional)

    def _look(self, name: str, number: int | None) -> None:
        is_on = number != 0
        if name == "plain":
            self.state = replace(self.state, hidden=False, struck=False, bold=False)
        elif name == "f":
            self.font = number or 0
            if self.state.into != "fonts":
                self.state = replace(self.state, charset=self.fonts.get(self.font, self.usual))
        else:
            self.state = replace(
                self.state,
                hidden=is_on if name == "v" else self.state.hidden,
                bold=is_on if name == "b" else self.state.bold,
                deleted=is_on if name == "deleted" else self.state.deleted,
                struck=is_on if name.startswith("strike") else self.state.struck,
            )

    def _table(self, name: str) -> None:
        writing = self.text
        match name:
            case "trowd":
                writing.merges, writing.in_table = [None], True
            case "clvmgf" | "clvmrg" if writing.merges:
                writing.merges[-1] = name == "clvmrg"
            case "cellx":
                writing.merges.append(None)
            case "intbl":
                writing.in_table = True
            case "pard":
                writing.in_table = False
            case "cell":
                writing.end_cell()
            case "row":
                writing.end_row()

    def _charset(self, name: str, number: int | None) -> None:
        if name == "fonttbl":
            self.state = replace(self.state, into="fonts")
        elif name == "fcharset":
            self.fonts[self.font] = charset_of(number, self.usual)
        else:
            self.usual = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(name) or charset_of(
                None, f"cp{number}"
            )
            self.state = replace(self.state, charset=self.usual)

    def _form(self, name: str, number: int | None) -> None:
        if name == "formfield":
            self.field = _Field()
            self.state = replace(self.state, into="formfield")
        elif self.field and name == "ffl":
            self.field.entries.append("")
            self.state = replace(self.state, into="entry")
        elif self.field:
            setattr(self.field, {"fftype": "kind", "ffres": "result", "ffdefres": "default"}[name], number or 0)

    def _destination(self, name: str, *, optional: bool) -> None:
        into = self.state.into
        if name in NOTES:
            self.notes.append((NOTES[name], []))
            into = "note"
        elif name in MARGINS:
            into = "margin"
        elif name in ("shptxt", "result"):
            into = "" if name == "shptxt" or into == "" else into
        elif name in SILENT or (optional and name != "ud"):
            into = None
        self.state = replace(self.state, into=into)
