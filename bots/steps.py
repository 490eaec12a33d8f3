"""The frame around every step: lease, attempt, and who must act when something goes wrong. Steps only do their one thing.

A job carries an id. The step reads the record's state, does one thing, and is harmless when run twice: when the state has
moved on there is nothing to do, and while somebody else holds the lease this one goes away.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from bots.database_words import database_trouble
from postroom.errors import Misconfigured, NeedsAPerson, NotAllowed, TryAgainLater
from postroom.redaction import fault
from postroom.states import ContactState, MailState
from records import dispatch, store
from records.models import Attempt, Contact, MailMessage

log = logging.getLogger(__name__)
WORKER = f"{socket.gethostname()}-{os.getpid()}"
RENEW_S = 8.0
FAULTS_TO_HOLD = 2  # a document on which we stumble twice is poisonous: it is held, and the rest flows on
KILLS_TO_HOLD = 8  # a worker is killed for many reasons; eight times over one record is the record's
FAULT_WAIT = timedelta(seconds=20)

Subject = TypeVar("Subject", MailMessage, Contact)
Body = Callable[[Subject], None]


class StepFailed(Exception):
    """What RQ sees of our own bug: a reference and nothing else, because RQ keeps tracebacks in Redis."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the frame needs to know of a step. `system` is the outside system it knocks at, if any."""

    name: str
    ready: frozenset[MailState | ContactState]
    system: str = ""


def step(
    name: str, model: type[Subject], *ready: MailState | ContactState, system: str = ""
) -> Callable[[Body[Subject]], Callable[[str], None]]:
    """Makes a job of a function on one record. It takes the record's id."""
    frame = Step(name, frozenset(ready), system)

    def decorate(body: Body[Subject]) -> Callable[[str], None]:
        @wraps(body)
        def job(ulid: str) -> None:
            try:
                _run(frame, body, model.objects.filter(ulid=ulid).first(), ulid)
            except (OperationalError, InterfaceError) as error:
                _database_is_away(name, ulid, error)
            except StepFailed:
                raise
            except Exception as error:  # noqa: BLE001  # outside the step's own body: told without its words
                log.error("%s %s: %s", name, ulid, fault(error))  # noqa: TRY400
                raise StepFailed(f"{name} {ulid}: {fault(error)}") from None

        return job

    return decorate


class LeaseLost(Exception):
    """This worker stood still for longer than its lease, and another took over: it must not touch the outside any more."""


def keep_lease(record: MailMessage | Contact) -> None:
    """For a step's body, before each act that cannot be undone outside. Raises LeaseLost."""
    if not store.renew_lease(record, _holder()):
        raise LeaseLost


def _holder() -> str:
    return f"{WORKER}-{threading.get_ident()}"


def _run(frame: Step, body: Body[Subject], record: Subject | None, ulid: str) -> None:
    if record is None:
        log.info("%s %s: no such record", frame.name, ulid)
        return
    if record.state not in frame.ready:
        log.debug("%s %s: nothing to do in state %s", frame.name, ulid, record.state)
        return
    if frame.system and not store.may_knock(frame.system):
        log.info("%s %s: waits, %s is shut for now", frame.name, ulid, frame.system)
        return
    holder = _holder()
    if not store.take_lease(record, holder):
        log.debug("%s %s: somebody else is at it", frame.name, ulid)
        return
    try:
        with _renewing(record, holder):
            record.refresh_from_db()
            if record.state in frame.ready:
                _attempt(frame, body, record)
    finally:
        store.give_lease_back(record, holder)
        _ask_for_the_next(frame, record)


def _ask_for_the_next(frame: Step, record: Subject) -> None:
    """The next step may have been asked for, and have gone away, while the lease was still held: it is asked for again."""
    record.refresh_from_db(fields=["state"])
    if record.state not in frame.ready:
        store.request_next(record)


def _attempt(frame: Step, body: Body[Subject], record: Subject) -> None:
    """One try, and what follows from how it went."""
    attempt = store.begin_attempt(frame.name, record.ulid, WORKER)
    try:
        if store.bad_attempts_since_good(frame.name, record.ulid, Attempt.Outcome.KILLED) >= KILLS_TO_HOLD:
            raise NeedsAPerson("Work on this was stopped in the middle again and again.")  # noqa: TRY301
        body(record)
    except (OperationalError, InterfaceError):
        raise
    except LeaseLost:
        store.end_attempt(attempt, Attempt.Outcome.KILLED, "Another worker took over.")
        log.warning("%s %s: another worker took over", frame.name, record.ulid)
    except Exception as error:  # noqa: BLE001  # sorted by who must act; what is our bug goes on to RQ by reference
        _went_wrong(frame, record, attempt, error)
    else:
        store.end_attempt(attempt, Attempt.Outcome.DONE)
        if frame.system:
            store.system_works(frame.system)
        log.info("%s %s: done, now %s", frame.name, record.ulid, record.state)


