"""What the fields of a fillable PDF show, which need not be what they store."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.page import TICKED, UNSURE, Sheet, Word
from extractors.sheets import open_document
from postroom import doubts

Draw = Callable[[Canvas], None]


def _pdf(draw: Draw) -> pypdf.PdfWriter:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 12)
    draw(canvas)
    canvas.save()
    return pypdf.PdfWriter(clone_from=out)


def _sheet(writer: pypdf.PdfWriter) -> Sheet:
    out = io.BytesIO()
    writer.write(out)
    return open_document(out.getvalue(), "application/pdf")[0]


def _words(sheet: Sheet) -> dict[str, Word]:
    return {word.text: word for line in sheet.lines for word in line.words}


def _floats(*numbers: float) -> ArrayObject:
    return ArrayObject(FloatObject(each) for each in numbers)


def _added(writer: pypdf.PdfWriter, annotation: DictionaryObject) -> Sheet:
    writer.add_annotation(0, annotation)
    return _sheet(writer)


def label(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "Surname")


def _field(writer: pypdf.PdfWriter, **more: object) -> Sheet:
    """A text field with changed entries."""
    field = writer.pages[0]["/Annots"][0].get_object()
    for key, value in more.items():
        field[NameObject(f"/{key}")] = value
    return _sheet(writer)


def text_field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(name="born", value="03/04/2015", x=140, y=690, width=120, height=18, borderStyle="solid")
    label(canvas)


def test_what_a_field_shows_counts_and_is_in_doubt_where_it_stores_something_else():
    shown = _words(_field(_pdf(text_field), V=TextStringObject("05/06/2016")))["03/04/2015"]
    assert shown.doubt == doubts.SHOWN_OTHERWISE


def test_a_field_that_stores_what_it_shows_is_in_no_doubt():
    assert _words(_sheet(_pdf(text_field)))["03/04/2015"].doubt is None


def test_a_value_may_be_a_stream():
    stream = DecodedStreamObject()
    stream.set_data("03/04/2015".encode("utf-16"))
    writer = _pdf(text_field)
    assert _words(_field(writer, V=writer._add_object(stream)))["03/04/2015"].typed


def test_fields_that_viewers_draw_anew_show_what_they_store():
    writer = _pdf(text_field)
    writer._root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)
    empty = DecodedStreamObject()
    empty[NameObject("/Subtype")] = NameObject("/Form")
    empty[NameObject("/BBox")] = _floats(0, 0, 120, 18)
    empty.set_data(b"q Q")
    looks = DictionaryObject({NameObject("/N"): writer._add_object(empty)})
    assert _words(_field(writer, AP=looks))["03/04/2015"].doubt is None


@pytest.mark.parametrize(
    ("script", "month_first"),
    [
        ('AFDate_FormatEx("mm/dd/yyyy");', True),
        ("AFDate_FormatEx('dd/mm/yyyy')", False),
        ('event.value = util.printd("m/d/yy", event.value)', True),
        ("AFDate_Format(2)", True),
        ("AFDate_Format(6)", False),
    ],
)
def test_a_field_says_how_it_writes_its_dates(script, month_first):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
    )
    sheet = _field(_pdf(text_field), AA=DictionaryObject({NameObject("/F"): action}))
    assert _words(sheet)["03/04/2015"].month_first is month_first


def choice(canvas: Canvas) -> None:
    canvas.acroForm.choice(
        name="sex", value="M", options=[("Female", "M"), ("Male", "F")], x=140, y=690, width=80, height=18
    )
    label(canvas)


def test_a_choice_is_read_in_the_words_that_it_shows():
    assert {"Female"} <= set(_words(_sheet(_pdf(choice)))) and "M" not in _words(_sheet(_pdf(choice)))


def tick_box(canvas: Canvas) -> None:
    canvas.acroForm.checkbox(name="yes", checked=True, x=60, y=700, size=12)
    canvas.drawString(80, 702, "Yes")


@pytest.mark.parametrize(("stored", "seen"), [("/Yes", TICKED), ("/Off", UNSURE)])
def test_a_box_that_looks_ticked_and_is_stored_otherwise_is_unsure(stored, seen):
    assert _field(_pdf(tick_box), V=NameObject(stored)).text == f"{seen} Yes"
