"""Running heads of the whole file that belong to one report: two short reports in one file repeat their first lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.template import Template
from extractors.forms.wording import folded, heading_number
from extractors.page import Line, Sheet

SAME_HEIGHT = 3.0  # points


def with_heads(sheets: Sequence[Sheet], template: Template) -> tuple[Sheet, ...]:
    """The sheets, with those lines of the first page's head back in place that hold labels or headings of the template."""
    first = sheets[0]
    known = {folded(label) for section in template.sections for rule in section.fields for label in rule.labels}
    telling = [line for line in first.margins if _begins_with_label(line, known) or _is_heading(line, template)]
    back = [line for line in first.margins if any(abs(line.box[1] - each.box[1]) < SAME_HEIGHT for each in telling)]
    if not back:
        return tuple(sheets)
    rest = tuple(line for line in first.margins if line not in back)
    return (replace(first, lines=(*back, *first.lines), margins=rest), *sheets[1:])


def _begins_with_label(line: Line, known: set[tuple[str, ...]]) -> bool:
    words = [word.text for word in line.words]
    ends = [number for number, word in enumerate(words, start=1) if word.endswith(":")] or [len(words)]
    return folded(" ".join(words[: ends[0]])) in known


def _is_heading(line: Line, template: Template) -> bool:
    return any(
        heading_number(line.text, heading) is not None for section in template.sections for heading in section.headings
    )
