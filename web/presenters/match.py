"""Is this child on file? The candidates with what agrees and what differs, and what was settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from postroom.matching import Outcome
from records.models import ChildRow
from records.queries.contact import ChildView
from web import words
from web.codes import name_of
from web.presenters.sides import EarlierView, SideRow, earlier, household, reasons, side_rows

PRESELECTED = (Outcome.EXACT, Outcome.PROBABLE)
NEEDS_A_REASON = (Outcome.AMBIGUOUS,)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A record that may be the child's. A restricted one shows that it exists and nothing else."""

    case_id: str
    flags: tuple[str, ...]
    on_file: str
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    restricted: bool
    sides: tuple[SideRow, ...] = ()
    household: tuple[str, ...] = ()
    sure_if: tuple[str, ...] = ()
    beware: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchView:
    """The question about one child and its answer so far."""

    child: str
    ulid: str
    url: str
    outcome: Outcome | None
    outcome_words: str
    register_age: str
    candidates: tuple[CandidateView, ...]
    preselected: str
    is_open: bool
    settled: str
    settled_by: str
    settled_because: str
    said: str  # whose word the page shows, the matching's own among them
    may_settle: bool
    error: str = ""
    reason: str = ""
    pattern: tuple[str, ...] = ()  # "Third police report in eight weeks"
    earlier: tuple[EarlierView, ...] = ()
    known_family: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        return f"match-{self.ulid}"

    @property
    def waiting(self) -> bool:
        return self.outcome is None and not self.settled

    @property
    def needs_reason(self) -> bool:
        return self.outcome in NEEDS_A_REASON


def match_view(
    child: ChildView, name: str, url: str, *, may_change: bool, error: str = "", posted: Mapping[str, str] | None = None
) -> MatchView:
    """`posted` is what a person chose when it was refused, so that the form comes back as they left it."""
    decision, outcome = child.decision, Outcome(child.outcome) if child.outcome else None
    return MatchView(
        child=name or f"child {child.position + 1}",
        ulid=child.ulid,
        url=url,
        outcome=outcome,
        outcome_words=words.sentence(name_of("match_outcomes", child.outcome)) if child.outcome else "",
        register_age=_register_age(str(decision.get("register_built_at") or "")),
        candidates=tuple(_candidate(each) for each in decision.get("candidates") or ()),
        preselected=(posted or {}).get("record", "") or _preselected(child, outcome),
        is_open=not child.confirmed and may_change and outcome is not None,
        settled=_settled(child),
        settled_by=child.settled_by if child.confirmed else "",
        settled_because=child.reason if child.confirmed else "",
        said=child.settled_by,
        may_settle=may_change and outcome is not None,
        error=error,
        reason=(posted or {}).get("reason", ""),
        earlier=earlier(decision),
        known_family=household({"household": decision.get("known_family") or ()}),
        rivals=reasons(decision, "rivals"),
    )


def _preselected(child: ChildView, outcome: Outcome | None) -> str:
    """What a person chose already. Before that only what the evidence selects, for a person to confirm; never that a child is new."""
    return child.settled_as if child.confirmed or outcome in PRESELECTED else ""


def _settled(child: ChildView) -> str:
    if not child.confirmed:
        return ""
    return "A new child" if child.settled_as == ChildRow.NEW else f"Record {child.settled_as}"


def _register_age(built_at: str) -> str:
    """How old the register was when it was asked: a person must know what could not have been found."""
    try:
        return f"Register of {words.when(dt.datetime.fromisoformat(built_at))}." if built_at else ""
    except ValueError:
        return ""


def _candidate(found: Mapping[str, Any]) -> CandidateView:
    case_id = str(found["case_id"])
    if found.get("restricted"):
        return CandidateView(case_id, ("Restricted",), "", (), (), restricted=True)
    return CandidateView(
        case_id=case_id,
        flags=tuple(_flags(found)),
        on_file=" · ".join(found.get("on_file") or ()),
        agrees=reasons(found, "because") or _facts(found, "agrees"),
        differs=reasons(found, "against") or _facts(found, "differs"),
        restricted=False,
        sides=side_rows(found),
        household=household(found),
        sure_if=reasons(found, "sure_if"),
        beware=reasons(found, "beware"),
    )


def _facts(found: Mapping[str, Any], side: str) -> tuple[str, ...]:
    """What agrees or differs by name, where the decision is from before reasons were kept."""
    return tuple(words.sentence(f"{name_of('match_facts', name)} {side}") for name in found.get(side) or ())


def _flags(found: Mapping[str, Any]) -> list[str]:
    team = str(found.get("allocated_team") or "")
    match found.get("status"):
        case "open":
            return [f"Open case, {team}" if team else "Open case"]
        case "merged":
            return ["Merged record"]
        case "closed":
            return ["Closed"]
    return []
