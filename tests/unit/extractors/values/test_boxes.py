"""Which words a tick box belongs to: told by the row, by its words, by the form's other rows, or by nobody."""

import pytest

from extractors.page import Line, Sheet, Word
from extractors.sheets.text import sheets_of_text
from extractors.values import Found, ValueContext, interpret
from extractors.values.boxes import options_of, with_sides
from postroom.contact import Status


def _ticked(rows: str, at: int = 0) -> list[str] | None:
    """What is ticked on one row of a form; None where nobody can tell."""
    line: Line = with_sides(sheets_of_text(rows))[0].lines[at]
    options = options_of(line.words)
    return None if any(option.ticked is None for option in options) else [o.text for o in options if o.ticked]


@pytest.mark.parametrize(
    ("row", "ticked"),
    [
        ("[ ] Yes [X] No", ["No"]),
        ("Yes [ ] No [X]", ["No"]),
        ("\u2610Yes \u2611No", ["No"]),
        ("Yes\u2610 No\u2612", ["No"]),
        ("\u2611\ufe0f Yes \u2b1c No".replace("\u2b1c", "\u2610"), ["Yes"]),
        ("Consent given? [ ] Yes [X] No", ["No"]),
        ("Male [X] Female [ ] Unknown [ ]", ["Male"]),
        ("[X] Male [ ] Female [ ] Unknown", ["Male"]),
        ("Is there consent [X] Yes [ ] No", ["Yes"]),
        ("Yes [X] No [ ] If no, say why", ["Yes"]),
        ("Yes [X] No", None),
        ("Asian [X] Black [ ] White", None),
    ],
)
def test_a_row_by_itself(row, ticked):
    assert _ticked(row) == ticked


def test_the_forms_other_rows_tell():
    assert _ticked("Asian [X] Black [ ] White\n[ ] Yes [X] No") == ["Black"]
    assert _ticked("Asian [X] Black [ ] White\nYes [ ] No [X]") == ["Asian"]


def test_rows_that_disagree_tell_nothing():
    assert _ticked("Asian [X] Black [ ] White\nYes [ ] No [X]\n[ ] Yes [X] No") is None


@pytest.mark.parametrize(
    ("row", "ticked"),
    [("Yes [ ] No \u2612", ["No"]), ("[ ] Yes [ x ] No", ["No"]), ("Yes [ \u2612 ] No [ ]", ["Yes"])],
)
def test_brackets_that_a_reader_parted_are_one_box(row, ticked):
    words = tuple(Word(text, (at * 10.0, 0, at * 10.0 + 8, 9)) for at, text in enumerate(row.split(" ")))
    sheet = Sheet(1, 500, 800, (Line(words, (0, 0, 100, 9)),))

    assert [each.text for each in options_of(with_sides([sheet])[0].lines[0].words) if each.ticked] == ticked


def test_what_nobody_can_tell_is_unreadable():
    line = sheets_of_text("Yes [X] No")[0].lines[0]
    found = Found(line.text, line.words, options=options_of(line.words))
    leaf = interpret("consent.consent_to_share", found, ValueContext())["consent_to_share"]
    assert leaf.status is Status.UNREADABLE
