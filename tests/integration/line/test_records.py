"""The records themselves: sealed, audited, kept for their time, proved when they are restored."""

import datetime as dt
import io
import json
import threading
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from postroom.errors import Misconfigured, NotAllowed
from postroom.states import ContactState, MailState
from records import backup, queries, store, vault, verifying
from records.audit import SYSTEM
from records.models import AuditEvent, Certificate, Contact, MailMessage, OpenPoint, SealedFile
from records.rotation import rotate, sealed_columns
from records.sealing import keyring
from records.store.retention import content_left, purge_due
from records.subject_export import Subject, export_subject
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")


# --- sealing --------------------------------------------------------------------------------------------------------


def test_rotation_seals_everything_with_the_new_key(settings):
    contact = factories.drafted_contact()
    store.correct(contact, "children[0].school", "Another", TESS)
    old, new = settings.ENVIRONMENT.keys, Fernet.generate_key().decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new, *old))
    count = rotate()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new,))

    contact.refresh_from_db()
    assert count > 5
    assert store.standing_values(contact)["children[0].school"].value == "Another"
    for model, name in sealed_columns():
        for row in model._default_manager.all():
            vault.unseal(row, name)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=old)  # the old key alone opens nothing any more
    with pytest.raises(Misconfigured):
        store.standing_values(contact)


def test_a_step_that_runs_during_a_rotation_does_not_bring_the_old_seal_back(settings):
    contact = factories.drafted_contact()
    held = [MailMessage.objects.get(pk=factories.mail().pk), Contact.objects.get(pk=contact.pk)]
    old, new = settings.ENVIRONMENT.keys, Fernet.generate_key().decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new, *old))
    rotate()
    store.hold(held[0], "unreadable", SYSTEM)
    store.move_contact(held[1], ContactState.TO_SETTLE, SYSTEM)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new,))

    assert vault.unseal_json(MailMessage.objects.get(pk=held[0].pk), "envelope_sealed")["from"]
    assert store.reading_of(Contact.objects.get(pk=contact.pk))


def test_what_the_line_seals_with_the_old_key_meanwhile_is_found_by_the_next_pass(settings):
    factories.drafted_contact()
    old, new = settings.ENVIRONMENT.keys, Fernet.generate_key().decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new, *old))
    rotate()
    late = SealedFile.objects.first()
    late.content_sealed = keyring(old).seal(b"late", vault.place(late, "content_sealed"))
    late.save()

    assert (rotate(), rotate()) == (1, 0)


# --- retention ------------------------------------------------------------------------------------------------------


def decided_long_ago(contact, days):
    past = timezone.now() - dt.timedelta(days=days)
    factories.finish(contact)
    Contact.objects.filter(pk=contact.pk).update(last_moved_at=past)
    MailMessage.objects.filter(pk=contact.mail.pk).update(last_moved_at=past)
    return MailMessage.objects.get(pk=contact.mail.pk)


def test_content_goes_after_its_time_with_a_certificate():
    mail = decided_long_ago(factories.drafted_contact(), 31)
    (ulid,) = purge_due(SYSTEM)
    certificate = Certificate.objects.get(ulid=ulid)

    mail.refresh_from_db()
    assert certificate is not None and certificate.items[0]["mail"] == mail.ulid
    assert content_left(mail) == 0 and not SealedFile.objects.filter(mail=mail).exists()
    assert verifying.verify() is None
    assert purge_due(SYSTEM) == []


@pytest.mark.parametrize("days", [0, 29])
def test_content_stays_until_its_time_is_over(days):
    mail = decided_long_ago(factories.drafted_contact(), days)

    assert purge_due(SYSTEM) == []
    assert content_left(mail) > 0


def test_a_legal_hold_keeps_everything(monkeypatch):
    mail = decided_long_ago(factories.drafted_contact(), 400)
    monkeypatch.setattr("sys.stdin", io.StringIO("Court order\n"))
    call_command("legal_hold", mail.ulid, "on", by="tess")

    assert purge_due(SYSTEM) == []


def test_a_hold_that_is_set_while_a_step_runs_outlives_the_step():
    mail = factories.mail()
    in_the_hands_of_a_step = MailMessage.objects.get(pk=mail.pk)
    store.set_legal_hold(mail, True, TESS, "Court order")
    store.hold(in_the_hands_of_a_step, "unreadable", SYSTEM)

    mail.refresh_from_db()
    assert (mail.legal_hold, mail.state) == (True, MailState.HELD)


