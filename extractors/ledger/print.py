"""What the form prints: labels, headings, choices and guidance, by the words of the template and of the lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from extractors.forms.template import Template
from extractors.forms.wording import IN_BRACKETS, folded, heading_number
from extractors.general.terms import Owner
from extractors.general.vocabulary import Vocabulary
from extractors.page import REDACTED, TICKED, UNSURE, UNTICKED
from extractors.values.vocabulary import words

MARKS = str.maketrans("", "", TICKED + UNTICKED + UNSURE + REDACTED)


class Print:
    """The words of the forms that were met."""

    def __init__(self, vocabulary: Vocabulary, templates: Iterable[Template] = ()) -> None:
        self._vocabulary = vocabulary
        self._templates = tuple(templates)

    @cached_property
    def _wordings(self) -> frozenset[tuple[str, ...]]:
        return frozenset(folded(text) for template in self._templates for text in _printed_by(template))

    @cached_property
    def _ignored(self) -> frozenset[tuple[str, ...]]:
        return frozenset(
            folded(text)
            for template in self._templates
            for section in template.sections
            for text in section.other_labels
        )

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(
            text for template in self._templates for section in template.sections for text in section.headings
        )

    @cached_property
    def _unread_headings(self) -> frozenset[str]:
        return frozenset(text for template in self._templates for text in template.other_headings)

    @cached_property
    def _beginnings(self) -> tuple[tuple[str, ...], ...]:
        return tuple(folded(text) for template in self._templates for text in template.furniture)

    @cached_property
    def _furniture(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words("furniture")["printed"])

    def is_label(self, text: str) -> bool:
        """A label, heading, choice or title, as the template or the list of labels has it."""
        bare = text.translate(MARKS).strip(" :;/|-–*.")
        if not any(letter.isalpha() for letter in bare):
            return not any(letter.isdigit() for letter in bare)
        if {folded(bare), folded(IN_BRACKETS.sub("", bare))} & self._wordings:
            return True
        known = self._vocabulary
        return bool(
            known.label(bare) or known.heading(bare) or known.document(bare) or known.is_answer(bare)
            or known.is_relation(bare) or known.is_nobody(bare) or (text.rstrip()[-1:] in ("?", ":") and known.phrasing.asks_for(bare))
        )  # fmt: skip

    def is_asked_by_nobody(self, text: str) -> bool:
        """A label whose value no case system wants: the words beside it are accounted for."""
        bare = text.strip(" :;")
        label = self._vocabulary.label(bare)
        return folded(bare) in self._ignored or (label is not None and label.field == "ignored")

    def is_furniture(self, text: str) -> bool:
        """Guidance and what stands on every form."""
        bare = text.translate(MARKS).strip()
        told = folded(bare)
        if any(told[: len(beginning)] == beginning for beginning in self._beginnings):
            return True
        return any(pattern.search(bare) for pattern in self._furniture)

    def begins_part(self, text: str) -> bool | None:
        """True for the heading of a part that nobody reads, False for any other heading, None for no heading.

        What the templates and the list of labels keep out is accounted for; what they do not know is not.
        """
        if _headed(text, self._unread_headings):
            return True
        if _headed(text, self._headings):
            return False
        heading = None if self._templates else self._vocabulary.heading(text.strip(" :"))
        return None if heading is None else heading.owner is Owner.OTHER

    def leading_label(self, text: str) -> str:
        """The label that begins the text up to a colon or question mark; empty where there is none."""
        ends = [at + 1 for at, letter in enumerate(text) if letter in ":?"]
        return next((text[:end] for end in reversed(ends) if self.is_label(text[:end])), "")


def _headed(text: str, headings: Iterable[str]) -> bool:
    bare = text.strip(" :")
    return any(heading_number(bare, heading) is not None for heading in headings)


def _printed_by(template: Template) -> Iterable[str]:
    yield from template.other_headings
    yield from template.placeholders
    for report in template.reports:
        yield from report.titles
    for section in template.sections:
        yield from (*section.headings, *section.other_labels, *section.starts)
        for rule in section.fields:
            yield from rule.labels
