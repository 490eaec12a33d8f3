"""The review page of one contact: everything that its parts show, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.urls import reverse

from postroom.states import ContactState
from records.queries.contact import ChildView, ContactView, PointView
from records.queries.masks import Mask
from web import codes
from web.leaves import about
from web.presenters.clock import Clock, clock
from web.presenters.match import MatchView, match_view
from web.presenters.narrative import NarrativeView, SuggestionView, narrative_view, suggested_categories, urgent_quotes
from web.presenters.points import PointNotice, notices
from web.presenters.reading import FieldView, Section, blank_child, field_view, sections
from web.presenters.sheets import CutOut, PageSizes, Sheet, TextSheet, cut_out, page_sheets
from web.presenters.sides import pattern_of
from web.presenters.states import CHANGEABLE, DECIDABLE, REOPEN, ROBOT_WORKS, STATES
from web.presenters.value import shown
from web.words import count

WAITS = "Matching has not said yet whether a record of its children is restricted, or could not answer."
WHY_MASKED = {
    Mask.OPEN: "",
    Mask.NOT_MATCHED: WAITS,
    Mask.WITHOUT_NAMES: f"{WAITS} Names, addresses and pages are left out until then.",
    Mask.SHUT: "It, or another report of the same children or event, holds an address that must not be disclosed, or a child's record "
    "that is restricted.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a person asked for and did not get: shown where they asked, with what they had typed."""

    where: str = ""  # category, outcome, because, or a child's ulid
    sentence: str = ""
    posted: Mapping[str, str] = field(default_factory=dict)

    def at(self, where: str) -> str:
        return self.sentence if where == self.where else ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with the match panel of its child."""

    section: Section
    match: MatchView | None

    @property
    def title(self) -> str:
        return self.section.title

    @property
    def subtitle(self) -> str:
        return self.section.name

    @property
    def fields(self) -> tuple[FieldView, ...]:
        return self.section.fields


@dataclass(frozen=True, slots=True)
class DraftView:
    """What stands in the case system for one child."""

    child: str
    words: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One value in which this version differs from the one before it."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class ContactPage:
    """One contact as the page shows it. `why_not` is the sentence that approval would be refused with."""

    view: ContactView
    sizes: PageSizes
    changes_found: tuple[tuple[str, Any, Any], ...]
    opened_until: dt.datetime | None
    why_not: str
    refusal: Refusal = Refusal()
    next_url: str = ""  # of the contact that comes first in the worktray, beside this one

    @property
    def ulid(self) -> str:
        return self.view.ulid

    @property
    def state(self) -> ContactState:
        return self.view.state

    @property
    def grade(self) -> str:
        return self.view.grade

    @property
    def received(self) -> dt.datetime:
        return self.view.received_at

    @property
    def version(self) -> int:
        return self.view.version

    @cached_property
    def clock(self) -> Clock:
        return clock(self.view.due_at)

    @property
    def kind(self) -> str:
        return codes.name_of("document_types", self.view.document_type or "other")

    @property
    def heading(self) -> str:
        if self.is_masked:
            return "A contact that is masked"
        reference = self.view.values.get("agency_reference")
        return str(reference.value) if reference and reference.value else f"{self.kind} without a reference"

    @property
    def url(self) -> str:
        return reverse("contact", kwargs={"ulid": self.ulid})

    def field_url(self, shown_field: FieldView) -> str:
        """Where a value is confirmed and corrected. Its path in the contract is no personal data."""
        return reverse("field", kwargs={"ulid": self.ulid, "path": shown_field.path})

    # --- masking -------------------------------------------------------------------------------------------------
    @property
    def is_masked(self) -> bool:
        return self.view.masked

    @property
    def why_masked(self) -> str:
        return WHY_MASKED[self.view.mask]

    @property
    def was_opened(self) -> bool:
        return self.opened_until is not None

    # --- the reading ---------------------------------------------------------------------------------------------
    @cached_property
    def read(self) -> tuple[Section, ...]:
        found = sections(self.view.values, self.view.points)
        known = {each.position for each in found if each.kind == "children"}
        added = tuple(blank_child(child.position) for child in self.view.children if child.position not in known)
        people = next((place for place, each in enumerate(found) if each.kind not in ("", "children")), len(found))
        return (*found[:people], *added, *found[people:])

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        rows = {child.position: child for child in self.view.children}
        return tuple(
            SectionView(
                each,
                self._match(rows[each.position], each.name)
                if each.kind == "children" and each.position in rows
                else None,
            )
            for each in self.read
        )

    def _match(self, child: ChildView, name: str) -> MatchView:
        url = reverse("match", kwargs={"ulid": self.ulid, "child": child.ulid})
        refused = self.refusal.at(child.ulid)
        posted = self.refusal.posted if refused else None
        view = match_view(child, name, url, may_change=self.may_correct, error=refused, posted=posted)
        return replace(view, pattern=tuple(pattern_of(child.decision, self.view.document_type)))

    @cached_property
    def fields(self) -> tuple[FieldView, ...]:
        return tuple(each for section in self.read for each in section.fields)

    @cached_property
    def reason(self) -> FieldView | None:
        value = self.view.values.get("reason")
        return field_view("reason", value, self._asked("reason")) if value else None

    def _asked(self, path: str) -> PointView | None:
        return next((point for point in self.view.points if point.path == path), None)

    @cached_property
    def narrative(self) -> NarrativeView | None:
        return narrative_view(self.view.values.get("reason"), self.view.narrative)

    @property
    def urgent(self) -> tuple[str, ...]:
        return urgent_quotes(self.view.narrative)

    @cached_property
    def sheets(self) -> tuple[Sheet | TextSheet, ...]:
        placed = (*self.fields, self.reason) if self.reason else self.fields
        return tuple(page_sheets(self.view.documents, self.sizes, placed, self.view.points))

    def cut_out(self, shown_field: FieldView) -> CutOut | None:
        place = (shown_field.document, shown_field.page)
        page = next(
            (each for each in self.sheets if isinstance(each, Sheet) and (each.document, each.number) == place),
            None,
        )
        return cut_out(shown_field, page)

    # --- what is open --------------------------------------------------------------------------------------------
    @property
    def open_count(self) -> int:
        return len(self.view.points)

    @cached_property
    def other_points(self) -> tuple[PointNotice, ...]:
        return tuple(notices(self.view))

    @cached_property
    def first_open(self) -> str:
        """The anchor of the first thing to settle, in the order of the page."""
        for notice in self.other_points:
            return notice.anchor
        for section in self.sections:
            if section.match and section.match.is_open:
                return section.match.anchor
            for each in section.fields:
                if each.is_open:
                    return each.anchor
        return "decide"

    @property
    def stands(self) -> str:
        """Changes whenever a colleague, the robot or a newer version changed something that this page shows."""
        return f"{self.state}-{self.view.edition}-{self.view.superseded_by or ''}"

    @property
    def what_changed(self) -> str:
        """For a page that was drawn before: in what way it is out of date."""
        if self.view.superseded_by:
            return "A newer version of this report came in while you were reading."
        if self.state in CHANGEABLE:
            return "This contact changed while you were reading: a colleague settled something, or the robot went on."
        return f"This contact is settled meanwhile. {self.state_words}"

    # --- the decision --------------------------------------------------------------------------------------------
    @property
    def may_correct(self) -> bool:
        return self.state in CHANGEABLE and not self.is_masked

    @property
    def may_decide(self) -> bool:
        return self.state in DECIDABLE and not self.is_masked

    @property
    def is_decided(self) -> bool:
        return self.state not in DECIDABLE

    @property
    def robot_works(self) -> bool:
        return self.state in ROBOT_WORKS and not self.is_masked

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def reopen_words(self) -> str:
        return REOPEN.get(self.state, "")

    @property
    def suggestions(self) -> tuple[SuggestionView, ...]:
        return suggested_categories(self.view.narrative)

    @property
    def categories(self) -> list[dict[str, str]]:
        return _choices("Choose a category", codes.texts("categories"))

    @property
    def outcomes(self) -> list[dict[str, str]]:
        return _choices("Choose an outcome", codes.texts("outcomes"))

    @property
    def rejections(self) -> list[dict[str, str]]:
        named = [{"value": code, "text": text} for code, text in codes.names("rejections").items()]
        return [{"value": "", "text": "Choose a reason"}, *named]

    @cached_property
    def drafts(self) -> tuple[DraftView, ...]:
        names = {each.position: each.name for each in self.read if each.kind == "children"}
        return tuple(
            _draft(child, names.get(child.position) or f"Child {child.position + 1}")
            for child in self.view.children
            if child.draft_reference
        )

    @property
    def related(self) -> tuple[tuple[str, str], ...]:
        """(address, what it is) of every report that belongs to this one."""
        linked = [(ulid, "Another report of the same incident") for ulid in self.view.same_event]
        linked += [
            (self.view.supersedes, "The version before this one"),
            (self.view.superseded_by, "A newer version of this report"),
        ]
        linked += [(self.view.repeat_of, "The same report, which came first")]
        return tuple((reverse("contact", kwargs={"ulid": ulid}), what) for ulid, what in linked if ulid)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(
            Change(about(path).label, shown(path, old), shown(path, new)) for path, old, new in self.changes_found
        )


def _choices(first: str, texts: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"value": "", "text": first}, *({"value": text, "text": text} for text in texts)]


def _draft(child: ChildView, name: str) -> DraftView:
    same = sum(1 for row in child.read_back if row["same"])
    every = len(child.read_back)
    verified = (
        f"{count(every, 'field')} read back the same" if same == every else f"{every - same} of {every} fields differ"
    )
    return DraftView(name, f"draft {child.draft_reference}, {verified}", child.read_back)
