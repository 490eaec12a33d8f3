"""From an outcome to a field: the one place where status and confidence come from.

`certain` needs a place that is sure, a value without doubt, and, on a scan, clear letters and a value that proves itself.
The figures are shares of right values as counted by bench/reliability.py, rounded down because unseen post is harder.
"""

from __future__ import annotations

from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome
from postroom.contact import Field, Method, Status

CLEAR_LETTERS = 0.90
"""An OCR word below this is never believed without a person (shares of 0 to 1, as the OCR gives them)."""

CERTAIN = {Method.TEMPLATE: 0.995, Method.LABEL: 0.99, Method.TEXT: 0.95, Method.OCR: 0.98, Method.DERIVED: 0.985}
CHECK = {Method.TEMPLATE: 0.93, Method.LABEL: 0.93, Method.TEXT: 0.93, Method.OCR: 0.97, Method.DERIVED: 0.93}
ABSENT = 0.95
UNREADABLE = 0.0


def weigh(outcome: Outcome, found: Found, context: ValueContext) -> Field:
    """The field with its evidence, and in `why` the first reason that kept it from being certain."""
    scanned = context.ocr or found.method is Method.OCR
    method = _method(outcome, found, scanned)
    why = outcome.doubt
    if outcome.status is not None:
        confidence = ABSENT if outcome.status is Status.ABSENT else UNREADABLE
        return _field(outcome, found, outcome.status, confidence, method, why)
    why = why or _doubt_of_place(outcome, found, scanned)
    if why is None:
        return _field(outcome, found, Status.CERTAIN, CERTAIN[method], method, None)
    return _field(outcome, found, Status.CHECK, CHECK[method] * _clearness(found) ** 0.5, method, why)


def _method(outcome: Outcome, found: Found, scanned: bool) -> Method:
    if outcome.refers:
        return Method.DERIVED
    return Method.OCR if scanned else found.method


def _doubt_of_place(outcome: Outcome, found: Found, scanned: bool) -> str | None:
    """Why the place, the way of finding or the letters forbid to be certain; None if nothing does."""
    if found.method is Method.TEXT:
        return "found in running text"
    if not found.certain_place:
        return "it is not sure that this is the value of this field"
    if scanned and not outcome.proven:
        return "read from a picture"
    if scanned and _clearness(found) < CLEAR_LETTERS:
        return "the letters of the picture are not clear"
    return None


def _clearness(found: Found) -> float:
    """The least sure word's confidence; 1.0 for a text layer."""
    return min((word.confidence for word in found.words), default=1.0)


def _field(outcome: Outcome, found: Found, status: Status, confidence: float, method: Method, why: str | None) -> Field:
    return Field(
        value=outcome.value if status in (Status.CERTAIN, Status.CHECK) else None,
        status=status,
        confidence=confidence,
        raw=found.text or None,
        document=found.document,
        page=found.page,
        bbox=found.bbox,
        method=method,
        why=why,
    )
