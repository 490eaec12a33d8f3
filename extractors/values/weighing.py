"""From an outcome to a field: the one place where status and confidence come from.

`certain` needs a place that is sure, a value without doubt, and, on a scan, clear letters and a value that proves itself.
The figures are shares of right values as counted by bench/reliability.py, rounded down because unseen post is harder.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome
from postroom import doubts
from postroom.contact import Field, Method, Status
from postroom.doubts import Doubt

CLEAR_LETTERS = 0.90
"""An OCR word below this is never believed without a person (shares of 0 to 1, as the OCR gives them)."""

CERTAIN = {Method.TEMPLATE: 0.995, Method.LABEL: 0.99, Method.TEXT: 0.95, Method.OCR: 0.98, Method.DERIVED: 0.985}
CHECK = {Method.TEMPLATE: 0.93, Method.LABEL: 0.93, Method.TEXT: 0.93, Method.OCR: 0.97, Method.DERIVED: 0.93}
ABSENT = 0.95
UNREADABLE = 0.0


def weigh(outcome: Outcome, found: Found, context: ValueContext) -> Field:
    """The field with its evidence, and with every reason that keeps it from being certain."""
    scanned = context.ocr or found.method is Method.OCR
    method = _method(outcome, found, scanned)
    if outcome.status is not None:
        confidence = ABSENT if outcome.status is Status.ABSENT else UNREADABLE
        return _field(outcome, found, outcome.status, confidence, method)
    reasons = (*((outcome.doubt,) if outcome.doubt else ()), *_doubts_of_place(outcome, found, scanned))
    if not reasons:
        return _field(outcome, found, Status.CERTAIN, CERTAIN[method], method)
    return _field(outcome, found, Status.CHECK, CHECK[method] * _clearness(found) ** 0.5, method, reasons)


def _method(outcome: Outcome, found: Found, scanned: bool) -> Method:
    if outcome.refers:
        return Method.DERIVED
    return Method.OCR if scanned else found.method


def _doubts_of_place(outcome: Outcome, found: Found, scanned: bool) -> Iterator[Doubt]:
    """Why the place, the way of finding or the letters forbid to be certain; none if nothing does."""
    if found.method is Method.TEXT:
        yield doubts.RUNNING_TEXT
    yield from found.doubts
    yield from dict.fromkeys(word.doubt for word in found.words if word.doubt)
    if found.notes:
        yield doubts.NOTED.about(words=found.notes)
    if scanned and not outcome.proven:
        yield doubts.PICTURE
    elif scanned and _clearness(found) < CLEAR_LETTERS:
        yield doubts.UNCLEAR_LETTERS


def _clearness(found: Found) -> float:
    """The least sure word's confidence; 1.0 for a text layer."""
    return min((word.confidence for word in found.words), default=1.0)


def _field(
    outcome: Outcome,
    found: Found,
    status: Status,
    confidence: float,
    method: Method,
    reasons: tuple[Doubt, ...] = (),
) -> Field:
    return Field(
        value=outcome.value if status in (Status.CERTAIN, Status.CHECK) else None,
        status=status,
        confidence=confidence,
        raw=" ".join(filter(None, (found.text, found.notes))) or None,
        document=found.document,
        page=found.page,
        bbox=found.bbox,
        method=method,
        why=outcome.note,
        doubts=reasons,
        label=found.label_seen,
    )
