"""Letters of a page become words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pdfplumber.utils.text import extract_words

from extractors.page import Word
from extractors.sheets.lines import split_marks
from postroom.contact import Box

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
DING_FONTS = re.compile(r"dings", re.IGNORECASE)
FoundWord = dict[str, Any]  # what pdfplumber says of a word


def found_words(letters: Sequence[dict[str, Any]]) -> list[FoundWord]:
    """Words as pdfplumber finds them, each of one font and one colour."""
    attributes = ["fontname", "non_stroking_color"]
    found: list[FoundWord] = extract_words(list(letters), extra_attrs=attributes, x_tolerance_ratio=0.2)
    return found


def words_of(letters: Sequence[dict[str, Any]]) -> list[Word]:
    """Words with tick glyphs set apart."""
    return [part for found in found_words(letters) for part in split_marks(as_word(found))]


def as_word(found: FoundWord) -> Word:
    """A word with its place; a letter of a font of signs is one of its private letters."""
    text = found["text"]
    if DING_FONTS.search(found["fontname"]):
        text = "".join(chr(0xF000 + ord(letter)) if ord(letter) < 256 else letter for letter in text)
    return Word(text, box_of(found), bold=bool(BOLD.search(found["fontname"])))


def box_of(found: FoundWord) -> Box:
    """The box of a letter or word of pdfplumber's."""
    return found["x0"], found["top"], found["x1"], found["bottom"]
