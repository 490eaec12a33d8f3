"""Values beside the words that they came from, boxes over pages, and the narrative in pieces."""

from typing import Any

from records.queries.contact import DocumentView, PointView
from records.store import Standing as Value
from web.presenters.narrative import narrative_view
from web.presenters.reading import Standing, field_view, open_fields, sections
from web.presenters.sheets import Sheet, TextSheet, cut_out, page_sheets, pieces
from web.presenters.value import shown


def value(path, read="2015-03-04", status="certain", *, settled_by="", now=None, **evidence):
    envelope = {
        "value": read,
        "status": status,
        "raw": "04/03/2015",
        "document": 0,
        "page": 1,
        "bbox": [10, 20, 60, 32],
    }
    return Value(path, read if now is None else now, status, envelope | evidence, settled_by)


def point(path, kind="check_value", reason="the age does not fit"):
    return PointView("01POINT", kind, "A value to check", path, reason, "")


DOB = "children[0].date_of_birth"


def test_a_value_stands_as_it_was_read_until_a_person_says_otherwise():
    assert field_view(DOB, value(DOB), None).standing is Standing.CERTAIN
    assert field_view(DOB, value(DOB, status="check"), point(DOB)).standing is Standing.OPEN
    assert field_view(DOB, value(DOB, status="check", settled_by="tessa"), None).standing is Standing.CONFIRMED
    assert field_view(DOB, value(DOB, settled_by="tessa", now="2014-03-04"), None).standing is Standing.CORRECTED
    assert field_view(DOB, value(DOB, read=None, status="absent"), None).standing is Standing.ABSENT


def test_an_open_value_says_why_as_a_sentence():
    assert field_view(DOB, value(DOB, status="check"), point(DOB)).why == "The age does not fit."


def test_words_on_the_page_are_shown_only_where_they_differ_from_the_value():
    assert field_view(DOB, value(DOB), None).raw_differs
    assert not field_view("children[0].forename", value("children[0].forename", "Amir", raw="AMIR"), None).raw_differs


def test_sections_come_in_the_order_of_the_page_with_what_is_missing():
    values = {
        path: value(path)
        for path in ("referrer.name", "people[0].forename", DOB, "agency_reference", "children[1].sex", "reason")
    }
    found = sections(values, [point("children[1].ethnicity_code", "missing_value")])

    assert [section.title for section in found] == ["The report", "Child 1", "Child 2", "Person 1", "Who sent it"]
    assert [field.path for field in open_fields(found)] == ["children[1].ethnicity_code"]


def document(**changes):
    plain: dict[str, Any] = {
        "position": 0,
        "name": "merlin.pdf",
        "media_type": "application/pdf",
        "role": "primary",
        "template": "",
        "pages": 1,
    }
    return DocumentView(**(plain | {"pictures": (1,), "text": None, "problem": ""} | changes))


def test_a_box_lies_over_the_words_of_its_own_page_only():
    fields = [field_view(DOB, value(DOB), None), field_view("reason", value("reason", page=2), None)]
    (sheet,) = page_sheets([document()], {(0, 1): ("/p", 595.0, 842.0)}, fields)

    assert isinstance(sheet, Sheet)
    assert [(box.anchor, box.x, box.y, box.width, box.height) for box in sheet.boxes] == [
        ("children-0-date_of_birth", 8, 18, 54, 16)
    ]


def test_a_cut_out_stays_on_the_page():
    (sheet,) = page_sheets([document()], {(0, 1): ("/p", 100.0, 40.0)}, [])
    assert isinstance(sheet, Sheet)
    cut = cut_out(field_view(DOB, value(DOB), None), sheet)

    assert cut is not None
    assert cut.view == "0.0 5.0 100.0 35.0"
    assert cut_out(field_view(DOB, value(DOB, bbox=None), None), sheet) is None


def test_words_of_a_text_are_marked_once_each_and_the_longest_first():
    found = list(pieces("Ann Lee and Ann", iter([("full", "Ann Lee"), ("first", "Ann"), ("none", "Bob")])))

    assert [(piece.text, piece.anchor) for piece in found if piece.text] == [
        ("Ann Lee", "full"),
        (" and ", ""),
        ("Ann", "first"),
    ]


def test_a_document_without_pages_is_its_text():
    field = field_view(
        "children[0].forename", value("children[0].forename", "Amir", raw="Amir", page=None, bbox=None), None
    )
    (sheet,) = page_sheets([document(pictures=(), text="Name: Amir")], {}, [field])

    assert isinstance(sheet, TextSheet)
    assert [piece.anchor for piece in sheet.pieces] == ["", "children-0-forename", ""]


def test_phrases_are_marked_where_the_text_still_says_them():
    quote = {"text": "denied harm", "start": 4, "end": 15}
    noticed = {"indicators": [{"code": "3B", "subject": "parent_carer", "polarity": "denied", "quote": quote}]}
    as_read = narrative_view(value("reason", "She denied harm."), noticed)
    corrected = narrative_view(value("reason", "Nobody denied it."), noticed)

    assert as_read is not None
    assert corrected is not None
    assert [(piece.text, piece.mark) for piece in as_read.pieces] == [
        ("She ", ""),
        ("denied harm", "denied"),
        (".", ""),
    ]
    assert [piece.mark for piece in corrected.pieces] == [""]
    assert as_read.indicators[0].name == "Domestic abuse"
    assert narrative_view(None, noticed) is None


def test_values_are_written_as_people_write_them():
    assert shown(DOB, "2015-03-04") == "4 March 2015"
    assert shown("children[0].expected_delivery_date", "2027-02") == "February 2027"
    assert shown("children[0].nhs_number", "9990000018") == "999 000 0018"
    assert shown("incident.start", "2026-11-20T22:15") == "20 November 2026, 22:15"
    assert shown("children[0].is_unborn", True) == "Yes"
    assert shown("children[0].also_known_as", ["Ami", "Amo"]) == "Ami; Amo"
    assert shown("children[0].school", None) == ""
    assert shown(DOB, "not a date") == "not a date"
