"""What lies on top of a PDF's page, and what of a page no screen shows: read as a person sees it, or said to be in doubt."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from pypdf.annotations import FreeText, Rectangle, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.page import HANDWRITTEN, REDACTED, TICKED, UNSURE, UNTICKED, Sheet, Word
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


def _annotation(kind: str, rect: tuple[float, ...], **more: object) -> DictionaryObject:
    entries = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(f"/{kind}")}
    entries[NameObject("/Rect")] = ArrayObject(FloatObject(each) for each in rect)
    return DictionaryObject(entries | {NameObject(f"/{key}"): value for key, value in more.items()})


def _floats(*numbers: float) -> ArrayObject:
    return ArrayObject(FloatObject(each) for each in numbers)


def _added(writer: pypdf.PdfWriter, annotation: DictionaryObject) -> Sheet:
    writer.add_annotation(0, annotation)
    return _sheet(writer)


def label(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "Surname")


def answers(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "Yes / No")


def boxes(canvas: Canvas) -> None:
    for x, word in ((60, "Yes"), (140, "No")):
        canvas.rect(x, 700, 10, 10)
        canvas.drawString(x + 14, 701, word)


def test_typed_text_is_read_where_it_stands():
    sheet = _added(_pdf(label), FreeText(text="Gill", rect=(140, 695, 240, 715)))
    assert sheet.lines[0].text.startswith("Surname") and _words(sheet)["Gill"].typed


@pytest.mark.parametrize("flags", [2, 32, 34])
def test_what_is_hidden_on_screens_is_not_read(flags):
    hidden = FreeText(text="Gill", rect=(140, 695, 240, 715))
    hidden[NameObject("/F")] = NumberObject(flags)
    assert "Gill" not in _added(_pdf(label), hidden).text


def test_struck_out_words_are_struck_and_marked_ones_are_not():
    place = _floats(58, 712, 82, 712, 58, 697, 82, 697)
    struck = _added(_pdf(answers), _annotation("StrikeOut", (58, 697, 82, 712), QuadPoints=place))
    marked = _added(_pdf(answers), _annotation("Highlight", (58, 697, 82, 712), QuadPoints=place))
    assert [word.text for word in _words(struck).values() if word.struck] == ["Yes"]
    assert not any(word.struck for word in _words(marked).values())


def test_a_line_drawn_through_a_word_strikes_it():
    assert _words(_added(_pdf(answers), _annotation("Line", (58, 700, 82, 708), L=_floats(59, 704, 81, 705))))[
        "Yes"
    ].struck


def _ink(*strokes: tuple[float, ...]) -> DictionaryObject:
    points = [number for stroke in strokes for number in stroke]
    rect = (min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2]))
    return _annotation("Ink", rect, InkList=ArrayObject(_floats(*stroke) for stroke in strokes))


@pytest.mark.parametrize(
    ("strokes", "seen"),
    [
        ([(140, 705, 144, 701, 156, 716)], f"{UNTICKED} Yes {TICKED} No"),
        ([(58, 698, 72, 712), (58, 712, 72, 698)], f"{TICKED} Yes {UNTICKED} No"),
        ([(62, 705, 66, 702, 69, 709), (142, 705, 146, 702, 149, 709)], f"{TICKED} Yes {TICKED} No"),
    ],
    ids=["tick", "cross over the edges", "two ticks in one drawing"],
)
def test_inked_boxes_are_ticked(strokes, seen):
    assert " ".join(line.text for line in _added(_pdf(boxes), _ink(*strokes)).lines) == seen


def test_ink_on_two_boxes_leaves_both_unsure():
    def close(canvas):
        canvas.rect(60, 700, 10, 10)
        canvas.rect(74, 700, 10, 10)

    assert _added(_pdf(close), _ink((62, 704, 82, 706))).text == f"{UNSURE} {UNSURE}"


@pytest.mark.parametrize("kind", ["Circle", "Square"])
def test_a_ring_around_a_choice_chooses_it(kind):
    sheet = _added(_pdf(answers), _annotation(kind, (56, 694, 86, 716)))
    assert sheet.text == f"{TICKED} Yes / No"


def test_a_ring_by_hand_chooses():
    ring = (96, 705, 102, 716, 116, 716, 121, 705, 114, 695, 101, 695, 95, 704)
    assert _added(_pdf(answers), _ink(ring)).text == f"Yes / {TICKED} No"


def test_handwriting_is_there_and_unread():
    sheet = _added(_pdf(label), _ink((150, 700, 160, 712, 170, 700, 190, 711)))
    assert _words(sheet)[HANDWRITTEN].doubt == doubts.HANDWRITTEN


def test_a_note_is_not_lost_and_what_it_is_pinned_to_is_in_doubt():
    writer = _pdf(label)
    writer.add_annotation(0, Text(text="wrong name", rect=(104, 696, 124, 716)))
    sheet = _sheet(writer)
    assert [line.text for line in sheet.lines] == ["Surname", "wrong name"]
    assert _words(sheet)["Surname"].doubt == doubts.PINNED_NOTE
    assert _words(sheet)["wrong"].doubt == doubts.IN_A_NOTE


def test_a_rectangle_that_marks_nothing_says_nothing():
    writer = _pdf(label)
    writer.add_annotation(0, Rectangle(rect=(300, 300, 500, 500)))
    assert _sheet(writer).text == "Surname"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_what_is_cut_off_is_not_read_and_the_rest_stands_where_the_picture_has_it(rotation):
    def draw(canvas):
        canvas.drawString(100, 700, "Shown")
        canvas.drawString(100, 200, "Hidden")

    writer = _pdf(draw)
    writer.pages[0].cropbox = RectangleObject((50, 500, 550, 800))
    writer.pages[0].rotate(rotation)
    sheet = _sheet(writer)
    assert sheet.text == "Shown"
    assert sheet.upright == rotation
    assert (sheet.width, sheet.height) == pytest.approx((500, 300))
    assert sheet.lines[0].box[0] == pytest.approx(50, abs=1)
    assert sheet.lines[0].box[3] == pytest.approx(102, abs=2)


def _layered(writer: pypdf.PdfWriter, configuration: dict[str, object], layer: DictionaryObject | None = None) -> Sheet:
    """The page's contents on a layer, and a shown line after it."""
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Example")})
    )
    member = group
    if layer is not None:
        layer[NameObject("/OCGs")] = ArrayObject([group])
        member = writer._add_object(layer)
    page = writer.pages[0]
    page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/L"): member})
    contents = DecodedStreamObject()
    font = next(iter(page["/Resources"]["/Font"]))
    contents.set_data(
        b"/OC /L BDC "
        + page.get_contents().get_data()
        + b" EMC BT "
        + font.encode()
        + b" 12 Tf 60 600 Td (Shown) Tj ET"
    )
    page[NameObject("/Contents")] = writer._add_object(contents)
    usual = DictionaryObject(
        {NameObject(f"/{key}"): value or ArrayObject([group]) for key, value in configuration.items()}
    )
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): usual}
    )
    return _sheet(writer)


