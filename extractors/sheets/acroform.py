"""Fields of a fillable PDF: what each shows to a person, which need not be what it stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.page import FormValue, Tick, Word
from extractors.sheets.annotations import Annotation
from extractors.sheets.buttons import state_of
from extractors.sheets.content import content_in
from extractors.sheets.fieldtext import format_of, inherited, shown_choice, stored_text
from extractors.sheets.letterwords import words_of
from extractors.sheets.pdfvalues import dictionary, name, text
from extractors.sheets.shownvalue import ShownValue, plain, says, shown_value
from postroom.contact import Box

BUTTON, TEXT, CHOICE = "Btn", "Tx", "Ch"
PUSH, PASSWORD, MULTILINE, COMBO = 1 << 16, 1 << 13, 1 << 12, 1 << 17  # flags of a field (12.7.5)
LINE_HEIGHT = 11.0


def form_values(
    annotations: Iterable[Annotation], printed: Sequence[Word] = (), *, redrawn: bool = False
) -> tuple[FormValue, ...]:
    """Every field that is shown, filled or not. `printed` are the page's own words; `label` is the tooltip that the form's author wrote for it.

    `redrawn`: the file asks viewers to draw its fields anew, so that what it holds of their looks may be old.
    """
    fields = (each for each in annotations if each.kind == "Widget")
    return tuple(value for field in fields if (value := _value(field, printed, redrawn)) is not None)


def _value(field: Annotation, printed: Sequence[Word], redrawn: bool) -> FormValue | None:
    kind, flags = name(inherited(field.data, "FT")), _flags(field)
    label = text(inherited(field.data, "TU")) or None
    if kind == BUTTON and not flags & PUSH:
        state = state_of(field)
        return FormValue(
            _full_name(field), "" if state is False else "on", field.box, "tick", label, unsure=state is None
        )
    if kind not in {TEXT, CHOICE} or flags & PASSWORD:
        return None
    shown = _shown(field, kind, flags, printed, redrawn)
    named = {TEXT: "text", CHOICE: "choice"}[kind]
    order = format_of(field.data)
    doubt = shown.doubt or order.doubt
    return FormValue(
        _full_name(field), shown.text, field.box, named, label, doubt, month_first=order.month_first, words=shown.words
    )


def _shown(field: Annotation, kind: str, flags: int, printed: Sequence[Word], redrawn: bool) -> ShownValue:
    stored = (shown_choice(field.data) if kind == CHOICE else stored_text(field.data)).strip()
    lists_all = kind == CHOICE and not flags & COMBO  # such a field shows all its choices
    look = None if lists_all else field.appearance()
    alone = not any(_centre_in(word.box, field.box) for word in printed)
    if look is None or (alone and says(look.get_data(), stored)):
        return ShownValue(stored)
    layout = field.painted()
    if layout is None:
        return ShownValue(stored)
    painted = tuple(words_of(content_in(layout, field.page.window).letters))
    return shown_value(stored, painted, redrawn=redrawn, may_be_cut=bool(flags & MULTILINE))


def _flags(field: Annotation) -> int:
    flags = inherited(field.data, "Ff")
    return flags if isinstance(flags, int) else 0


def _full_name(field: Annotation) -> str:
    names: list[str] = []
    data = field.data
    for _ in range(8):
        names.append(text(data.get("T")))
        data = dictionary(data.get("Parent"))
    return ".".join(reversed([each for each in names if each]))


def form_ticks(values: Iterable[FormValue]) -> list[Tick]:
    """The tick boxes among the fields."""
    ticks = (each for each in values if each.kind == "tick" and each.box)
    return [Tick(each.box, None if each.unsure else bool(each.value), "form_field") for each in ticks if each.box]


def form_words(values: Iterable[FormValue], printed: Sequence[Word]) -> list[Word]:
    """What was typed, as words at the field's place, unless the page's own text says the same there."""
    return [
        word
        for each in values
        if each.kind != "tick" and each.value and each.box
        for word in _typed(each, each.box, [word for word in printed if _centre_in(word.box, each.box)])
    ]


def _typed(field: FormValue, box: Box, printed: Sequence[Word]) -> Iterator[Word]:
    if printed and plain(field.value) in plain(" ".join(word.text for word in printed)):
        return
    if printed and field.words:
        yield from (_as_typed(word, field) for word in field.words)
        return
    yield from (_as_typed(word, field) for word in laid_out(field.value, box))


def _as_typed(word: Word, field: FormValue) -> Word:
    return Word(word.text, word.box, typed=True, doubt=field.doubt, month_first=field.month_first)


def laid_out(value: str, box: Box) -> Iterator[Word]:
    """A text's words where somebody would have written them into a box."""
    rows = [row for row in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()]
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
