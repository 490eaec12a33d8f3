"""The only door to Redis: asks for steps by name. A job carries the id of a record and nothing else.

Losing a request is harmless, because the sweep asks again for every record that stands still.
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from redis import Redis, RedisError
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from postroom.errors import Misconfigured, NotAllowed

log = logging.getLogger(__name__)
ID = re.compile(r"[0-9A-Z]{26}")
DAY_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class JobPlan:
    """One table of queue/jobs.toml: how a step runs. Times are in seconds."""

    step: str
    callable: str
    queue: str
    timeout_s: int
    retries_s: tuple[int, ...]
    every_s: int | None


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How much waits in a queue."""

    name: str
    waiting: int
    started: int
    scheduled: int
    failed: int


@cache
def plans() -> dict[str, JobPlan]:
    """The steps of queue/jobs.toml by name. Raises Misconfigured where the file says too little."""
    tables = tomllib.loads(settings.JOBS_FILE.read_text())
    try:
        return {
            step: JobPlan(
                step, plan["callable"], plan["queue"], plan["timeout_s"], tuple(plan["retries_s"]), plan.get("every_s")
            )
            for step, plan in tables.items()
        }
    except KeyError as error:
        raise Misconfigured(f"queue/jobs.toml: a step lacks {error}.") from error


def plan_of(step: str) -> JobPlan:
    if step not in plans():
        raise Misconfigured(f"queue/jobs.toml has no step named {step!r}.")
    return plans()[step]


def queue_named(name: str, *, blocking: bool = False) -> Queue:
    """Its jobs are JSON: nothing that is put into Redis becomes code by being read."""
    return Queue(name, connection=connection(blocking=blocking), serializer=JSONSerializer)


def check_planned(job: Job) -> None:
    """That a job is one of jobs.toml with the id of a record and nothing else. Raises NotAllowed: somebody else put it there."""
    planned = {plan.callable for plan in plans().values()}
    args = job.args
    fits = len(args) <= 1 and all(isinstance(each, str) and ID.fullmatch(each) for each in args)
    follows = (job._success_callback_name, job._failure_callback_name, job._stopped_callback_name)
    if job.func_name not in planned or not fits or job.kwargs or job.instance is not None or any(follows):
        raise NotAllowed("A job that Postroom did not ask for lay in Redis.")


@cache
def connection(*, blocking: bool = False) -> Redis:
    """One pool a process. A page must not hang because Redis does; a worker that waits for jobs (`blocking`) may."""
    limit = None if blocking else 5
    return Redis.from_url(
        settings.ENVIRONMENT.redis_url, socket_connect_timeout=3, socket_timeout=limit, health_check_interval=30
    )


def ask(step: str, subject: str, *, urgent: bool = False, after: timedelta | None = None) -> None:
    """Asks for a step on a record once the current transaction is committed."""
    plan = plan_of(step)
    transaction.on_commit(lambda: _enqueue(plan, subject, urgent=urgent, after=after))


def _enqueue(plan: JobPlan, subject: str, *, urgent: bool, after: timedelta | None) -> None:
    try:
        queue = queue_named(plan.queue)
        # One job for a step and record: asking twice does not queue it twice, and the name carries ids only.
        job_id = f"{plan.step}-{subject}" if subject else plan.step
        if not after and _is_waiting(queue, job_id):
            return
        job = Job.create(
            plan.callable,
            args=(subject,) if subject else (),
            connection=connection(),
            id=job_id,
            serializer=JSONSerializer,
            timeout=plan.timeout_s,
            result_ttl=60,
            failure_ttl=DAY_S,
            description=f"{plan.step} {subject}",
        )
        if after:
            queue.schedule_job(job, datetime.now(UTC) + after)
        else:
            queue.enqueue_job(job, at_front=urgent)
    except RedisError as error:
        _say_once(away=True, why=type(error).__name__)
        log.debug("%s %s waits for the sweep", plan.step, subject)
    else:
        _say_once(away=False)


_told = {"away": False}


def _say_once(*, away: bool, why: str = "") -> None:
    """A Redis that is away is one line, and so is its return: a line for each record would drown what else is wrong."""
    if away and not _told["away"]:
        log.warning("redis is away (%s): what is asked for now waits for the sweep", why)
    elif _told["away"] and not away:
        log.warning("redis is back")
    _told["away"] = away


def _is_waiting(queue: Queue, job_id: str) -> bool:
    """Whether the job stands in the queue already. A running one may be asked for again: it re-reads the state."""
    return queue.get_job_position(job_id) is not None


def depths() -> tuple[QueueDepth, ...] | None:
    """Every queue of the plan with what waits in it; None when Redis is away."""
    try:
        queues = [queue_named(name) for name in sorted({plan.queue for plan in plans().values()})]
        return tuple(
            QueueDepth(
                queue.name,
                len(queue),
                queue.started_job_registry.count,
                queue.scheduled_job_registry.count,
                queue.failed_job_registry.count,
            )
            for queue in queues
        )
    except RedisError:
        return None
