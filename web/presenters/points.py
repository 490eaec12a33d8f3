"""Open points that are neither a value nor a child: what happened, what to do, and the button that says it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from records.queries.contact import ContactView, PointView
from records.unread import place_in
from web import words
from web.leaves import is_known

ACTS = {
    "same_event": "I have looked at both",
    "new_version": "I have looked at what changed",
    "withdraw_draft": "I have deleted that draft",
    "technical": "I have seen it",
    "no_child": "Add a child",
    "robot_stopped": "Let the robot try again",
    "unread_words": "I have looked at them",
}


@dataclass(frozen=True, slots=True)
class PointNotice:
    """One notice above the values."""

    ulid: str
    kind: str
    title: str
    reason: str
    act: str
    url: str
    link: str
    link_text: str

    @property
    def anchor(self) -> str:
        return anchor_of(self)

    @property
    def may_settle(self) -> bool:
        return bool(self.act)


def anchor_of(point: PointNotice | PointView) -> str:
    """Where the point is on the page; with `box-` before it, where its words are on the picture."""
    return f"point-{point.ulid}"


def notices(contact: ContactView) -> Iterator[PointNotice]:
    """Points with a place in the page are left out: a value is asked for at the value, a child at the child."""
    for point in contact.points:
        at_its_value = point.kind in {"check_value", "missing_value"} and is_known(point.path)
        at_its_child = (
            point.kind == "settle_child" and not point.path
        )  # with a path: what the case system's search shows
        if not at_its_child and not at_its_value:
            yield _notice(contact, point)


def _notice(contact: ContactView, point: PointView) -> PointNotice:
    link, link_text = _link(contact, point)
    return PointNotice(
        ulid=point.ulid,
        kind=point.kind,
        title=point.label,
        reason=words.sentence(point.reason),
        act=ACTS.get(point.kind, ""),
        url=_url(contact, point),
        link=link,
        link_text=link_text,
    )


def _url(contact: ContactView, point: PointView) -> str:
    match point.kind:
        case "no_child":
            return reverse("add_child", kwargs={"ulid": contact.ulid})
        case "robot_stopped":
            return reverse("reopen", kwargs={"ulid": contact.ulid})
    return reverse("point", kwargs={"ulid": contact.ulid, "point": point.ulid})


def _link(contact: ContactView, point: PointView) -> tuple[str, str]:
    if point.kind == "same_event" and point.path:
        return reverse("contact", kwargs={"ulid": point.path}), "Open the other report"
    if point.kind == "new_version" and contact.superseded_by:
        return reverse("contact", kwargs={"ulid": contact.superseded_by}), "Open the newer version"
    if point.kind == "new_version":
        return "#changes", "See what changed"
    if place := place_in(point.path):
        at = f"#box-{anchor_of(point)}" if place.bbox else f"#page-{place.document}-0"
        return at, "See where they stand"
    return "", ""
