"""Reads one report with its template: section by section, field by field, each with how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.forms.contacts import Draft, Leaves, add, contact_of
from extractors.forms.evidence import Value, found_in
from extractors.forms.labels import Labels, hits_in
from extractors.forms.passages import entries_of, narrative_of, parts_of, within
from extractors.forms.places import values_in
from extractors.forms.heads import with_heads
from extractors.forms.recognise import Segment
from extractors.forms.roll import Piece, Roll, unroll
from extractors.forms.sections import Span, blocks_of, spans_of
from extractors.forms.tables import rows_in
from extractors.forms.template import FieldRule, Group, Section
from extractors.values import KINDS, ValueContext, interpret
from postroom.contact import Contact, Field, Method, Status

INSTEAD = {  # of a kind that a group lacks
    "people.forenames": "people.forename",
    "people.dob_or_edd": "people.dob_or_age",
}
DATED = ("incident.when", "incident.start", "referrer.date")  # what tells the day of the report


@dataclass(slots=True)
class FormReader:
    """The reading of one report. `notes` says in plain English how each value was found, and what was not."""

    segment: Segment
    roll: Roll
    context: ValueContext
    draft: Draft = field(default_factory=Draft)
    notes: list[str] = field(default_factory=list)
    _for_each_child: Leaves = field(default_factory=dict)

    @classmethod
    def of(cls, segment: Segment) -> FormReader:
        template = segment.template
        context = ValueContext(
            date_order=template.date_order,
            ethnicity_scheme=template.ethnicity_scheme,
            document_type=segment.report.document_type,
        )
        return cls(segment, unroll(with_heads(segment.sheets, template)), context)

    def read(self) -> Contact:
        """The contact that this report is."""
        spans = spans_of(self.roll, self.segment.template)
        self._fixed()
        for span in sorted(spans, key=lambda each: each.section is not None and each.section.each is not None):
            if span.section is not None:
                self._section(span.section, span)
        self._missing(spans)
        for child in self.draft.children:
            add(child, self._for_each_child)
        return contact_of(self.draft)

    def _fixed(self) -> None:
        said = (("document_type", self.segment.report.document_type), *self.segment.template.fixed)
        for path, value in said:
            self.draft.own[path] = Field(
                value, Status.CERTAIN, 0.995, None, method=Method.TEMPLATE, why="says the template"
            )

    def _section(self, section: Section, span: Span) -> None:
        group = self._group(section)
        if section.narrative:
            self._narrative(section, span)
        elif section.table and group:
            for row in rows_in(section, span.pieces, self.roll):
                self._somebody(group, row)
        elif section.entry and group:
            for value in entries_of(section, span.pieces):
                self._entry(group, section, value)
        elif group:
            for block in self._blocks(section, span):
                self._somebody(group, self._with_patterns(section, block))
        else:
            for rule, value in self._with_patterns(section, span):
                self._take(self.draft.own, rule, value)

    def _group(self, section: Section) -> Group | None:
        return self.segment.report.subjects if section.each is Group.SUBJECTS else section.each

    def _blocks(self, section: Section, span: Span) -> Iterable[Span]:
        if not section.starts:
            return (span,)
        starting = FieldRule("start", section.starts)
        hits = hits_in(span.pieces, Labels([starting]), self.roll)
        return blocks_of(span, [hit.pieces[0] for hit in hits])

    def _with_patterns(self, section: Section, span: Span) -> Iterator[tuple[FieldRule, Value]]:
        yield from values_in(section, span.pieces, self.roll)
        text = Value(tuple(span.pieces))
        for rule in section.fields:
            found = within(rule, text) if rule.within else None
            if found:
                yield rule, found

    def _narrative(self, section: Section, span: Span) -> None:
        text = narrative_of(section, span.pieces)
        if text is None:
            return
        self._take(self.draft.own, FieldRule("reason"), replace(text, label=span.heading))
        for rule in section.fields:
            found = within(rule, text) if rule.within else None
            if found:
                self._take(self.draft.own, rule, found)

    def _somebody(self, group: Group, fields: Iterable[tuple[FieldRule, Value]]) -> None:
        leaves: Leaves = {}
        for rule, value in fields:
            if rule.kind and _is_own(rule.kind):
                self._take(self.draft.own, rule, value)
            else:
                self._take(leaves, rule, value, group)
        (self.draft.children if group is Group.CHILDREN else self.draft.people).append(leaves)

    def _entry(self, group: Group, section: Section, value: Value) -> None:
        assert section.entry is not None
        parts = parts_of(section.entry, value)
        if parts is None:
            parts = {"name": replace(value, unsure="this paragraph is not of the usual form")}
        self._somebody(group, ((FieldRule(kind), part) for kind, part in parts.items()))

    def _take(self, leaves: Leaves, rule: FieldRule, value: Value, group: Group | None = None) -> None:
        if rule.parts:
            parts = parts_of(rule.parts, value) or {}
            for kind, part in parts.items():
                self._take(leaves, FieldRule(kind, latest=rule.latest), part, group)
            if parts or rule.kind is None:
                return
        kind = _full_kind(rule.kind or "", group)
        if kind is None:
            return
        found = found_in(self._without_placeholder(value))
        fields = {
            _path(kind, leaf): self._why(each, value) for leaf, each in interpret(kind, found, self.context).items()
        }
        add(self._for_each_child if rule.each_child else leaves, fields, latest=rule.latest)
        self._note(kind, value)
        self._learn_day(kind, fields)

    def _without_placeholder(self, value: Value) -> Value:
        text = " ".join(value.text.split()).casefold()
        blank = any(text == placeholder.casefold() for placeholder in self.segment.template.placeholders)
        return replace(value, pieces=()) if blank else value

    def _why(self, leaf: Field, value: Value) -> Field:
        reasons = [leaf.why or "", value.unsure or "", f"found {value.how}" if value.how else ""]
        return replace(leaf, why="; ".join(reason for reason in reasons if reason) or None)

    def _note(self, kind: str, value: Value) -> None:
        place = (
            f"page {value.pieces[0].page}"
            if value.pieces and value.pieces[0].page
            else "nothing printed"
            if not value.pieces
            else "text"
        )
        self.notes.append(
            f"{kind}: label “{value.label or '-'}”, {value.how or 'found'} ({place})"
            + (f"; unsure: {value.unsure}" if value.unsure else "")
        )

    def _learn_day(self, kind: str, fields: Leaves) -> None:
        start = fields.get("incident.start")
        if kind in DATED and start is not None and isinstance(start.value, str):
            self.context = replace(self.context, reference_date=date.fromisoformat(start.value[:10]))

    def _missing(self, spans: Sequence[Span]) -> None:
        there = {span.section.name for span in spans if span.section}
        for section in self.segment.template.sections:
            if section.name not in there:
                self.notes.append(
                    f"section {section.name}: its heading is not there"
                    + (", and it is required" if section.required else "")
                )


def _is_own(kind: str) -> bool:
    return kind in KINDS


def _full_kind(kind: str, group: Group | None) -> str | None:
    if group is None or kind in KINDS:
        return kind
    full = f"{group.value}.{kind}"
    full = INSTEAD.get(full, full)
    return full if full in KINDS else None


def _path(kind: str, leaf: str) -> str:
    """A leaf's path in its group of leaves: "incident.start", but plain "surname" within a child."""
    prefix = kind.partition(".")[0] if "." in kind else ""
    return f"{prefix}.{leaf}" if prefix in ("incident", "referrer", "consent") and "." not in leaf else leaf
