"""What is made of a picture after the recogniser has spoken: blanks that it left out, heights, and print that it passed over."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.forms.wording import contains_wording, same_wording
from extractors.page import Word
from extractors.sheets.letters import evened
from extractors.sheets.ocr import SeenWord, words_of_line
from extractors.sheets.overlooked import overlooked

LINE = np.array([[0, 0], [1000, 0], [1000, 30], [0, 30]], dtype=float)


def part(text: str, left: float, right: float) -> tuple[str, float, list[list[float]]]:
    return text, 0.99, [[left, 0], [right, 0], [right, 30], [left, 30]]


def test_words_that_stand_apart_are_two_though_no_blank_was_written() -> None:
    parts = [part("Surname:", 0, 110), part("ADEYINKA", 125, 240), part("Forename:", 280, 410)]
    seen = list(words_of_line(LINE, "Surname: ADEYINKAForename:", 0.99, parts))
    assert [word.text for word in seen] == ["Surname:", "ADEYINKA", "Forename:"]
    assert [(word.box[0], word.box[2]) for word in seen[1:]] == [(125, 240), (280, 410)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Relationship to pupilMother", ["Relationship", "to", "pupil", "Mother"]),
        ("Age (years)14", ["Age", "(years)", "14"]),
        ("Where pupil lives204B", ["Where", "pupil", "lives", "204B"]),
        ("DOB:09.07.14 Tel:07700", ["DOB:", "09.07.14", "Tel:", "07700"]),
        ("Emaila.benbow@school.example", ["Email", "a.benbow@school.example"]),
        ("MacDonald McKay 10:31 child(ren)", ["MacDonald", "McKay", "10:31", "child(ren)"]),
        ("m.sallowfield1@nhs.example", ["m.sallowfield1@nhs.example"]),
    ],
)
def test_letters_tell_where_a_blank_was_left_out(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of_line(LINE, text, 0.99, [])] == words


def test_lines_of_about_one_height_are_of_one_height_and_a_title_stays_large() -> None:
    boxes = [(0.0, 0.0, 9.0, 8.5), (0.0, 20.0, 9.0, 30.1), (0.0, 40.0, 9.0, 48.5), (0.0, 60.0, 9.0, 75.0)]
    heights = [word.box[3] - word.box[1] for word in evened([Word("ace", box) for box in boxes])]
    assert heights[0] == pytest.approx(heights[1])
    assert heights[3] == 15


def test_lone_digit_that_the_finder_passed_over_is_found_and_dirt_is_not() -> None:
    dark = np.zeros((200, 600), np.uint8)
    dark[100:120, 400:412] = 255
    dark[50:53, 300:303] = 255
    read = [SeenWord("Age", (10, 95, 80, 125), 0.99)]
    (found,) = overlooked(dark, read)
    assert found[0] < 400 < 412 < found[2] + 8


def test_label_with_its_value_is_no_noise_of_the_label() -> None:
    assert same_wording("Age (yeors)", "Age (years)", noisy=True)
    assert not same_wording("Age (years) 7", "Age (years)", noisy=True)


def test_heading_that_stands_in_a_longer_title_is_not_that_title() -> None:
    assert contains_wording("Merlin - child coming to notlce (PAC)", "Merlin - child coming to notice", noisy=True)
    assert not contains_wording("Child 1", "Child coming to notice (PAC)", noisy=True)
    assert not contains_wording("Person", "Missing person (MIS)", noisy=True)
