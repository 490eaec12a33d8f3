"""Whether a box or a radio button of a fillable PDF is ticked, as it is shown (PDF 32000-1, 12.7.4.2)."""

from __future__ import annotations

from pdfminer.pdftypes import resolve1

from extractors.sheets.annotations import Annotation
from extractors.sheets.fieldtext import inherited
from extractors.sheets.pdfvalues import dictionary, name, text

OFF = {"", "Off"}


def state_of(button: Annotation) -> bool | None:
    """True for a tick. None where the look and the stored value contradict each other, or nothing says how it looks."""
    looks = resolve1(dictionary(button.data.get("AP")).get("N"))
    stored, state = _stored(button), name(button.data.get("AS"))
    if not isinstance(looks, dict):
        return _undrawn(button, stored, state)
    on = {str(each) for each in looks} - OFF
    shown = state or (stored if stored in on else "Off")
    if shown not in on:
        return None if shown not in OFF or stored in on else False
    return True if stored in {"", shown} else None


def _undrawn(button: Annotation, stored: str, state: str) -> bool | None:
    """Viewers that draw it by themselves go by its state. One of several radio buttons cannot be told by their common value."""
    if state:
        return state not in OFF
    if stored in OFF:
        return False
    return None if "Parent" in button.data and "V" not in button.data else True


def _stored(button: Annotation) -> str:
    value = inherited(button.data, "V")
    return name(value) or text(value)
