"""One report from the mailbox to the finished draft, with every real part; and what is left of it anywhere else."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from bots import robot
from postroom.states import ContactState
from records import queries, store, verifying
from records.audit import Actor
from records.models import Contact, PointKind
from sandbox.casesystem.manners import from_text
from sandbox.casesystem.serve import build, running
from sandbox.casesystem.signin import Account
from tests.integration.line.conftest import ROOT, sample

TESS = Actor.user("tess")
PEOPLE = ROOT / "sandbox" / "samples" / "children.csv"
SIGN_IN = {
    "POSTROOM_CASE_LOGIN": "robot",
    "POSTROOM_CASE_PASSWORD": "a-long-password",
    "POSTROOM_CASE_SECRET_ANSWER": "lighthouse",
    "POSTROOM_CASE_MEMORABLE_WORD": "pebblestone",
    "POSTROOM_CASE_TOTP": "",
}


@pytest.fixture
def case_system(settings, monkeypatch, tmp_path):
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    site = build(PEOPLE, [Account(*list(SIGN_IN.values())[:4])], from_text(""))
    with running(site) as started:
        settings.ENVIRONMENT = replace(
            settings.ENVIRONMENT,
            case_system=replace(settings.ENVIRONMENT.case_system, url=started.url),
            register=str(PEOPLE),
            match_index=str(tmp_path / "register"),
        )
        yield started
        robot.cool_down()


def settle_everything(contact: Contact) -> None:
    """What a triage officer does: looks at each value, and says of each child who it is."""
    for point in contact.points.filter(closed_at=None):
        match point.kind:
            case PointKind.CHECK_VALUE:
                store.confirm_point(contact, point.path, TESS)
            case PointKind.SETTLE_CHILD if point.child:
                store.settle_child(contact, point.child, point.child.settled_as or "new", TESS)
            case _:
                store.settle_point(point, TESS)


def test_a_report_becomes_a_draft_and_what_was_approved(line, settings, case_system):
    line.collect(sample("m1-twins"))
    line.work()

    contact = Contact.objects.get()
    first, second = contact.children.all()
    assert contact.state == ContactState.DRAFTED
    assert (first.settled_as, second.settled_as) == ("900101", "new")
    assert len(case_system.site.drafts.all()) == 2

    settle_everything(contact)
    store.correct(contact, "children[0].first_language", "Yoruba", TESS)
    contact.refresh_from_db()
    store.approve(contact, "Domestic Incident Notification", "Send to MASH", TESS)
    line.work("robot")

    contact.refresh_from_db()
    read_back = {
        each["name"]: each["read_back"] for each in queries.contact_view(contact.ulid, TESS).children[0].read_back
    }
    assert contact.state == ContactState.FINISHED
    assert len(case_system.site.drafts.all()) == 2
    assert read_back["First language"] == "Yoruba"
    assert verifying.verify() is None


@pytest.fixture
def short_folder(monkeypatch):
    """For temporary files. Chromium puts a socket into it, whose path may have 107 letters at most."""
    with tempfile.TemporaryDirectory(prefix="pr-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def test_nothing_of_the_child_is_outside_the_store(line, settings, case_system, capfd, short_folder):
    line.collect(sample("m1-twins"))
    line.work("reading", "matching")
    from records import dispatch

    redis = dispatch.connection()
    in_redis = b" ".join(_everything_in(redis, bytes(key)) for key in redis.scan_iter())
    line.work("robot")
    values = store.standing_values(Contact.objects.get())
    words = [str(values[f"children[{n}].{name}"].value) for n in (0, 1) for name in ("forename", "surname", "postcode")]
    said = capfd.readouterr()
    places = {
        "redis": in_redis,
        "output": (said.out + said.err).encode(),
        "temporary files": b" ".join(
            path.read_bytes() + path.name.encode() for path in short_folder.rglob("*") if path.is_file()
        ),
        "process titles": b" ".join(_title(each) for each in Path("/proc").glob("[0-9]*")),
        "database": b" ".join(_every_row()) + _database_files(settings),
    }
    assert {name for name, found in places.items() for word in words if word.encode() in found} == set()
    assert len(words) == 6 and Contact.objects.get().state == ContactState.DRAFTED


def _every_row():
    """All that a database administrator can read, on any database."""
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            yield b" ".join(bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode() for each in row)


def _database_files(settings) -> bytes:
    """SQLite's file with its log, where what was deleted could still lie."""
    if connection.vendor != "sqlite":
        return b""
    store_file = Path(str(settings.DATABASES["default"]["NAME"]))
    found = [each.read_bytes() for each in store_file.parent.glob(f"{store_file.name}*")]
    assert found
    return b" ".join(found)


def _everything_in(redis, key: bytes) -> bytes:
    match redis.type(key):
        case b"string":
            return key + (redis.get(key) or b"")
        case b"hash":
            return key + b" ".join(value for pair in redis.hgetall(key).items() for value in pair)
        case b"list":
            return key + b" ".join(redis.lrange(key, 0, -1))
        case b"set":
            return key + b" ".join(redis.smembers(key))
        case b"zset":
            return key + b" ".join(redis.zrange(key, 0, -1))
        case b"stream":
            return key + str(redis.xrange(key)).encode()
    return key


def _title(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
