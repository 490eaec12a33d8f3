"""RTF, OpenDocument and HTML become the same sheets as Word: tables are grids, hidden words are gone, struck ones are marked."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.page import TICKED, UNTICKED
from extractors.post.kinds import media_type_of
from extractors.sheets import open_document
from postroom.errors import UnreadableDocument

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
    ]
)  # fmt: skip
STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="S2" style:family="text" style:parent-style-name="S"/>'
)
ROWS = [["Forename", "Ottoline"], ["Surname", "Braithwaite"]]


def _odt(inner: str, manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("META-INF/manifest.xml", manifest)
        body = f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{inner}</office:text></office:body>"
        parts.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")
    return out.getvalue()


def _read(data: bytes):
    return open_document(data, media_type_of(data))[0]


def _tables() -> list[bytes]:
    cells = [[f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row] for row in ROWS]
    rows = [f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells]
    html = "".join(f"<tr><td>{one}</td><td><p>{other}</p></td></tr>" for one, other in ROWS)
    rtf = "".join(f"\\trowd\\cellx1\\cellx2\\pard\\intbl {one}\\cell {other}\\cell\\row" for one, other in ROWS)
    return [
        _odt(f"<table:table>{''.join(rows)}</table:table>"),
        f"<html><table>{html}</table></html>".encode(),
        f"{{\\rtf1\\ansi {rtf}\\pard\\par}}".encode(),
    ]


@pytest.mark.parametrize("data", _tables(), ids=["odt", "html", "rtf"])
def test_tables_are_grids(data):
    (grid,) = _read(data).grids
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in (0, 1)] == ROWS


@pytest.mark.parametrize(
    "data",
    [
        _odt(
            '<text:p><text:span text:style-name="H">Wrong </text:span><text:span text:style-name="S2">Gone</text:span> Right</text:p>'
        ),
        b"<html><p><span style='display:none'>Wrong</span> <s>Gone</s> Right</p></html>",
        b"{\\rtf1\\ansi {\\v Wrong}{\\strike Gone} Right\\par}",
    ],
    ids=["odt", "html", "rtf"],
)
def test_hidden_words_are_gone_and_struck_ones_marked(data):
    words = [(word.text, word.struck) for line in _read(data).lines for word in line.words]
    assert words == [("Gone", True), ("Right", False)]


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Zo\'eb}", "Zo\u00eb"),
        (rb"{\rtf1\ansi\uc1 O\u8217?Neill}", "O\u2019Neill"),
        (rb"{\rtf1\ansi\uc2 \u352??e}", "\u0160e"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}{\f1 \'8a}x}", "\u0160x"),
        (rb"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt Shown}}}", "Shown"),
        (rb"{\rtf1{\*\generator Gone;}{\info{\title Gone}}Shown}", "Shown"),
        (rb"{\rtf1{\pict 0102ff}Shown", "Shown"),
        (rb"{\rtf1 {\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}{\fldrslt}}Yes}", f"{TICKED} Yes"),
        (
            rb"{\rtf1 {\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres25\ffdefres0}}}{\fldrslt}}Yes}",
            f"{UNTICKED} Yes",
        ),
    ],
)
def test_rich_text_is_read_as_it_looks(rtf, text):
    assert _read(rtf).text == text


def test_a_locked_document_is_said_to_be_locked():
    with pytest.raises(UnreadableDocument) as held:
        _read(_odt("<text:p>x</text:p>", "<manifest:encryption-data/>"))
    assert held.value.code == "password_protected"


def test_an_old_word_file_says_what_to_do():
    with pytest.raises(UnreadableDocument) as held:
        open_document(b"\xd0\xcf\x11\xe0", "application/msword")
    assert "save it as .docx" in held.value.reason


@pytest.mark.parametrize(
    "data", [b"{\\rtf1" + b"{" * 20_000, b"<div>" * 20_000 + b"x", b"<table><tr><td>" * 500 + b"x"]
)
def test_depth_does_no_harm(data):
    assert open_document(data + b" words", media_type_of(data)) is not None if data[:1] == b"<" else True