def _membership(policy: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/Type"): NameObject("/OCMD"), NameObject("/P"): NameObject(policy)})


@pytest.mark.parametrize(
    ("configuration", "layer", "shown"),
    [
        ({}, None, True),
        ({"OFF": None}, None, False),
        ({"BaseState": NameObject("/OFF")}, None, False),
        ({"BaseState": NameObject("/OFF"), "ON": None}, None, True),
        ({"OFF": None}, _membership("/AnyOn"), False),
        ({"OFF": None}, _membership("/AllOff"), True),
    ],
    ids=["on", "off", "all off", "all off but this", "member of one off", "shown when off"],
)
def test_layers_are_read_as_they_are_switched(configuration, layer, shown):
    sheet = _layered(_pdf(label), configuration, layer)
    assert ("Surname" in sheet.text, "Shown" in sheet.text) == (shown, True)


def test_bold_by_printing_again_is_read_once():
    def draw(canvas):
        for shift in (0, 0.33, 0.66, 1.0):
            canvas.drawString(60 + shift, 700, "Ottilie will call 9434765919")

    assert _sheet(_pdf(draw)).text == "Ottilie will call 9434765919"


@pytest.mark.parametrize(
    "cross",
    [
        FreeText(text="X", rect=(139, 696, 153, 714)),
        _annotation("Stamp", (138, 698, 152, 712), Name=NameObject("/Check")),
        _annotation("Line", (139, 699, 151, 711), L=_floats(139, 699, 151, 711)),
    ],
    ids=["typed", "stamped", "drawn"],
)
def test_a_cross_on_a_box_ticks_it_whatever_made_it(cross):
    assert " ".join(line.text for line in _added(_pdf(boxes), cross).lines) == f"{UNTICKED} Yes {TICKED} No"


def test_a_tick_larger_than_its_box_is_one():
    def draw(canvas):
        boxes(canvas)
        tick = canvas.beginPath()
        tick.moveTo(138, 704)
        tick.curveTo(140, 701, 142, 697, 144, 698)
        tick.curveTo(148, 706, 150, 710, 154, 714)
        canvas.drawPath(tick)

    assert " ".join(line.text for line in _sheet(_pdf(draw)).lines) == f"{UNTICKED} Yes {TICKED} No"


def test_a_black_shape_laid_on_words_blacks_them_out():
    shape = _annotation("Square", (58, 695, 120, 715), IC=_floats(0, 0, 0))
    assert _added(_pdf(label), shape).text == REDACTED


def test_what_is_marked_to_be_blacked_out_is_in_doubt():
    place = _floats(58, 715, 120, 715, 58, 695, 120, 695)
    sheet = _added(_pdf(label), _annotation("Redact", (58, 695, 120, 715), QuadPoints=place))
    assert _words(sheet)["Surname"].doubt == doubts.TO_BLACK_OUT


def test_print_and_typed_text_in_one_place_are_both_in_doubt():
    sheet = _added(_pdf(label), FreeText(text="Forename", rect=(58, 695, 140, 715), background_color=None))
    assert {word.doubt for word in _words(sheet).values()} == {doubts.ONE_PLACE}


def test_typed_text_is_not_lost_where_the_page_is_read_from_its_picture():
    sheet = _added(_pdf(label), FreeText(text="Gill", rect=(58, 695, 140, 715)))  # it hides all that is printed
    assert sheet.ocr and sheet.text == "Gill"


def test_a_word_that_is_cut_off_is_in_doubt():
    writer = _pdf(label)
    writer.pages[0].cropbox = RectangleObject((0, 0, 90, 842))
    (word,) = _words(_sheet(writer)).values()
    assert word.text != "Surname" and word.doubt == doubts.CUT_OFF
