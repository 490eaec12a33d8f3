"""The operations page: what flows, what stands, what is down, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from postroom.states import ContactState, MailState
from records.models import Heartbeat
from records.queries import Overview
from web import words

SILENT_AFTER = {
    Heartbeat.Kind.WORKER: dt.timedelta(minutes=2),
    Heartbeat.Kind.MAILBOX: dt.timedelta(minutes=5),
    Heartbeat.Kind.SWEEP: dt.timedelta(minutes=2),
    Heartbeat.Kind.ROBOT: dt.timedelta(minutes=30),
}
OLD = dt.timedelta(minutes=15)
SYSTEMS = {"mailbox": "The mailbox", "case_system": "The case system (the robot)", "outside": "Another system"}
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
    """The page. `alarms` are sentences; none means that post is flowing."""

    overview: Overview
    alarms: tuple[str, ...]
    beats: tuple[BeatView, ...]
    systems: tuple[SystemView, ...]

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
    return OperationsView(overview, tuple(_alarms(overview, beats, systems)), beats, systems)


def is_flowing(beats: Iterable[Heartbeat]) -> bool:
    """Whether somebody fetches the post and somebody works on it, as far as signs of life tell."""
    alive = {beat.kind for beat in beats if not _beat(beat).is_silent}
    return {Heartbeat.Kind.WORKER, Heartbeat.Kind.MAILBOX} <= alive


def _beat(beat: Heartbeat) -> BeatView:
    silent = timezone.now() - beat.beat_at > SILENT_AFTER[Heartbeat.Kind(beat.kind)]
    return BeatView(beat.name, beat.kind, beat.beat_at, silent)


def _systems(overview: Overview) -> Iterator[SystemView]:
    known = {system.name: system for system in overview.systems}
    for name in dict.fromkeys([*PAUSABLE, *known]):
        system = known.get(name)
        title = SYSTEMS.get(name, name)
        if system is None:
            yield SystemView(name, title, "works", "No failure so far.", is_paused=False)
        elif system.paused_by:
            yield SystemView(name, title, "paused", f"Paused by {system.paused_by}.", is_paused=True)
        elif system.open_until and system.open_until > timezone.now():
            sentence = f"Down: {words.sentence(system.last_reason)} Tried again {words.when(system.open_until)}."
            yield SystemView(name, title, "resting", sentence, is_paused=False)
        else:
            yield SystemView(name, title, "works", f"Last answered {words.when(system.last_good_at)}.", is_paused=False)


def _alarms(overview: Overview, beats: tuple[BeatView, ...], systems: tuple[SystemView, ...]) -> Iterator[str]:
    yield from _flow_alarms(overview)
    if not any(beat.kind == Heartbeat.Kind.WORKER and not beat.is_silent for beat in beats):
        yield "No worker is alive. Start one with `python worker.py work`."
    silent = (beat for beat in beats if beat.is_silent and beat.kind != Heartbeat.Kind.WORKER)
    yield from (f"{beat.name} gave its last sign of life {words.ago(beat.at)}." for beat in silent)
    yield from (f"{system.title}: {system.words}" for system in systems if system.state != "works")


def _flow_alarms(overview: Overview) -> Iterator[str]:
    if overview.queues is None:
        yield "The work queue (Redis) cannot be reached. Nothing is lost: work goes on when it returns."
    if overview.too_quiet:
        yield f"The mailbox is too quiet: the last mail came {words.ago(overview.last_mail_at)}. Check the mail server."
    if overview.oldest_waiting and timezone.now() - overview.oldest_waiting > OLD:
        yield f"Post is not flowing: the oldest contact has waited for a robot since {words.when(overview.oldest_waiting)}."
