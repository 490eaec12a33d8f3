"""Keys are proved before they harm: a process that starts under a wrong one says so, ends, and has changed nothing."""

import os
import sqlite3
import subprocess
import sys
from base64 import urlsafe_b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from postroom.errors import Misconfigured
from records import audit, keys, rotation, store, verifying
from records.models import AuditEvent, ChainHead, Contact, StoreKeys
from tests import factories

ROOT = Path(__file__).resolve().parents[3]
RIGHT, OTHER = (urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
TESS = store.Actor.user("tess")


# --- starting under a wrong key ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A store of its own, begun under the right keys, in which something stands."""
    folder = tmp_path_factory.mktemp("store")
    assert run(folder, "manage.py", "migrate").returncode == 0
    made = run(folder, "manage.py", "create_account", "tess:triage", POSTROOM_NEW_PASSWORD="only-for-tests-1")
    assert made.returncode == 0, made.stderr
    return folder


def run(folder, *words, **more):
    variables = {
        "POSTROOM_SECRET_KEY": "only for tests", "POSTROOM_KEYS": RIGHT, "POSTROOM_AUDIT_KEY": "right",
        "POSTROOM_STATE": str(folder), "POSTROOM_DATABASE_URL": f"sqlite:///{folder}/store.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings", "POSTROOM_REDIS_URL": "redis://127.0.0.1:1/0", "POSTROOM_MAIL_HOST": "127.0.0.1",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *words], env={**os.environ, **variables, **more}, cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def everything_in(folder):
    with sqlite3.connect(f"file:{folder}/store.sqlite3?mode=ro", uri=True) as link:
        return list(link.iterdump())


STARTS = {
    "the line": ("worker.py", "work"),
    "a worker": ("worker.py", "work", "post"),
    "the listener": ("worker.py", "collect"),
    "the watch": ("worker.py", "watch"),
    "the pages": ("-c", "import config.wsgi"),
    "migrate": ("manage.py", "migrate"),
    "the rotation": ("manage.py", "rotate_keys"),
    "the purge": ("manage.py", "purge"),
    "a backup": ("manage.py", "backup", "/dev/null"),
    "the proof": ("manage.py", "verify_audit"),
    "an account": ("manage.py", "create_account", "mallory:admin"),
}
WRONG = {"sealing": {"POSTROOM_KEYS": OTHER}, "audit": {"POSTROOM_AUDIT_KEY": "wrong"}}


@pytest.mark.own_database
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("what", STARTS)
def test_a_wrong_key_is_a_sentence_and_an_end_and_changes_nothing(place, what, wrong):
    before = everything_in(place)
    done = run(place, *STARTS[what], POSTROOM_NEW_PASSWORD="only-for-tests-1", **WRONG[wrong])

    assert done.returncode in (1, 2)
    assert "Nothing was read or changed" in done.stderr and "Traceback" not in done.stderr
    assert everything_in(place) == before


@pytest.mark.own_database
def test_a_store_whose_sample_was_taken_away_begins_no_other(place, tmp_path):
    copy = tmp_path / "store.sqlite3"
    with sqlite3.connect(place / "store.sqlite3") as link, sqlite3.connect(copy) as other:
        link.backup(other)
        other.execute("DELETE FROM records_storekeys")
    done = run(tmp_path, "manage.py", "verify_audit")

    assert done.returncode == 1 and "no sealed sample" in done.stderr


AN_OLDER_VERSION = """
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from records.upgrade import hash_as_of_old
MigrationExecutor(connection).migrate([("records", "0007_attachments")])
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO records_chainhead (id, number, own_hash, seal) VALUES (1, 0, '', %s)",
        [hash_as_of_old("chain ends with 0 ")],
    )
"""


@pytest.mark.own_database
def test_an_older_store_is_migrated_under_its_own_audit_key_and_no_other(tmp_path):
    made = run(tmp_path, "-c", AN_OLDER_VERSION)
    assert made.returncode == 0, made.stderr
    before = everything_in(tmp_path)

    refused = run(tmp_path, "manage.py", "migrate", POSTROOM_AUDIT_KEY="wrong")
    assert refused.returncode in (1, 2) and "POSTROOM_AUDIT_KEY is not the key" in refused.stderr
    assert everything_in(tmp_path) == before

    done = run(tmp_path, "manage.py", "migrate")
    assert done.returncode == 0, done.stderr


# --- rotation ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_link_is_added_under_another_key_than_the_chain_has(settings):
    factories.drafted_contact()
    links = AuditEvent.objects.count()
    ChainHead.objects.update(audit_mark=keys.audit_mark(b"the key after a rotation"))

    with pytest.raises(Misconfigured, match="POSTROOM_AUDIT_KEY"):
        store.viewed(TESS, "chain", "audit")
    assert AuditEvent.objects.count() == links


@pytest.fixture
def new_audit_key(settings):
    """The chain of a few contacts goes on under another key; the old one is forgotten."""
    factories.drafted_contact()
    old = settings.ENVIRONMENT.audit_key
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, audit_key="the new one")
    keys.forget()
    yield rotation.rotate_audit_key(old)
    keys.forget()


@pytest.mark.django_db
def test_the_audit_key_rotates_and_the_chain_holds_without_the_old_one(new_audit_key):
    contact = Contact.objects.get()
    store.correct(contact, "children[0].school", "Sunflower Primary", TESS)

    assert new_audit_key > 10 and verifying.verify() is None
    assert StoreKeys.objects.get().audit_mark == keys.audit_mark(b"the new one")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_link_from_before_a_rotation_that_is_changed_is_found(new_audit_key, number):
    AuditEvent.objects.filter(number=number).update(actor="somebody else")

    assert "audit key" in verifying.verify().what


@pytest.mark.django_db
def test_the_same_reference_is_found_again_after_a_rotation(new_audit_key):
    again = factories.read_contact(*factories.merlin())

    assert again.state == "repeat"


@pytest.mark.django_db
def test_a_rotation_with_a_wrong_old_key_changes_nothing(settings):
    factories.drafted_contact()
    end = audit.end()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, audit_key="the new one")
    keys.forget()
    with pytest.raises(Misconfigured):
        rotation.rotate_audit_key("not the old one")
    settings.ENVIRONMENT = django_settings.ENVIRONMENT

    assert audit.end() == end


@pytest.mark.django_db
def test_a_rotation_without_the_old_key_says_so(settings):
    factories.drafted_contact()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(OTHER,))
    with pytest.raises(CommandError, match="not in POSTROOM_KEYS"):
        call_command("rotate_keys")


@pytest.mark.django_db
def test_a_value_that_no_key_opens_does_not_stop_the_rotation_of_the_others(settings):
    contact = factories.drafted_contact()
    type(contact.mail).objects.filter(pk=contact.mail.pk).update(envelope_sealed=b"\x02nothing")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(OTHER, *settings.ENVIRONMENT.keys))
    with pytest.raises(CommandError, match="1 sealed values cannot be opened"):
        call_command("rotate_keys")

    contact.refresh_from_db()
    assert keys.keys().ring.is_newest(bytes(contact.reading_sealed))
