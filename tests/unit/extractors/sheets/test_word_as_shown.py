"""What Word shows is what is read: styles, stores, files inside, notes, strict files and files with macros."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.sheets import open_document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _file(*fragments: str, styles: str = "", parts: tuple[tuple[str, str, str, bytes], ...] = ()) -> bytes:
    """A Word file. `parts`: relationship id, kind, content type, bytes."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w', 'r', 'wp')}>{''.join(fragments)}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    for style in parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"):
        document.styles.element.append(style)
    for at, (name, kind, content, blob) in enumerate(parts):
        part = Part(PackURI(f"/word/extra{at}.bin"), content, blob, document.part.package)
        document.part.rels.add_relationship(kind, part, name)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _changed(data: bytes, changes: dict[str, str], only: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in changes.items() if only in name else ():
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part)
    return out.getvalue()


def _run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*runs: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}</w:pPr>{''.join(runs)}</w:p>"


def _words(data: bytes):
    return [word for line in open_document(data, WORD)[0].lines for word in line.words]


def _style(name: str, looks: str, kind: str = "character", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:rPr>{looks}</w:rPr></w:style>'
    )


HIDING = [
    ("", _p(_run("Wrong", "<w:vanish/>"), _run("Right"))),
    (_style("A", "<w:vanish/>"), _p(_run("Wrong", '<w:rStyle w:val="A"/>'), _run("Right"))),
    (
        _style("A", "<w:vanish/>") + _style("B", "<w:i/>", base="A"),
        _p(_run("Wrong", '<w:rStyle w:val="B"/>'), _run("Right")),
    ),
    (_style("P", "<w:vanish/>", "paragraph"), _p(_run("Wrong"), style="P") + _p(_run("Right"))),
    ("", _p(_run("Wrong", '<w:color w:val="FFFFFF"/>'), _run("Right"))),
    ("", _p(_run("Wrong", '<w:sz w:val="2"/>'), _run("Right"))),
    ("", _p(f"<w:del>{_run('Wrong')}</w:del>", f"<w:ins>{_run('Right')}</w:ins>")),
    ("", _p(f"<w:moveFrom>{_run('Wrong')}</w:moveFrom>", f"<w:moveTo>{_run('Right')}</w:moveTo>")),
]
SHOWING = [
    (_style("A", "<w:vanish/>"), _p(_run("Right", '<w:rStyle w:val="A"/><w:vanish w:val="0"/>'))),
    (
        _style("P", "<w:vanish/>", "paragraph") + _style("A", "<w:vanish/>"),
        _p(_run("Right", '<w:rStyle w:val="A"/>'), style="P"),
    ),
    ("", _p(_run("Right", '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>'))),
]


@pytest.mark.parametrize(("styles", "fragment"), HIDING)
def test_what_word_does_not_show_is_not_read(styles, fragment):
    assert [word.text for word in _words(_file(fragment, styles=styles))] == ["Right"]


@pytest.mark.parametrize(("styles", "fragment"), SHOWING)
def test_what_word_shows_is_read(styles, fragment):
    assert [word.text for word in _words(_file(fragment, styles=styles))] == ["Right"]


