"""Limits inside a document: pages that time does not reach, marks that no form has."""

from __future__ import annotations

import time

from extractors.sheets.marks import MOST_SQUARES, Drawing, is_overdrawn
from extractors.sheets.progress import Watch


def _work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_page_that_no_longer_fits_is_not_begun():
    heard: list[str] = []
    watch = Watch(0.2, lambda: heard.append("page"))
    assert watch.begin()
    _work(0.15)
    assert not watch.begin()
    assert heard == ["page"]


def test_first_page_is_begun_however_little_time_there_is():
    assert Watch(0.0, lambda: None).begin()


def test_time_that_the_machine_gave_to_others_is_not_counted():
    watch = Watch(0.2, lambda: None)
    assert watch.begin()
    time.sleep(0.25)  # by the clock its time is over; it has hardly worked
    assert watch.begin()


def test_form_with_many_boxes_is_not_overdrawn_and_a_pattern_is():
    square = Drawing((0, 0, 9, 9), filled=False, brightness=0.0, curved=False)
    assert not is_overdrawn([square] * 300)
    assert is_overdrawn([square] * (MOST_SQUARES + 1))
