"""Which template fits which pages: identity, the cut between two reports in one file, and how many labels were found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.forms.roll import Roll, unroll
from extractors.forms.template import Report, Source, Template
from extractors.forms.wording import contains_wording, folded, same_wording
from extractors.page import Sheet
from postroom.errors import SeveralTemplatesFit

BESIDE_TITLE = 4  # words that may stand on the title's line
PAGE_ONE = re.compile(r"\bpage\s*1\s*(?:of|/)\s*\d+|^\s*1\s*(?:of|/)\s*\d+\s*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a template fits, and why (or why not), in plain English."""

    template: Template
    fits: bool
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """The pages of one report, the template that reads them, and what kind of report it is."""

    sheets: tuple[Sheet, ...]
    template: Template
    report: Report
    fits: tuple[Fit, ...] = field(default=())


def words_of(sheets: Sequence[Sheet]) -> str:
    """All that is printed, running heads included."""
    return "\n".join(line.text for sheet in sheets for line in (*sheet.margins, *sheet.lines))


def fit_of(template: Template, sheets: Sequence[Sheet], roll: Roll | None = None) -> Fit:
    """Does this template fit these pages?"""
    problem = _source_problem(template, sheets) or _wording_problem(template, sheets)
    if problem:
        return Fit(template, False, problem)
    found = labels_found(template, roll or unroll(sheets))
    if found < template.identity.labels:
        return Fit(template, False, f"only {found} of its labels are there, and it needs {template.identity.labels}")
    return Fit(template, True, f"its words are there, and {found} of its labels")


def _source_problem(template: Template, sheets: Sequence[Sheet]) -> str | None:
    paged = any(sheet.number is not None for sheet in sheets)
    if template.source is Source.PAGES and not paged:
        return "it reads documents with pages"
    if template.source is Source.WORD and paged:
        return "it reads documents without pages"
    return None


def _wording_problem(template: Template, sheets: Sequence[Sheet]) -> str | None:
    identity = template.identity
    text = words_of(sheets[:1] if identity.first_page_only else sheets)
    noisy = any(sheet.ocr for sheet in sheets)
    for wordings in identity.all:
        if not any(contains_wording(text, wording, noisy=noisy) for wording in wordings):
            return f"“{wordings[0]}” is not there"
    forbidden = next((each for each in identity.none if contains_wording(text, each, noisy=False)), None)
    if forbidden:
        return f"“{forbidden}” is there"
    return None if report_of(template, sheets) else "none of its titles is there"


def labels_found(template: Template, roll: Roll) -> int:
    """How many different labels of the template are printed."""
    text = f" {' '.join(folded(roll.text))} "
    joined = text.replace(" ", "") if roll.noisy else ""
    return sum(
        any(f" {' '.join(folded(label))} " in text or (joined and _in_noise(label, joined)) for label in rule.labels)
        for section in template.sections
        for rule in section.fields
        if rule.labels
    )


def _in_noise(label: str, joined: str) -> bool:
    wanted = "".join(folded(label))
    return len(wanted) > 6 and wanted in joined


def report_of(template: Template, sheets: Sequence[Sheet]) -> Report | None:
    """Which kind of report this is, by the title that stands on it; the first one that is found.

    A title that stands there letter for letter comes before one that the recogniser may have misread.
    """
    for noisy in (False, True):
        for sheet in sheets:
            for report in template.reports:
                if (sheet.ocr or not noisy) and any(_titled(sheet, title, noisy=noisy) for title in report.titles):
                    return report
    return next((report for report in template.reports if not report.titles), None)


def _titled(sheet: Sheet, title: str, *, noisy: bool) -> bool:
    """Does this title stand on the page, on a line of its own or with little beside it?"""
    longest = len(folded(title)) + BESIDE_TITLE
    short = [line.text for line in (*sheet.margins, *sheet.lines) if len(line.words) <= longest]
    return any(
        same_wording(text, title, noisy=noisy) or _begins_or_ends_with(text, title, noisy=noisy) for text in short
    )


def _begins_or_ends_with(text: str, title: str, *, noisy: bool) -> bool:
    words, wanted = folded(text), folded(title)
    if not wanted or not text.strip()[:1].isupper():
        return False
    if words[: len(wanted)] == wanted or words[-len(wanted) :] == wanted:
        return True
    return noisy and contains_wording(text, title, noisy=True)


def segments_of(sheets: Sequence[Sheet], templates: Sequence[Template]) -> tuple[list[Segment], tuple[Fit, ...]]:
    """The reports in a document, each with its template, and why the other templates do not fit.

    Raises SeveralTemplatesFit where two templates claim the same pages.
    """
    segments: list[Segment] = []
    fits: list[Fit] = []
    for group in _groups(sheets, templates):
        tried = tuple(fit_of(template, group) for template in templates)
        fits += tried
        fitting = [fit.template for fit in tried if fit.fits]
        if len(fitting) > 1:
            raise SeveralTemplatesFit(tuple(template.full_name for template in fitting))
        report = report_of(fitting[0], group) if fitting else None
        if fitting and report:
            segments.append(Segment(tuple(group), fitting[0], report, tried))
    return segments, tuple(fits)


def _groups(sheets: Sequence[Sheet], templates: Sequence[Template]) -> Iterator[list[Sheet]]:
    """Pages cut apart where a page begins another report: a title of a template, and "page 1 of" or another reference; or another form."""
    group: list[Sheet] = []
    for at, sheet in enumerate(sheets):
        again = group and any(_begins_report(sheet, group, template) for template in templates)
        if again or (group and _begins_another_form(sheets[at:], group, templates)):
            yield group
            group = []
        group.append(sheet)
    if group:
        yield group


def _begins_report(sheet: Sheet, group: Sequence[Sheet], template: Template) -> bool:
    if not _has_title(sheet, template):
        return False
    if PAGE_ONE.search(words_of([sheet])):
        return True
    here, before = _references([sheet], template), _references(group, template)
    return bool(here) and bool(before) and here[0] != before[0]


def _begins_another_form(rest: Sequence[Sheet], group: Sequence[Sheet], templates: Sequence[Template]) -> bool:
    """Whether the pages from here on are a form, by their title and all its words, that the pages before are not, and these another."""
    titled = [template for template in templates if _has_title(rest[0], template)]
    here = {template.full_name for template in titled if fit_of(template, rest).fits}
    before = {template.full_name for template in templates if fit_of(template, group).fits} if here else set()
    return bool(before) and not here & before


def _has_title(sheet: Sheet, template: Template) -> bool:
    return any(_titled(sheet, title, noisy=sheet.ocr) for report in template.reports for title in report.titles)


def _references(sheets: Sequence[Sheet], template: Template) -> list[str]:
    if template.reference is None:
        return []
    text = words_of(sheets)
    return ["".join(match[0].split()).upper() for match in template.reference.finditer(text)]
