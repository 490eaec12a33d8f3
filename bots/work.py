"""Work: RQ workers for the queues of jobs.toml, kept alive by one supervisor.

Each worker stays one warm process (libraries, register, browser session), because a fork for each job would throw the warmth
away. What a document can do to a process happens in the reader's own process, and a worker that dies is started again.
"""

from __future__ import annotations

import importlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections, connection
from redis import RedisError
from rq import Queue, SimpleWorker
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import UnixSignalDeathPenalty
from rq.worker import DequeueStrategy

from bots.database_words import database_trouble
from bots.leaving import leave_with_parent
from postroom.errors import PostroomError
from postroom.redaction import fault
from records import dispatch, store
from records.models import Heartbeat

log = logging.getLogger(__name__)
PROCESSES = (("post", "matching", "chores"), ("reading",), ("robot",))
"""Which queues share a process: two cores and one robot account need no more. A larger house names its queues itself."""
BEAT_S = 15.0
LONGEST_PAUSE_S = 30.0
HEALTHY_S = 20.0


def main(argv: list[str]) -> int:
    """`worker.py work` starts all; `worker.py work QUEUE...` is one worker for these queues."""
    return work_on(tuple(argv)) if argv else Supervisor().run()


# --- one worker ----------------------------------------------------------------------------------------------------


class WarmWorker(SimpleWorker):
    """Jobs run in this process. A job over its time is interrupted by a signal; one that ignores that is killed by its lease."""

    death_penalty_class = UnixSignalDeathPenalty

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """With a connection that holds: the database may have gone and come back since the job before."""
        close_old_connections()
        try:
            _refuse_unasked(job)
            return super().perform_job(job, queue, execution)
        finally:
            close_old_connections()


def _refuse_unasked(job: Job) -> None:
    """Before anything of the job is imported or called. What is no job of ours is replaced by nothing, told and audited."""
    try:
        dispatch.check_planned(job)
    except Exception as error:  # noqa: BLE001  # a job that cannot even be read is none of ours
        job.func_name, job.args, job.kwargs, job.instance = f"{__name__}.nothing", (), {}, None
        log.error("a job that Postroom did not ask for was refused (%s)", fault(error))  # noqa: TRY400
        store.note(store.SYSTEM, "job.refused", "redis")
        store.system_failed("redis", "A job that Postroom did not ask for lay in Redis. Look who may write there.")


def nothing() -> None:
    """What a refused job comes to."""


def work_on(queues: tuple[str, ...]) -> int:
    """Until SIGTERM, after which the job at hand is finished first."""
    known = {plan.queue for plan in dispatch.plans().values()}
    if unknown := set(queues) - known:
        log.error("no such queue: %s; there are %s", ", ".join(sorted(unknown)), ", ".join(sorted(known)))
        return 2
    leave_with_parent()
    warm_up(queues)
    name = f"{'+'.join(queues)}-{os.getpid()}"
    threading.Thread(target=_beat, args=(name, queues), daemon=True).start()
    link = dispatch.connection(blocking=True)
    try:
        own = [dispatch.queue_named(each, blocking=True) for each in queues]
        worker = WarmWorker(own, connection=link, serializer=JSONSerializer, prepare_for_work=True)
        worker.work(with_scheduler=True, logging_level="WARNING", dequeue_strategy=DequeueStrategy.ROUND_ROBIN)
    except (RedisError, OSError) as error:
        log.warning("worker %s: redis is away (%s)", name, type(error).__name__)
        return 1
    finally:
        cool_down(queues)
    return 0


def warm_up(queues: tuple[str, ...]) -> None:
    """Imports the steps of these queues and lets each get ready. What is away now is tried again by the step itself."""
    for module in _modules(queues):
        try:
            if warm := getattr(importlib.import_module(module), "warm", None):
                warm()
        except PostroomError as error:
            log.warning("%s is not ready yet: %s", module, error.reason)
        except DatabaseError as error:
            log.warning("%s is not ready yet: %s", module, database_trouble(error))
            connection.close()
        except Exception as error:  # noqa: BLE001  # the step itself says what is wrong, record by record
            log.error("%s is not ready yet: %s", module, fault(error))  # noqa: TRY400
    connection.close()


def cool_down(queues: tuple[str, ...]) -> None:
    """Lets go of browsers and reading processes."""
    for module in _modules(queues):
        if cool := getattr(importlib.import_module(module), "cool_down", None):
            cool()


def _modules(queues: tuple[str, ...]) -> list[str]:
    return sorted({plan.callable.rpartition(".")[0] for plan in dispatch.plans().values() if plan.queue in queues})


def _beat(name: str, queues: tuple[str, ...]) -> None:
    while True:
        try:
            store.beat(Heartbeat.Kind.WORKER, name, queues=list(queues))
        except DatabaseError:
            connection.close()
        close_old_connections()
        time.sleep(BEAT_S)


# --- all of them ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Child:
    """A worker process and when it may be started again."""

    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    not_before: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Starts the listener, the watch and the workers, starts again what dies, asks for the chores, and stops them all on SIGTERM."""

    children: list[Child] = field(
        default_factory=lambda: [
            Child(("collect",)),
            Child(("watch",)),
            *(Child(("work", *each)) for each in PROCESSES),
        ]
    )
    stopping: threading.Event = field(default_factory=threading.Event)
    asked_at: dict[str, float] = field(default_factory=dict)

    def run(self) -> int:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: self.stopping.set())
        while not self.stopping.is_set():
            for child in self.children:
                self._keep_alive(child)
            self._ask_for_chores()
            self.stopping.wait(0.5)
        self._stop()
        return 0

    def _keep_alive(self, child: Child) -> None:
        now = time.monotonic()
        if child.process and child.process.poll() is None:
            if now - child.started > HEALTHY_S:
                child.pause = 1.0
            return
        if child.process:
            log.warning(
                "%s ended with %s; started again in %d s",
                " ".join(child.arguments),
                child.process.returncode,
                child.pause,
            )
            child.process, child.not_before = None, now + child.pause
            child.pause = min(child.pause * 2, LONGEST_PAUSE_S)
        if now >= child.not_before:
            child.process = subprocess.Popen(  # noqa: S603  # our own program with our own words
                [sys.executable, "worker.py", *child.arguments],
                stdin=subprocess.PIPE,
                env=os.environ | {"POSTROOM_SUPERVISED": "1"},
            )
            child.started = now

    def _ask_for_chores(self) -> None:
        now = time.monotonic()
        for plan in dispatch.plans().values():
            if plan.every_s and now - self.asked_at.get(plan.step, float("-inf")) >= plan.every_s:
                self.asked_at[plan.step] = now
                dispatch.ask(plan.step, "")
        connection.close()

    def _stop(self) -> None:
        """Each finishes the job at hand; who takes longer than half a minute is killed, and the sweep finds its record."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + LONGEST_PAUSE_S
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