def test_a_contact_that_waits_for_a_person_is_never_purged():
    contact = factories.drafted_contact()
    past = timezone.now() - dt.timedelta(days=400)
    Contact.objects.update(last_moved_at=past)
    MailMessage.objects.update(last_moved_at=past)

    assert purge_due(SYSTEM) == [] and content_left(contact.mail) > 0


# --- backup ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_backup_restores_into_an_empty_store(tmp_path):
    contact = factories.drafted_contact()
    account = factories.account("tess", "triage")
    factories.held_mail()
    before, today = queries.contact_view(contact.ulid, TESS), timezone.localdate()
    ledger = queries.ledger(today)
    file = tmp_path / "backup.gz"
    call_command("backup", file)
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", file)
    call_command("flush", interactive=False)
    call_command("restore", file)

    assert queries.contact_view(contact.ulid, TESS) == before
    assert queries.ledger(today) == ledger
    assert list(type(account).objects.get(username="tess").groups.values_list("name", flat=True)) == ["triage"]
    assert factories.mail().pk and verifying.verify() is None
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db(transaction=True)
def test_a_backup_keeps_nobody_from_writing_and_holds_one_moment(tmp_path, monkeypatch):
    """While it is being written somebody else signs a view: that is in the store, and not in the file."""
    factories.drafted_contact()
    real, signed = backup._line, []

    def line(row):
        if not signed:
            thread = threading.Thread(
                target=lambda: (store.viewed(TESS, "audit"), connections.close_all(), signed.append(1))
            )
            thread.start()
            thread.join(timeout=10)
        return real(row)

    monkeypatch.setattr(backup, "_line", line)
    told = backup.back_up(tmp_path / "backup.gz")
    after = AuditEvent.objects.count()
    call_command("flush", interactive=False)
    call_command("restore", tmp_path / "backup.gz")

    assert signed and after == told["links"] + 1
    assert AuditEvent.objects.count() == told["links"] and verifying.verify() is None


def test_the_subject_export_tells_all_about_one_child_and_says_so():
    contact = factories.drafted_contact()
    (told,) = export_subject(Subject(forename="Amir", surname="Okonkwo", date_of_birth="2015-03-04"), TESS)
    again = export_subject(Subject(case_id="C104233"), TESS)

    assert told["contact"] == contact.ulid and again == [told | {"audit": again[0]["audit"]}]
    assert told["child"]["forename"]["value"] == "Amir" and "Adaeze" not in json.dumps(told["child"])
    assert AuditEvent.objects.filter(action="subject.exported").count() == 2


# --- the ledger -----------------------------------------------------------------------------------------------------


def test_every_mail_of_a_day_is_in_one_column():
    factories.drafted_contact()
    factories.read_contact(*factories.merlin())  # the same report again
    factories.held_mail()
    factories.set_aside_mail()
    waiting = factories.mail()

    day = queries.ledger(timezone.localdate(waiting.received_at))
    assert (day.received, day.drafted, day.linked, day.held, day.not_a_contact, day.waiting) == (5, 1, 1, 1, 1, 1)
    assert day.difference == 0


def test_a_read_mail_without_a_contact_is_a_difference():
    mail = factories.mail()
    MailMessage.objects.filter(pk=mail.pk).update(state=MailState.READ)

    assert queries.ledger(timezone.localdate(mail.received_at)).difference == 1


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC), dt.date(2026, 3, 29)),  # the hour before the clocks go forward
        (dt.datetime(2026, 3, 28, 23, 59, tzinfo=dt.UTC), dt.date(2026, 3, 28)),
        (dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),  # half past midnight, summer time
        (dt.datetime(2026, 10, 25, 23, 59, tzinfo=dt.UTC), dt.date(2026, 10, 25)),  # a day of 25 hours
    ],
)
def test_days_are_london_days_on_both_nights_of_the_clock_change(received, day):
    mail = factories.mail()
    MailMessage.objects.filter(pk=mail.pk).update(received_at=received)

    assert queries.ledger(day).received == 1


def test_approval_is_refused_while_anything_is_open():
    contact = factories.drafted_contact()

    with pytest.raises(NotAllowed):
        store.approve(contact, "Neglect", "Send to MASH", TESS)
    assert OpenPoint.objects.filter(contact=contact, closed_at=None).exists()
