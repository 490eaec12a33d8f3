"""Word forms: what python-docx leaves out is read, and what is deleted or only a placeholder is not."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.page import TICKED, UNSURE, UNTICKED
from extractors.sheets import Limits, open_document
from postroom.errors import UnreadableDocument

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def _sheet(*fragments: str):
    document = docx.Document()
    wrapped = parse_xml(f"<w:body {nsdecls('w')} {W14}>{''.join(fragments)}</w:body>")
    for element in list(wrapped):
        document.element.body.insert(len(document.element.body) - 1, element)
    out = io.BytesIO()
    document.save(out)
    return open_document(out.getvalue(), WORD)[0]


def _p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def _cell(text: str) -> str:
    return f"<w:tc>{_p(f'<w:r><w:t>{text}</w:t></w:r>')}</w:tc>"


def _row(signs: str) -> str:
    return f"<w:tbl><w:tr>{''.join(_cell(sign.strip()) for sign in signs)}</w:tr></w:tbl>"


@pytest.mark.parametrize("words", ["01.09.2013", "Ana Maria", "9990000018"])
def test_a_table_of_single_letters_is_what_it_spells(words):
    sheet = _sheet(_row(words + "   "))

    assert [line.text for line in sheet.lines] == [words]
    assert not sheet.grids


@pytest.mark.parametrize("signs", ["MF", "☒☐☒☐", "123", "A   "])
def test_a_table_of_few_signs_or_of_boxes_to_tick_stays_a_table(signs):
    assert len(_sheet(_row(signs)).grids) == 1


@pytest.mark.parametrize(
    "fragment",
    [
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Idris</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        _p("<w:sdt><w:sdtContent><w:r><w:t>Idris</w:t></w:r></w:sdtContent></w:sdt>"),
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{_cell('Idris')}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        f"<w:tbl><w:tr><w:sdt><w:sdtContent>{_cell('Idris')}</w:sdtContent></w:sdt></w:tr></w:tbl>",
        _p(
            "<w:sdt><w:sdtContent><w:sdt><w:sdtContent><w:r><w:t>Idris</w:t></w:r></w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        ),
    ],
    ids=["block", "run", "row", "cell", "nested"],
)
def test_content_controls_are_unwrapped_wherever_they_stand(fragment):
    assert _sheet(fragment).text == "Idris"


def test_placeholder_counts_as_nothing():
    shown = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Name?</w:t></w:r></w:sdtContent></w:sdt>"
    )
    sheet = _sheet(
        _p("<w:r><w:t>Name</w:t></w:r>"), _p(shown), _p("<w:r><w:t>Click or tap here to enter text.</w:t></w:r>")
    )
    assert sheet.text == "Name"


@pytest.mark.parametrize(("checked", "glyph", "mark"), [("1", "☒", TICKED), ("0", "☐", UNTICKED), ("1", "☐", UNSURE)])
def test_tick_box_whose_two_states_disagree_is_unsure(checked, glyph, mark):
    box = f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>'
    assert _sheet(_p(box)).text == mark


def test_deleted_text_is_gone_and_inserted_text_is_there():
    changed = "<w:del><w:r><w:delText>Rees</w:delText></w:r></w:del><w:ins><w:r><w:t>Reece</w:t></w:r></w:ins>"
    assert _sheet(_p(changed)).text == "Reece"


def test_struck_words_are_marked():
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>Yes</w:t></w:r><w:r><w:t> No</w:t></w:r>"
    assert [word.struck for word in _sheet(_p(struck)).lines[0].words] == [True, False]


def test_legacy_tick_box_is_read_from_its_field():
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t> Yes</w:t></w:r>'
    assert _sheet(_p(box)).text == f"{TICKED} Yes"


def test_file_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(UnreadableDocument) as refused:
        open_document(out.getvalue(), WORD, Limits(unpacked=10))
    assert refused.value.code == "too_large"


def test_locked_word_file_asks_for_a_password():
    with pytest.raises(UnreadableDocument) as refused:
        open_document(b"\xd0\xcf\x11\xe0" + b"\0" * 600, WORD)
    assert refused.value.code == "password_protected"
