"""The bench, on which a form and a draft lie side by side, and what the draft would have read of last month's post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from records.queries.studio import RehearsalView, ReplayView
from records.store import leaves_of
from web.leaves import about, anchor
from web.presenters.sheets import Frame
from web.presenters.value import shown
from web.words import count, when


@dataclass(frozen=True, slots=True)
class Found:
    """A value that the reader found on the form."""

    path: str
    label: str
    value: str
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page of the form; `words` is what the mouse picks labels from."""

    number: int
    url: str
    width: float
    height: float
    lines: tuple[str, ...]
    words: tuple[Mapping[str, Any], ...]
    boxes: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """The page. `fits` says that the draft was tried, nothing hinders its use, and it read this form. `draft`: its name and version."""

    ulid: str
    name: str
    state: str
    problem: str
    template: str
    draft: tuple[str, int]
    problems: tuple[Mapping[str, Any], ...]
    fits: bool
    read_by: str
    found: tuple[Found, ...]
    pages: tuple[FormPage, ...]
    explanation: tuple[str, ...]
    title: str
    proposed: tuple[tuple[str, str, str, str], ...]


def bench_view(view: RehearsalView) -> Bench:
    reading = view.result.get("reading") or {}
    read_by = next((each["template"] for each in reading.get("documents", []) if each["template"]), "")
    leaves = [leaf for contact in reading.get("contacts", []) for leaf in leaves_of(contact)]
    tried = view.result.get("draft") if view.state == "done" else None
    name, version = (tried["name"], tried["version"]) if tried else ("", 0)
    return Bench(
        ulid=view.ulid,
        name=view.name,
        state=view.state,
        problem=view.problem,
        template=view.template,
        draft=(name, version),
        problems=tuple(view.result.get("problems") or ()) if view.state == "done" and view.template else (),
        fits=bool(tried) and read_by == f"{name}@{version}",
        read_by=read_by,
        found=tuple(_found(path, leaf) for path, leaf in leaves),
        pages=tuple(_pages(view, leaves)),
        explanation=tuple(reading.get("explanation") or ()),
        title=(view.result.get("proposal") or {}).get("title", ""),
        proposed=tuple(_proposed(view.result.get("proposal") or {})),
    )


def _proposed(proposal: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Heading, label, what it holds, and whether it stands over a column, as the page posts them."""
    for row in proposal.get("rows", ()):
        yield row["heading"], row["label"], row["holds"], "column" if row["column"] else ""


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One piece of post that the draft has a part in. Field names only, never what stands in them."""

    received: str
    was: str
    now: str
    contacts: str
    same: int
    changed: tuple[str, ...]
    new: tuple[str, ...]
    lost: tuple[str, ...]
    confirmed: int
    contradicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The draft on last month's post. `alarms` are sentences on what it would have done worse."""

    total: int
    done: int
    is_this_draft: bool
    rows: tuple[ReplayRow, ...]
    alarms: tuple[str, ...]
    masked: int

    @property
    def is_running(self) -> bool:
        return self.done < self.total

    @property
    def is_green(self) -> bool:
        """This very draft was tried on all of it, and did nothing worse than what stands."""
        return self.is_this_draft and not self.is_running and not self.alarms


def replayed(view: ReplayView | None) -> Replayed | None:
    """None where the draft was never tried on stored post."""
    if view is None:
        return None
    return Replayed(
        view.total,
        view.done,
        view.is_this_draft,
        tuple(_replay_row(row) for row in view.rows),
        tuple(_alarms(view.rows)),
        view.masked,
    )


def _replay_row(row: Mapping[str, Any]) -> ReplayRow:
    before, after = row["contacts"]
    return ReplayRow(
        received=when(dt.datetime.fromisoformat(row["received_at"])),
        was=", ".join(row["before"]) or "no template",
        now=", ".join(row["after"]) or (f"held: {row['held'].replace('_', ' ')}" if row["held"] else "no template"),
        contacts=f"contacts: {before} before, {after} now" if before != after else "",
        same=row["same"],
        changed=_names(row["changed"]),
        new=_names(row["new"]),
        lost=_names(row["lost"]),
        confirmed=row["confirmed"],
        contradicts=_names(row["contradicts"]),
    )


def _names(paths: Iterable[str]) -> tuple[str, ...]:
    """`contacts[0].children[1].surname` → `Surname (child 2)` and its like, once each."""
    return tuple(dict.fromkeys(about(path.partition(".")[2]).label for path in paths))


def _alarms(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    found = list(rows)
    if wrong := sum(bool(row["contradicts"]) for row in found):
        yield f"In {count(wrong, 'piece')} of post it reads otherwise than a person settled."
    if held := sum(bool(row["held"]) and not row["after"] for row in found):
        yield f"{count(held, 'piece')} of post would be held: the draft and another template both claim it, or it cannot be read."
    if stolen := sum(bool(row["before"]) and set(row["before"]) != set(row["after"]) for row in found):
        yield f"{count(stolen, 'piece')} of post that another template read would be read differently."
    if lost := sum(len(row["lost"]) for row in found):
        yield f"{count(lost, 'value')} that stand now would not be found."


def _found(path: str, leaf: Mapping[str, Any]) -> Found:
    return Found(path, about(path).label, shown(path, leaf["value"]), leaf["status"], str(leaf.get("why") or ""))


def _pages(view: RehearsalView, leaves: list[tuple[str, Mapping[str, Any]]]) -> Iterator[FormPage]:
    for position, page in enumerate(view.result.get("pages") or (), start=1):
        boxes = (_frame(path, leaf) for path, leaf in leaves if leaf.get("bbox") and leaf.get("page") == page["number"])
        yield FormPage(
            number=position,
            url=reverse("bench_picture", kwargs={"ulid": view.ulid, "page": position}) if page["picture"] else "",
            width=page["width"],
            height=page["height"],
            lines=tuple(line["text"] for line in page["lines"]),
            words=tuple(page["words"]),
            boxes=tuple(boxes),
        )


def _frame(path: str, leaf: Mapping[str, Any]) -> Frame:
    x0, top, x1, bottom = leaf["bbox"]
    return Frame(x0 - 1, top - 1, x1 - x0 + 2, bottom - top + 2, anchor(path), about(path).label, leaf["status"])