@pytest.mark.parametrize("looks", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>'])
def test_struck_words_are_marked_within_a_word_too(looks):
    data = _file(_p(_run("Yes/"), _run("No", looks)), styles=_style("Gone", "<w:strike/>"))
    assert [(word.text, word.struck) for word in _words(data)] == [("Yes/", False), ("No", True)]


@pytest.mark.parametrize(
    "kind",
    [
        "ms-word.document.macroEnabled",
        "ms-word.template.macroEnabledTemplate",
        "openxmlformats-officedocument.wordprocessingml.template",
    ],
)
def test_files_with_macros_and_templates_are_read(kind):
    changes = {"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": f"vnd.{kind}.main+xml"}
    assert [word.text for word in _words(_changed(_file(_p(_run("Right"))), changes, "Content_Types"))] == ["Right"]


def test_strict_files_are_read():
    assert [word.text for word in _words(_changed(_file(_p(_run("Right"))), STRICT))] == ["Right"]


def test_a_part_that_is_not_there_does_no_harm():
    extra = '<Relationship Id="rId99" Type="http://x/image" Target="media/NULL"/></Relationships>'
    data = _changed(_file(_p(_run("Right"))), {"</Relationships>": extra}, "word/_rels/document.xml.rels")
    assert [word.text for word in _words(data)] == ["Right"]


CHUNKS = [
    ("text/html", b"<html><body><p>Right</p><p hidden>Wrong</p></body></html>"),
    ("text/html", b"<table><tr><td>Right</td></tr></table>"),
    ("application/rtf", rb"{\rtf1\ansi Right{\v Wrong}\par}"),
    ("text/plain", b"Right"),
    ("message/rfc822", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html><p>Right</p></html>"),
    (WORD, _file(_p(_run("Right"), _run("Wrong", "<w:vanish/>")))),
]


@pytest.mark.parametrize(("content", "blob"), CHUNKS)
def test_files_inside_are_taken_in(content, blob):
    data = _file('<w:altChunk r:id="rIdA"/>', parts=(("rIdA", RELATIONSHIP_TYPE.A_F_CHUNK, content, blob),))
    assert [word.text for word in _words(data)] == ["Right"]


def test_a_file_inside_that_cannot_be_read_is_said():
    data = _file('<w:altChunk r:id="rIdA"/>', parts=(("rIdA", RELATIONSHIP_TYPE.A_F_CHUNK, "x/y", b"\x00\x01" * 99),))
    assert "could not be read" in open_document(data, WORD)[0].text


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_note_is_about_its_row_and_no_part_of_it(kind):
    note = f'<w:{kind}s {nsdecls("w")}><w:{kind} w:id="7">{_p(_run("It is wrong."))}</w:{kind}></w:{kind}s>'.encode()
    sign = f'<w:r><w:{kind}Reference w:id="7"/></w:r>'
    cell = f"<w:tc>{_p(_run('Right'), sign)}</w:tc>"
    parts = (
        (
            "rIdN",
            f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s",
            "application/xml",
            note,
        ),
    )
    data = _file(f"<w:tbl><w:tr>{cell}</w:tr><w:tr><w:tc>{_p(_run('Other'))}</w:tc></w:tr></w:tbl>", parts=parts)
    assert [(word.text, "It is wrong." in word.noted) for word in _words(data)] == [("Right", True), ("Other", False)]
    assert open_document(data, WORD)[0].notes[0].text == f"{kind.capitalize()}: It is wrong."


def _control(properties: str, shown: str) -> str:
    return _p(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{_run(shown)}</w:sdtContent></w:sdt>")


BOUND = '<w:dataBinding w:prefixMappings="xmlns:c=\'http://schemas.openxmlformats.org/package/2006/metadata/core-properties\' xmlns:d=\'http://purl.org/dc/elements/1.1/\'" w:xpath="/c:coreProperties[1]/d:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'


def test_a_bound_control_shows_what_the_store_says():
    stored = "<dc:title>Braithwaite</dc:title>"
    data = _changed(
        _file(_control(f"{BOUND}<w:text/>", "Oldname")), {"<dc:title></dc:title>": stored, "<dc:title/>": stored}
    )
    assert open_document(data, WORD)[0].text == "Braithwaite"


@pytest.mark.parametrize("shown", ["3/14/2015", "14.03.15", "2015-03-14", "14/3/2015"])
def test_a_date_control_is_read_by_the_day_that_it_keeps(shown):
    control = _control('<w:date w:fullDate="2015-03-14T00:00:00Z"><w:dateFormat w:val="M/d/yyyy"/></w:date>', shown)
    assert open_document(_file(control), WORD)[0].text == "14/03/2015"


def test_a_date_control_that_shows_another_day_is_read_as_shown():
    control = _control('<w:date w:fullDate="2015-03-14T00:00:00Z"/>', "15/08/2015")
    assert open_document(_file(control), WORD)[0].text == "15/08/2015"
