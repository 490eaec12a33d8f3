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
from extractors.forms.strays import with_strays
from extractors.forms.tables import rows_in
from extractors.forms.template import FieldRule, Group, Section
from extractors.values import KINDS, ValueContext
from postroom import doubts
from postroom.contact import Contact, Field, Method, Status
from postroom.doubts import Doubt

SAID_BY_TEMPLATE = 0.995  # confidence: as good as a certain value
LIKELY = 0.7  # confidence of a value that a newer one may have replaced

FEWEST_REPEATED = 3  # labels that come twice in one block: it holds two children or people

Found = Iterable[tuple[FieldRule, Value]]


@dataclass(slots=True)
class FormReader:
    """The reading of one report.

    `lacking`: required sections whose headings are not there; `differs`: labels stand under other headings than usual. Both say
    that this is another version of the form. `stale`: kinds of which a newer value may stand where nothing was found.
    """

    segment: Segment
    roll: Roll
    leaves: LeafReader
    draft: Draft = field(default_factory=Draft)
    lacking: tuple[str, ...] = ()
    stale: set[str] = field(default_factory=set)
    differs: bool = False

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
        spans = tuple(with_strays(spans_of(self.roll, self.segment.template), self.segment.template, self.roll))
        self._fixed()
        for span in sorted(spans, key=lambda each: each.section is not None and each.section.each is not None):
            if span.section is not None:
                self._section(span.section, span)
        self._without_stale()
        self.differs = any(span.doubt for span in spans)
        there = {span.section.name for span in spans if span.section and not span.doubt}
        sections = self.segment.template.sections
        self.lacking = tuple(each.name for each in sections if each.required and each.name not in there)
        self.differs = self.differs or bool(self.lacking)
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
            own = list(_doubted(self._fields(section, span), span.doubt))
            for rule, value in own:
                self._own(rule, value)
            self._expect_latest(section, own)
        else:
            for fields in self._somebodies(section, span):
                self._somebody(group, _doubted(fields, span.doubt))

    def _expect_latest(self, section: Section, fields: Found) -> None:
        """A section that may give a newer value (a revised grade), and whose label for it is not there, leaves the older one unsure."""
        expected = {rule.kind for rule in section.fields if rule.latest and rule.kind}
        found = {rule.kind for rule, _ in fields}
        self.stale = (self.stale - found) | (expected - found)

    def _without_stale(self) -> None:
        for kind in self.stale & self.draft.own.keys():
            leaf = self.draft.own[kind]
            if leaf.status is Status.CERTAIN:
                self.draft.own[kind] = leaf.doubted(doubts.NEWER_VALUE, LIKELY)

    def _narrative(self, section: Section, span: Span) -> None:
        text = narrative_of(section, span.pieces, self._labels_of_contact())
        if text is None:
            return
        self._own(FieldRule("reason"), replace(text, label=span.heading))
        for rule, found in _by_pattern(section, text):
            self._own(rule, found)

    def _labels_of_contact(self) -> Labels:
        """Labels of the contact's own fields, of more than one word: in a narrative they are no part of the text."""
        rules = [rule for section in self.segment.template.sections if not section.each for rule in section.fields]
        long = [replace(rule, labels=tuple(label for label in rule.labels if " " in label)) for rule in rules]
        return Labels(long)

    def _somebodies(self, section: Section, span: Span) -> Iterator[Found]:
        """The fields of each child or person of a section: rows of a table, paragraphs, or blocks of labels."""
        if section.table:
            yield from rows_in(section, span.pieces, self.roll)
        elif section.entry:
            for value in entries_of(span.pieces):
                parts = parts_of(section.entry, value) or {"name": replace(value, doubt=doubts.UNUSUAL_PARAGRAPH)}
                yield [(FieldRule(kind), part) for kind, part in parts.items()]
        else:
            for block in self._blocks(section, span):
                yield _doubted(self._fields(section, block), block.doubt)

    def _blocks(self, section: Section, span: Span) -> Iterable[Span]:
        """The span cut where the next child or person begins. Two in one block, with no heading between, are told by their labels."""
        if section.starts:
            hits = hits_in(span.pieces, Labels([FieldRule("start", section.starts)]), self.roll)
            return blocks_of(span, [hit.pieces[0] for hit in hits])
        hits = [hit for hit in hits_in(span.pieces, Labels.of(section), self.roll) if hit.rule.kind]
        again = [hit for hit in hits if hit.rule is hits[0].rule]
        repeated = len(hits) - len({id(hit.rule) for hit in hits})
        if len(again) < 2 or repeated < FEWEST_REPEATED:
            return (span,)
        return blocks_of(replace(span, doubt=doubts.ANOTHER_BEGINS), [hit.pieces[0] for hit in again])

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


def _doubted(fields: Found, doubt: Doubt | None) -> Iterator[tuple[FieldRule, Value]]:
    """The fields, each with this doubt where there is one."""
    for rule, value in fields:
        yield rule, replace(value, doubt=value.doubt or doubt)


def _by_pattern(section: Section, text: Value) -> Iterator[tuple[FieldRule, Value]]:
    for rule in section.fields:
        found = within(rule.within, text) if rule.within else None
        if found:
            yield rule, found
