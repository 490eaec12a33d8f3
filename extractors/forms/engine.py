"""Reads one report with its template: section by section, block by block, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.forms.contacts import Draft, Leaves, contact_of
from extractors.forms.evidence import Value
from extractors.forms.heads import with_heads
from extractors.forms.labels import Labels, hits_in
from extractors.forms.leaves import LeafReader
from extractors.forms.passages import entries_of, narrative_of, parts_of, within
from extractors.forms.places import values_in
from extractors.forms.recognise import Segment
from extractors.forms.roll import Roll, unroll
from extractors.forms.sections import Span, blocks_of, spans_of
from extractors.forms.tables import rows_in
from extractors.forms.template import FieldRule, Group, Section
from extractors.values import KINDS, ValueContext
from postroom.contact import Contact, Field, Method, Status

SAID_BY_TEMPLATE = 0.995  # confidence: as good as a certain value

Found = Iterable[tuple[FieldRule, Value]]


@dataclass(slots=True)
class FormReader:
    """The reading of one report. `lacking`: required sections whose headings are not there, so another version of the form."""

    segment: Segment
    roll: Roll
    leaves: LeafReader
    draft: Draft = field(default_factory=Draft)
    lacking: tuple[str, ...] = ()

    @classmethod
    def of(cls, segment: Segment) -> FormReader:
        """A reader for the pages of this report."""
        template = segment.template
        context = ValueContext(
            date_order=template.date_order,
            ethnicity_scheme=template.ethnicity_scheme,
            document_type=segment.report.document_type,
        )
        roll = unroll(with_heads(segment.sheets, template))
        return cls(segment, roll, LeafReader(context, template.placeholders))

    def read(self) -> Contact:
        """The contact that this report is. The contact's own fields come first: the day of the incident dates the others."""
        spans = spans_of(self.roll, self.segment.template)
        self._fixed()
        for span in sorted(spans, key=lambda each: each.section is not None and each.section.each is not None):
            if span.section is not None:
                self._section(span.section, span)
        there = {span.section.name for span in spans if span.section}
        sections = self.segment.template.sections
        self.lacking = tuple(each.name for each in sections if each.required and each.name not in there)
        return contact_of(self.draft)

    @property
    def notes(self) -> tuple[str, ...]:
        """How each value was found, and what was not there, in plain English."""
        missing = tuple(
            f"The heading of the section “{name}” is not there, and it is required." for name in self.lacking
        )
        return (*self.leaves.notes, *missing)

    def _fixed(self) -> None:
        for path, value in (("document_type", self.segment.report.document_type), *self.segment.template.fixed):
            why = "the template says so"
            self.draft.own[path] = Field(value, Status.CERTAIN, SAID_BY_TEMPLATE, method=Method.TEMPLATE, why=why)

    def _section(self, section: Section, span: Span) -> None:
        group = self.segment.report.subjects if section.each is Group.SUBJECTS else section.each
        if section.narrative:
            self._narrative(section, span)
        elif group is None:
            for rule, value in self._fields(section, span):
                self._own(rule, value)
        else:
            for fields in self._somebodies(section, span):
                self._somebody(group, fields)

    def _narrative(self, section: Section, span: Span) -> None:
        text = narrative_of(section, span.pieces)
        if text is None:
            return
        self._own(FieldRule("reason"), replace(text, label=span.heading))
        for rule, found in _by_pattern(section, text):
            self._own(rule, found)

    def _somebodies(self, section: Section, span: Span) -> Iterator[Found]:
        """The fields of each child or person of a section: rows of a table, paragraphs, or blocks of labels."""
        if section.table:
            yield from rows_in(section, span.pieces, self.roll)
        elif section.entry:
            for value in entries_of(section, span.pieces):
                parts = parts_of(section.entry, value) or {
                    "name": replace(value, unsure="not a paragraph of the usual form")
                }
                yield [(FieldRule(kind), part) for kind, part in parts.items()]
        else:
            for block in self._blocks(section, span):
                yield self._fields(section, block)

    def _blocks(self, section: Section, span: Span) -> Iterable[Span]:
        if not section.starts:
            return (span,)
        hits = hits_in(span.pieces, Labels([FieldRule("start", section.starts)]), self.roll)
        return blocks_of(span, [hit.pieces[0] for hit in hits])

    def _fields(self, section: Section, span: Span) -> Iterator[tuple[FieldRule, Value]]:
        yield from values_in(section, span.pieces, self.roll)
        yield from _by_pattern(section, Value(tuple(span.pieces)))

    def _somebody(self, group: Group, fields: Found) -> None:
        leaves: Leaves = {}
        for rule, value in fields:
            if rule.kind in KINDS:
                self._own(rule, value)
            else:
                self.leaves.take(leaves, rule, value, group)
        (self.draft.children if group is Group.CHILDREN else self.draft.people).append(leaves)

    def _own(self, rule: FieldRule, value: Value) -> None:
        """A field of the contact itself, or one that is said once for every child."""
        self.leaves.take(self.draft.each_child if rule.each_child else self.draft.own, rule, value)


def _by_pattern(section: Section, text: Value) -> Iterator[tuple[FieldRule, Value]]:
    for rule in section.fields:
        found = within(rule.within, text) if rule.within else None
        if found:
            yield rule, found
