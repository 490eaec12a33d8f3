"""What is struck out, written by hand or in the form's own order of dates."""

from __future__ import annotations

import pytest

from extractors.page import HANDWRITTEN, Word
from extractors.values import Found, Option, ValueContext, interpret
from postroom.contact import Status

PLACE = (0.0, 0.0, 10.0, 10.0)


def _found(*words: Word, options: tuple[Option, ...] = ()) -> Found:
    return Found(" ".join(word.text for word in words), words, 1, PLACE, options=options)


def _left(*words: Word) -> Found:
    return _found(*words, options=tuple(Option(word.text, not word.struck) for word in words))


def _word(text: str, *, struck: bool = False, month_first: bool = False) -> Word:
    return Word(text, PLACE, struck=struck, month_first=month_first)


def test_what_is_left_of_a_name_is_for_checking():
    leaf = interpret("children.surname", _left(_word("Gill", struck=True), _word("Lark")), ValueContext())["surname"]
    assert (leaf.value, leaf.status) == ("Lark", Status.CHECK)


def test_what_is_left_of_a_choice_is_the_choice():
    leaf = interpret("children.sex", _left(_word("Male", struck=True), _word("Female")), ValueContext())["sex"]
    assert (leaf.value, leaf.status) == ("F", Status.CERTAIN)


@pytest.mark.parametrize("words", [(_word("14/03/2015", struck=True),), (_word(HANDWRITTEN),)])
def test_what_is_all_struck_out_or_written_by_hand_is_unreadable(words):
    leaf = interpret("children.date_of_birth", _found(*words), ValueContext())["date_of_birth"]
    assert (leaf.value, leaf.status) == (None, Status.UNREADABLE)


def test_a_narrative_with_struck_words_is_not_lost():
    words = (_word("Bruises"), _word("twice", struck=True), _word("on both arms since Monday."))
    leaf = interpret("reason", _left(*words), ValueContext())["reason"]
    assert (leaf.value, leaf.status) == ("Bruises twice on both arms since Monday.", Status.CHECK)


def test_a_field_that_writes_the_month_first_is_read_so():
    found = _found(_word("03/04/2015", month_first=True))
    assert interpret("children.date_of_birth", found, ValueContext())["date_of_birth"].value == "2015-03-04"
