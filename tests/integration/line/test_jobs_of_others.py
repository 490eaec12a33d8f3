"""Whoever writes into Redis gets nothing run that the house did not plan, and is told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer, PickleSerializer

from bots.work import WarmWorker
from config.redis_address import guarded
from postroom.errors import Misconfigured
from records import dispatch
from records.models import AuditEvent, OutsideSystem

GOOD = "bots.collect.collect"
ULID = "01M8QCHX7SCSCMDG4J6N5DKE61"


def put_in(**job: object) -> None:
    link = dispatch.connection()
    made = Job.create(connection=link, serializer=JSONSerializer, **{"func": GOOD, "args": (ULID,), **job})
    dispatch.queue_named("post").enqueue_job(made)


def work() -> None:
    link = dispatch.connection()
    WarmWorker([dispatch.queue_named("post")], connection=link, serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )


@pytest.mark.parametrize("ours", [{"func": "bots.sweep.sweep", "args": ()}, {}])
def test_a_planned_job_is_done(line, ours):
    put_in(**ours)
    work()

    assert not AuditEvent.objects.filter(action="job.refused").exists()


@pytest.mark.parametrize(
    "job",
    [
        {"func": "os.system", "args": ("touch {room}/here",)},
        {"func": "subprocess.check_output", "args": (["touch", "{room}/here"],)},
        {"func": "bots.work.main", "args": ([],)},
        {"args": ("../../etc/passwd",)}, {"args": (ULID, ULID)}, {"args": ([ULID],)}, {"args": (7,)}, {"kwargs": {"ulid": ULID}},
        {"meta": {"a": 1}, "func": "pathlib.Path.touch", "args": ("{room}/here",)},
    ],
)  # fmt: skip
def test_any_other_is_refused_told_and_audited(line, job, tmp_path: Path):
    args = tuple(each.format(room=tmp_path) if isinstance(each, str) else each for each in job.get("args", (ULID,)))
    put_in(**{**job, "args": args})
    work()

    assert list(tmp_path.iterdir()) == []
    assert AuditEvent.objects.filter(action="job.refused").count() == 1
    assert "did not ask for" in OutsideSystem.objects.get(name="redis").last_reason


def test_what_is_called_after_a_job_is_refused_too(line):
    put_in()
    link = dispatch.connection()
    link.hset(f"rq:job:{dispatch.queue_named('post').job_ids[0]}", "success_callback_name", "os.system")
    work()

    assert AuditEvent.objects.filter(action="job.refused").count() == 1


class Bomb:
    """What a pickle can do when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.path,)


def test_no_pickle_is_loaded(line, tmp_path: Path):
    link = dispatch.connection()
    made = Job.create(GOOD, args=(ULID,), connection=link, serializer=PickleSerializer)
    made._data = pickle.dumps((GOOD, None, (Bomb(tmp_path / "here"),), {}))
    Queue("post", connection=link, serializer=PickleSerializer).enqueue_job(made)
    put_in()  # and the next is done all the same
    work()

    assert list(tmp_path.iterdir()) == []
    assert AuditEvent.objects.filter(action="job.refused").count() == 1
    assert dispatch.queue_named("post").job_ids == []


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1:6379/0", "redis://localhost/1", "unix:///run/redis.sock", "redis://[::1]:6379/0",
        "rediss://:secret@queue.council.example:6380/0", "rediss://postroom:secret@10.0.0.5/0?ssl_ca_certs=/etc/ca.pem",
    ],
)  # fmt: skip
def test_where_redis_may_be(url):
    assert guarded(url) == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("redis://queue.council.example/0", "TLS"), ("redis://:secret@10.0.0.5/0", "TLS"), ("rediss://queue.council.example/0", "password"),
        ("rediss://postroom@10.0.0.5/0", "password"), ("rediss://:secret@10.0.0.5/0?ssl_cert_reqs=none", "certificate"),
        ("rediss://:secret@10.0.0.5/0?ssl_check_hostname=false", "certificate"), ("redis://0.0.0.0/0", "TLS"),
    ],
)  # fmt: skip
def test_where_it_may_not_be_is_a_plain_sentence(url, why):
    with pytest.raises(Misconfigured, match=why) as told:
        guarded(url)
    assert "secret" not in told.value.reason
