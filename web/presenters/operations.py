"""The operations page: what flows, what stands, what is down, in plain words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from postroom.states import ContactState, MailState
from records.models import Heartbeat
from records.queries import Overview
from records.queries.alarm import Alarm
from records.queries.alarms import SYSTEMS, alarms, is_silent, why_it_rests
from records.queries.trouble_ahead import trouble_ahead
from web import words

PAUSABLE = ("case_system", "mailbox")


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many mails and contacts stand in a state."""

    name: str
    mails: int
    contacts: int


@dataclass(frozen=True, slots=True)
class BeatView:
    """A part of the line and when it last gave a sign of life."""

    name: str
    kind: str
    at: dt.datetime
    is_silent: bool


@dataclass(frozen=True, slots=True)
class SystemView:
    """A system that is not ours. `state` is works, resting (its circuit breaker is open) or paused."""

    name: str
    title: str
    state: str
    words: str
    is_paused: bool


@dataclass(frozen=True, slots=True)
class OperationsView:
    """The page. No alarm means that post is flowing."""

    overview: Overview
    alarms: tuple[Alarm, ...]
    beats: tuple[BeatView, ...]
    systems: tuple[SystemView, ...]

    @property
    def alarms_known(self) -> str:
        """Names these alarms, so that a page that has told them is not told them again."""
        return hashlib.sha256("|".join(sorted(alarm.key for alarm in self.alarms)).encode()).hexdigest()[:16]

    @property
    def waiting_for_people(self) -> int:
        contacts = self.overview.contacts
        return sum(contacts.get(state, 0) for state in ("to_settle", "drafted", "stopped"))

    @property
    def in_the_line(self) -> int:
        contacts, mails = self.overview.contacts, self.overview.mails
        robots = ("read", "settled", "drafting", "approved", "finishing")
        return sum(contacts.get(state, 0) for state in robots) + sum(
            mails.get(state, 0) for state in ("claimed", "stored")
        )

    @property
    def states(self) -> tuple[StateCount, ...]:
        mails, contacts = self.overview.mails, self.overview.contacts
        named = dict.fromkeys([*(state.value for state in MailState), *(state.value for state in ContactState)])
        return tuple(
            StateCount(name.replace("_", " "), mails.get(name, 0), contacts.get(name, 0))
            for name in named
            if name in mails or name in contacts
        )

    @property
    def held(self) -> int:
        return self.overview.mails.get("held", 0)


def operations_view(overview: Overview) -> OperationsView:
    beats = tuple(_beat(each) for each in overview.heartbeats)
    systems = tuple(_systems(overview))
    return OperationsView(overview, (*alarms(overview), *trouble_ahead()), beats, systems)


def is_flowing(beats: Iterable[Heartbeat]) -> bool:
    """Whether somebody fetches the post and somebody works on it, as far as signs of life tell."""
    alive = {beat.kind for beat in beats if not is_silent(beat)}
    return {Heartbeat.Kind.WORKER, Heartbeat.Kind.MAILBOX} <= alive


def _beat(beat: Heartbeat) -> BeatView:
    return BeatView(beat.name, beat.kind, beat.beat_at, is_silent(beat))


def _systems(overview: Overview) -> Iterator[SystemView]:
    known = {system.name: system for system in overview.systems}
    for name in dict.fromkeys([*PAUSABLE, *known]):
        system = known.get(name)
        title = SYSTEMS.get(name, name)
        if system is None:
            yield SystemView(name, title, "works", "No failure so far.", is_paused=False)
        elif sentence := why_it_rests(system):
            state = "paused" if system.paused_by else "resting"
            yield SystemView(name, title, state, sentence, is_paused=bool(system.paused_by))
        else:
            yield SystemView(name, title, "works", f"Last answered {words.when(system.last_good_at)}.", is_paused=False)
