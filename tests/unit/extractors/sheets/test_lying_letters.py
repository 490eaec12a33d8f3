"""Fonts whose table of letters says something else than their shapes: the picture of the page is read."""

from __future__ import annotations

import pytest

from extractors.sheets.lettertables import any_lies

ASCII = {ord(sign): sign for sign in "0123456789ABCDEFGHIJKLMabcdefghijklm"}
IN_TURN = dict(enumerate("Dear Ms2Lk,thcild0946", start=1))  # as they were first used


class _Table:
    def __init__(self, table: dict[int, str]) -> None:
        self.cid2unichr = table


class _Font:
    """The part of pdfminer's font that names its letters."""

    def __init__(self, table: dict[int, str]) -> None:
        self.unicode_map = _Table(table)


def _swapped(table: dict[int, str], one: str, other: str) -> dict[int, str]:
    return {code: {one: other, other: one}.get(sign, sign) for code, sign in table.items()}


def _shifted(table: dict[int, str], by: int) -> dict[int, str]:
    return {code + by: sign for code, sign in table.items()}


@pytest.mark.parametrize("signs", ["14", "09", "BD", "ac"])
@pytest.mark.parametrize("by", [0, -29, 300], ids=["own codes", "order of TrueType", "an order of its own"])
def test_letters_out_of_turn_are_noticed(signs, by):
    assert any_lies([_Font(_shifted(_swapped(ASCII, *signs), by))])


@pytest.mark.parametrize("table", [ASCII, _shifted(ASCII, -29), _shifted(ASCII, 300), IN_TURN, {}])
def test_letters_in_an_order_of_their_font_are_believed(table):
    assert not any_lies([_Font(table)])


def test_two_shapes_for_one_figure_are_noticed():
    assert any_lies([_Font({1: "5", 2: "5", 3: "A"})])


def test_figures_that_a_font_keeps_elsewhere_are_no_lie():
    elsewhere = {code + 300: sign for code, sign in ASCII.items() if sign not in "68"} | {1141: "6", 1142: "8"}
    assert not any_lies([_Font(elsewhere)])
