"""Values typed into the fields of a fillable PDF. Many viewers never paint them, so the page's text lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_rect, decode_text

from extractors.page import FormValue, Tick, Word
from postroom.contact import Box

BUTTON, TEXT, CHOICE = "Btn", "Tx", "Ch"
PUSH_OR_RADIO = 1 << 16  # field flag: a push button holds no value
LINE_HEIGHT = 11.0


def form_values(page: Any) -> tuple[FormValue, ...]:
    """Every field of a pdfplumber page, filled or not. `label` is the tooltip that the form's author wrote for it.

    Read from the page's own object: pdfplumber's list of annotations resolves all that they refer to, the pages themselves among it.
    """
    annotations = resolve1(page.page_obj.annots)
    each = [resolve1(annotation) for annotation in annotations] if isinstance(annotations, list) else []
    return tuple(value for data in each if isinstance(data, dict) and (value := _value(page, data)) is not None)


def _value(page: Any, data: dict[str, Any]) -> FormValue | None:
    kind, box = _name(_inherited(data, "FT")), _place(page, resolve1(data.get("Rect")))
    if kind not in {BUTTON, TEXT, CHOICE} or box is None or _flags(data) & PUSH_OR_RADIO:
        return None
    label = _text(_inherited(data, "TU")) or None
    if kind == BUTTON:
        state = _name(resolve1(data.get("AS"))) or _name(_inherited(data, "V"))
        return FormValue(_full_name(data), "" if state in {"", "Off"} else state, box, "tick", label)
    named = {TEXT: "text", CHOICE: "choice"}[kind]
    return FormValue(_full_name(data), _text(_inherited(data, "V")).strip(), box, named, label)


def _flags(data: dict[str, Any]) -> int:
    flags = _inherited(data, "Ff")
    return flags if isinstance(flags, int) else 0


def _place(page: Any, corners: Any) -> Box | None:
    """Where an annotation stands on the page as it is shown. None for a place that is none."""
    numbers = [resolve1(each) for each in corners] if isinstance(corners, list) else []
    if len(numbers) != 4 or not all(isinstance(each, int | float) for each in numbers):
        return None
    x0, y0, x1, y1 = apply_matrix_rect(_standing(page), (numbers[0], numbers[1], numbers[2], numbers[3]))
    left, top, height = page.mediabox[0], page.mediabox[1], page.height
    return x0 + left, height - y1 + top, x1 + left, height - y0 + top


def _standing(page: Any) -> Matrix:
    """What turns the PDF's own coordinates into those of the page as it is shown (PDF 32000-1, 8.3.2.3)."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    turns: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    return turns.get(page.rotation, (1, 0, 0, 1, -x0, -y0))


def _inherited(data: dict[str, Any], key: str) -> Any:
    """A field may leave its type, value and tooltip to the field above it (PDF 32000-1, 12.7.3.2)."""
    for _ in range(8):
        if key in data:
            return resolve1(data[key])
        parent = resolve1(data.get("Parent"))
        if not isinstance(parent, dict):
            return None
        data = parent
    return None


def _full_name(data: dict[str, Any]) -> str:
    names: list[str] = []
    for _ in range(8):
        names.append(_text(resolve1(data.get("T"))))
        parent = resolve1(data.get("Parent"))
        if not isinstance(parent, dict):
            break
        data = parent
    return ".".join(reversed([name for name in names if name]))


def _name(value: Any) -> str:
    return value.name if isinstance(value, PSLiteral) and isinstance(value.name, str) else ""


def _text(value: Any) -> str:
    match value:
        case bytes():
            return decode_text(value)
        case str():
            return value
        case list():
            return ", ".join(_text(resolve1(each)) for each in value)
        case _:
            return ""


def form_ticks(values: Iterable[FormValue]) -> list[Tick]:
    """The tick boxes among the fields."""
    return [Tick(each.box, bool(each.value), "form_field") for each in values if each.kind == "tick" and each.box]


def form_words(values: Iterable[FormValue], printed: Sequence[Word]) -> list[Word]:
    """What was typed, as words at the field's place, unless the page's own text already has words there."""
    return [
        word
        for each in values
        if each.kind != "tick" and each.value and each.box and not any(_centre_in(w.box, each.box) for w in printed)
        for word in _laid_out(each.value, each.box)
    ]


def _laid_out(text: str, box: Box) -> Iterator[Word]:
    rows = [row for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()]
    height = min(LINE_HEIGHT, (box[3] - box[1]) / max(len(rows), 1))
    for number, row in enumerate(rows):
        step = min(5.0, (box[2] - box[0] - 4) / max(len(row), 1))
        top = box[1] + number * height + (0 if len(rows) > 1 else (box[3] - box[1] - height) / 2)
        at = box[0] + 2
        for part in row.split(" "):
            if part:
                yield Word(part, (at, top + 1, at + len(part) * step, top + height - 1), typed=True)
            at += (len(part) + 1) * step


def _centre_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
