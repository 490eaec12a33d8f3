"""What is kept is sealed, what is over its time is gone, and what an operator is told of it is true."""

import datetime as dt
import gzip
import hmac
import io
import json
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from postroom.errors import Misconfigured
from records import queries, store, vault
from records.audit import SYSTEM
from records.models import Contact, MailMessage, OpenPoint, PointKind
from records.queries.standing import standing
from records.rotation import rotate
from records.store import retention
from records.store.retention import content_left, purge_due
from records.subject_export import Subject, export_subject
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")


def decided_long_ago(contact, days=31):
    past = timezone.now() - dt.timedelta(days=days)
    factories.finish(contact)
    Contact.objects.filter(pk=contact.pk).update(last_moved_at=past)
    MailMessage.objects.filter(pk=contact.mail.pk).update(last_moved_at=past)
    return MailMessage.objects.get(pk=contact.mail.pk)


def as_text(value):
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


# --- retention ------------------------------------------------------------------------------------------------------


def test_why_a_person_is_asked_is_sealed_and_goes_with_the_purge():
    contact = factories.drafted_contact()
    said = "The form gives two values: “Sunflower” and “Amir”."
    point = store.open_point(PointKind.CHECK_VALUE, said, contact=contact, path="children[0].school")
    mail = decided_long_ago(contact)
    assert point.reason == said
    assert "Sunflower" not in repr([[as_text(value) for value in row.values()] for row in OpenPoint.objects.values()])

    purge_due(SYSTEM)
    point.refresh_from_db()
    assert (point.reason, content_left(mail)) == ("", 0)


def test_after_the_purge_no_word_of_the_child_is_in_any_column_opened_or_not():
    contact = factories.drafted_contact(subject="Amir Okonkwo")
    store.correct(contact, "children[0].school", "Grange Park Primary", TESS)
    store.settle_child(contact, contact.children.first(), "C104233", TESS, "Amir's aunt says so.")
    store.draft_reply(contact.mail, "acknowledgement", "About Amir", "Thank you for writing about Amir Okonkwo.", TESS)
    assert words_in_the_store() == {"Amir", "Okonkwo", "Adaeze", "Mill Lane", "26PAC104417", "Grange Park"}

    decided_long_ago(contact)
    purge_due(SYSTEM)
    assert words_in_the_store() == set()


def words_in_the_store():
    """Every row of ours as somebody reads it who holds the keys."""
    words = {"Amir", "Okonkwo", "Adaeze", "Mill Lane", "26PAC104417", "Grange Park"}
    rows = [row for model in apps.get_app_config("records").get_models() for row in model._default_manager.all()]
    told = " ".join(
        vault.unseal(row, field.name).decode(errors="replace")
        if field.name.endswith("_sealed")
        else as_text(getattr(row, field.name))
        for row in rows
        for field in row._meta.concrete_fields
    )
    return {word for word in words if word in told}


def test_a_hold_that_is_set_while_the_purge_is_at_work_holds(monkeypatch):
    mail = decided_long_ago(factories.drafted_contact())
    due = list(retention.due_for_purge(timezone.now()))
    monkeypatch.setattr(retention, "due_for_purge", lambda _: due)
    store.set_legal_hold(mail, True, TESS, "Court order")

    assert purge_due(SYSTEM) == [] and content_left(mail) > 0


def test_where_a_mail_stands_is_told_without_what_the_robot_met():
    contact = factories.matched_contact()
    store.start_work(contact, factories.ROBOT, "sandbox@1")
    store.stop_work(contact, "The system put up a message: Sunflower is on file", factories.ROBOT)
    (mail,) = standing()

    assert mail.asks[-1:] == ("The robot stopped",) and "Sunflower" not in str(mail)


# --- keys and backups -----------------------------------------------------------------------------------------------


