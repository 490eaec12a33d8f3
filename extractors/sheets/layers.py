"""Layers of a PDF (optional content): which of them are switched off, so that what stands on them is on no screen.

PDF 32000-1, 8.11. A layer may be a group, or a membership that says by which groups it is shown.
"""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1

from extractors.sheets.pdfvalues import dictionary, listed, name

DEEPEST = 8  # expressions inside expressions


class Layers:
    """The layers of one document as they are when it is opened."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        properties = dictionary(catalog.get("OCProperties"))
        usual = dictionary(properties.get("D"))
        self._any = bool(properties)
        self._shown = name(usual.get("BaseState")) != "OFF"
        self._on, self._off = _numbers(usual.get("ON")), _numbers(usual.get("OFF"))

    def is_off(self, layer: Any) -> bool:
        """Whether what belongs to `layer` (a group or a membership, or None for no layer) is hidden."""
        return self._any and layer is not None and not self._is_shown(layer)

    def _is_shown(self, layer: Any) -> bool:
        group = dictionary(layer)
        if name(group.get("Type")) != "OCMD":
            return self._group_is_shown(layer, group)
        expression = resolve1(group.get("VE"))
        return self._holds(expression, DEEPEST) if isinstance(expression, list) else self._is_member_shown(group)

    def _group_is_shown(self, layer: Any, group: dict[str, Any]) -> bool:
        """What the group says of screens counts before the document's list, as in the viewer that draws our pictures."""
        on_screen = name(dictionary(dictionary(group.get("Usage")).get("View")).get("ViewState"))
        if on_screen:
            return on_screen != "OFF"
        number = layer.objid if isinstance(layer, PDFObjRef) else None
        if number in self._off:
            return False
        return True if number in self._on else self._shown

    def _is_member_shown(self, membership: dict[str, Any]) -> bool:
        groups = membership.get("OCGs")
        each = listed(groups) or [groups]
        shown = [self._is_shown(group) for group in each if dictionary(group)]
        if not shown:
            return True
        match name(membership.get("P")):
            case "AllOn":
                return all(shown)
            case "AnyOff":
                return not all(shown)
            case "AllOff":
                return not any(shown)
            case _:
                return any(shown)

    def _holds(self, expression: list[Any], depth: int) -> bool:
        """An expression of And, Or and Not. One that is none shows what it is about: a person sees more rather than less."""
        if not expression or depth == 0:
            return True
        parts = []
        for part in expression[1:]:
            inner = resolve1(part)
            parts.append(self._holds(inner, depth - 1) if isinstance(inner, list) else self._is_shown(part))
        match name(expression[0]):
            case "And":
                return all(parts)
            case "Or":
                return any(parts)
            case "Not":
                return not all(parts)
            case _:
                return True


def _numbers(value: Any) -> set[int]:
    return {each.objid for each in listed(value) if isinstance(each, PDFObjRef)}