def _went_wrong(frame: Step, record: Subject, attempt: Attempt, error: Exception) -> None:
    """Who must act on it."""
    match error:
        case NeedsAPerson():
            _ask_a_person(frame, record, error)
            store.end_attempt(attempt, Attempt.Outcome.NEEDS_A_PERSON)  # why stands in the task, sealed
            log.info("%s %s: a person is asked", frame.name, record.ulid)
        case TryAgainLater():
            _try_later(frame, record, attempt, error)
        case NotAllowed() | Misconfigured():
            if frame.system and isinstance(error, Misconfigured):
                store.system_failed(frame.system, error.reason)  # it would meet every record alike
            _stumble(frame, record, attempt, error, reason=error.reason)
        case OSError() if error.errno == errno.ENOSPC:
            _try_later(frame, record, attempt, DiskFull("The disk is full."))
        case OSError():
            _try_later(frame, record, attempt, TryAgainLater("A file or a connection failed."))
        case _:
            _stumble(frame, record, attempt, error)
            raise StepFailed(f"{frame.name} {record.ulid}: reference {attempt.reference}") from None


def _try_later(frame: Step, record: Subject, attempt: Attempt, error: TryAgainLater) -> None:
    """Something outside is down or busy: tried again at the intervals of jobs.toml, then a person is asked."""
    if error.system:
        store.system_failed(error.system, error.reason)
    waits = dispatch.plan_of(frame.name).retries_s[: error.most_tries]
    tried = store.bad_attempts_since_good(frame.name, record.ulid, Attempt.Outcome.TRY_AGAIN)
    if tried >= len(waits) and not error.waits_for_setting_up:
        _ask_a_person(frame, record, NeedsAPerson(f"{error.reason} It was tried {tried + 1} times."))
        store.end_attempt(attempt, Attempt.Outcome.NEEDS_A_PERSON, error.reason)
        log.warning("%s %s: given to a person after %d tries: %s", frame.name, record.ulid, tried + 1, error.reason)
        return
    wait = timedelta(seconds=waits[min(tried, len(waits) - 1)])
    _put_back(record)
    store.end_attempt(attempt, Attempt.Outcome.TRY_AGAIN, error.reason, wait=wait)
    dispatch.ask(frame.name, record.ulid, after=wait)
    log.warning("%s %s: %s Next try in %d s", frame.name, record.ulid, error.reason, wait.total_seconds())


def _stumble(frame: Step, record: Subject, attempt: Attempt, error: Exception, reason: str = "") -> None:
    """A fault of ours or of a setting. Tried once more; the second time a person is asked, so that nothing stands still."""
    said = reason or f"Something went wrong. Reference {attempt.reference}."
    store.end_attempt(attempt, Attempt.Outcome.FAULT, said, evidence="".join(traceback.format_exception(error)))
    log.error("%s %s: %s, reference %s", frame.name, record.ulid, fault(error), attempt.reference)
    if store.bad_attempts_since_good(frame.name, record.ulid, Attempt.Outcome.FAULT) >= FAULTS_TO_HOLD:
        _ask_a_person(frame, record, NeedsAPerson(said))
        return
    _put_back(record)
    dispatch.ask(frame.name, record.ulid, after=FAULT_WAIT)


class DiskFull(TryAgainLater):
    """No room to keep anything: operations must make some."""

    system = "disk"


def _ask_a_person(frame: Step, record: Subject, error: NeedsAPerson) -> None:
    """A task with a plain reason, on the road that every other result takes."""
    record.refresh_from_db()  # a body that failed half way may have left its own idea of the state on the object
    if isinstance(record, MailMessage):
        store.hold(record, getattr(error, "code", "stopped_twice"), store.SYSTEM, sentence=error.reason)
        return
    match ContactState(record.state):
        case ContactState.READ:
            store.cannot_match(record, error.reason, store.SYSTEM)
        case ContactState.SETTLED | ContactState.APPROVED:
            store.start_work(record, store.SYSTEM, record.map_version)
            store.stop_work(record, error.reason, store.SYSTEM, names=getattr(error, "names", ()))
        case ContactState.DRAFTING | ContactState.FINISHING:
            store.stop_work(record, error.reason, store.SYSTEM, names=getattr(error, "names", ()))
        case state:
            raise NotAllowed(f"{frame.name} has no business with a contact that is {state}.")


def _put_back(record: Subject) -> None:
    """The robot's claim on a contact is undone, so that the next try finds it waiting."""
    record.refresh_from_db()
    if isinstance(record, Contact) and record.state in store.INTERRUPTED:
        store.put_back(record, store.SYSTEM)


def _database_is_away(name: str, ulid: str, error: Exception) -> None:
    """Nothing can be written down now, so nothing is: the sweep finds the record when the database is back."""
    log.error("%s %s: %s; the sweep will ask again", name, ulid, database_trouble(error))
    connection.close()
    dispatch.ask(name, ulid, after=FAULT_WAIT)


@contextmanager
def _renewing(record: Subject, holder: str) -> Iterator[None]:
    """Renews the lease while the body runs, from a thread with its own connection."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEW_S):
            try:
                store.renew_lease(record, holder)
            except (OperationalError, InterfaceError) as error:
                log.warning("a lease could not be renewed: %s", database_trouble(error))
            finally:
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=1)