def test_a_rotation_that_something_works_against_says_that_the_old_keys_must_stay(settings, monkeypatch):
    factories.drafted_contact()
    old, new = settings.ENVIRONMENT.keys, Fernet.generate_key().decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new, *old))
    monkeypatch.setattr("records.vault.reseal", lambda *_: None)  # a process with the old key, ever quicker

    with pytest.raises(Misconfigured, match="Keep the old keys"):
        rotate()


@pytest.mark.parametrize(
    "damage",
    ["cut off", "no backup", "a row taken", "not JSON", "a role granted", "no hash", "the hash of another key"],
)
@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_restores_nothing(tmp_path, damage):
    factories.drafted_contact()
    file = tmp_path / "backup.gz"
    call_command("backup", file)
    whole = gzip.decompress(file.read_bytes())
    match damage:
        case "cut off":
            file.write_bytes(file.read_bytes()[:-2000])
        case "no backup":
            file.write_bytes(b"words")
        case "a row taken":
            kept = [line for line in whole.splitlines() if b"records.sealedfile" not in line]
            file.write_bytes(gzip.compress(b"\n".join(kept)))
        case "a role granted":
            file.write_bytes(
                gzip.compress(
                    whole.replace(b'"is_active": true', b'"is_active": true, "is_staff": true').replace(
                        b"drafted", b"DRAFTED"
                    )
                )
            )
        case "no hash":
            file.write_bytes(gzip.compress(b"\n".join(whole.splitlines()[:-1])))
        case "the hash of another key":
            lines = whole.splitlines(keepends=True)[:-1]
            forged = hmac.new(b"guessed", b"".join(lines), "sha256").hexdigest()
            file.write_bytes(gzip.compress(b"".join([*lines, json.dumps({"mac": forged}).encode(), b"\n"])))
        case "not JSON":
            file.write_bytes(gzip.compress(whole[:-200] + b"}}"))
    call_command("flush", interactive=False)
    with pytest.raises(CommandError):
        call_command("restore", file)

    assert not MailMessage.objects.exists()


# --- what is held about one child -----------------------------------------------------------------------------------


def test_the_export_by_case_number_finds_what_was_never_settled_as_it():
    said, picture = factories.merlin()
    settled = factories.drafted_contact()
    factories.read_contact(said, picture)  # a repeat
    amir, sister = said.children
    capitals = replace(amir, forename=replace(amir.forename, value="AMÍR"))
    other = replace(
        said, agency_reference=replace(said.agency_reference, value="26PAC000001"), children=(capitals, sister)
    )
    factories.answered(factories.read_contact(other, picture, subject="Another report"))
    told = export_subject(Subject(case_id="C104233"), TESS)

    assert [each["state"] for each in told] == ["drafted", "repeat", "read"] and told[0]["contact"] == settled.ulid
    assert told[2]["mail"]["subject"] == "Another report" and told[2]["documents"] == ["merlin.pdf"]
    assert export_subject(Subject(forename="Nobody", surname="Here", date_of_birth="2015-03-04"), TESS) == []


def test_the_export_asks_for_a_name_and_takes_none_from_the_command_line(tmp_path, monkeypatch):
    factories.drafted_contact()
    monkeypatch.setattr("sys.stdin", io.StringIO("Amir\nOkonkwo\n2015-03-04\n"))
    call_command("export_subject", tmp_path / "told.json", by="tess")

    assert len(json.loads((tmp_path / "told.json").read_text())) == 1
    with pytest.raises(CommandError):
        call_command("export_subject", tmp_path / "told.json", "--forename", "Amir", by="tess")


# --- the ledger -----------------------------------------------------------------------------------------------------


def test_an_attachment_of_which_reading_made_no_document_is_a_difference():
    contact = factories.drafted_contact()
    today = timezone.localdate(contact.received_at)
    MailMessage.objects.update(attachments=1)
    assert queries.ledger(today).difference == 0

    MailMessage.objects.update(attachments=3)
    day = queries.ledger(today)
    assert (day.documents, day.documents_accounted, day.difference) == (3, 1, 2)
