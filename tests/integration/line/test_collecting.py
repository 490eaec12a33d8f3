"""From the mailbox into the store: nothing twice, nothing lost, nothing deleted."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from django.db.models import F

from bots.folder import Folder
from bots.listener import Watch
from bots.mailbox import connected
from postroom.errors import MailServerDown
from postroom.states import MailState
from records import store
from records.models import AuditEvent, MailMessage, OpenPoint, OutsideSystem, SealedFile
from sandbox.mailbox.certificate import make_certificate
from sandbox.mailbox.server import MailServer, free_port, room_for_mail
from tests.integration.line.conftest import PASSWORD, letter


def test_a_message_is_kept_sealed_before_it_is_labelled(line):
    (mail,) = line.collect(letter("the word sunflower"))

    kept = mail.files.get(kind=SealedFile.Kind.RAW)
    actions = list(AuditEvent.objects.filter(subject=mail.ulid).values_list("action", flat=True))
    assert b"sunflower" not in bytes(kept.content_sealed)
    assert b"sunflower" in store.raw_of(mail)
    assert (mail.state, mail.labelled, actions) == (MailState.STORED, True, ["mail.claimed", "mail.stored"])


def test_the_mailbox_keeps_every_message_unread_and_labelled(line):
    line.collect(letter())

    with line.server.signed_in(line.user) as client:
        client.select_folder("INBOX")
        flags = client.get_flags([1])[1]
    assert b"Postroom" in flags
    assert b"\\Seen" not in flags and b"\\Deleted" not in flags


def test_an_open_session_sees_what_came_after_its_last_look(line):
    line.collect(letter(number=1))  # opens the worker's session, which stays open
    (later,) = line.collect(letter(number=2))

    assert (later.state, later.present) == (MailState.STORED, True)


def test_looking_twice_claims_once(line):
    line.collect(letter())
    line.watch()
    line.work("post")

    assert MailMessage.objects.count() == 1


def test_a_renumbered_folder_brings_nothing_new(line):
    line.collect(letter(number=1), letter(number=2))
    with line.server.signed_in(line.user) as client:
        client.create_folder("Elsewhere")
        client.select_folder("INBOX")
        client.copy([1, 2], "Elsewhere")
    MailMessage.objects.update(folder="Elsewhere", uidvalidity=7)
    mailbox = Watch().mailbox
    with connected(mailbox) as session:
        Watch()._look(session, Folder("Elsewhere"))

    assert MailMessage.objects.filter(folder="Elsewhere").count() == 2
    assert AuditEvent.objects.filter(action="mail.renumbered").count() == 2


@pytest.mark.parametrize("with_id", [True, False], ids=["with Message-ID", "without"])
def test_a_folder_that_is_numbered_anew_between_claim_and_fetch_loses_nothing(line, with_id):
    raws = [letter(number=n, subject=f"{n}" * n) for n in (1, 2, 3)]
    for raw in raws:
        line.deliver(raw if with_id else raw.replace(b"Message-ID", b"X-None"))
    line.watch()
    with line.server.signed_in(line.user) as client:
        gone = client.select_folder("INBOX")[b"UIDVALIDITY"] - 1
    MailMessage.objects.update(uidvalidity=gone, uid=F("uid") + 100)  # as they were claimed before
    line.work("post")
    assert set(MailMessage.objects.values_list("state", flat=True)) == {MailState.CLAIMED}

    line.watch()
    line.work("post")
    assert list(MailMessage.objects.values_list("state", "present")) == [(MailState.STORED, True)] * 3
    assert not OpenPoint.objects.exists()


def test_what_is_not_found_again_after_the_new_numbers_is_told(line):
    line.deliver(letter())
    line.watch()
    MailMessage.objects.update(uidvalidity=7, message_id_hash="of another")
    line.watch()

    assert sorted(MailMessage.objects.values_list("state", flat=True)) == [MailState.CLAIMED, MailState.HELD]
    assert OpenPoint.objects.filter(closed_at=None).count() == 1


def test_a_message_that_people_deleted_half_way_is_told(line):
    line.deliver(letter())
    line.watch()
    with line.server.signed_in(line.user) as client:
        client.select_folder("INBOX")
        client.delete_messages([1])
        client.expunge()
    line.work("post")

    mail = MailMessage.objects.get()
    assert (mail.state, mail.present) == (MailState.HELD, False)
    assert OpenPoint.objects.filter(mail=mail, closed_at=None).count() == 1


def test_a_message_that_people_moved_to_another_folder_is_found_there(line, settings):
    line.deliver(letter())
    line.watch()
    with line.server.signed_in(line.user) as client:
        client.create_folder("Police")
        client.select_folder("INBOX")
        client.move([1], "Police")
    line.work("post")
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, mailbox=replace(settings.ENVIRONMENT.mailbox, folders=("INBOX", "Police"))
    )
    line.watch()
    line.work("post")

    assert sorted(MailMessage.objects.values_list("state", flat=True)) == [MailState.CLOSED, MailState.STORED]
    assert not OpenPoint.objects.filter(closed_at=None).exists()


def test_the_clock_starts_when_the_server_received_it(line):
    received = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)  # the hour that London has twice
    line.deliver(letter(), received=received)
    line.watch()

    assert MailMessage.objects.get().received_at == received


def test_a_backlog_is_claimed_whole(line):
    with line.server.signed_in(line.user) as client:
        for start in range(0, 300, 50):
            client.multiappend("INBOX", [letter(number=start + n) for n in range(50)])
    line.watch()

    assert MailMessage.objects.filter(state=MailState.CLAIMED).count() == 300


def test_a_giant_message_is_held_and_not_fetched(line, settings):
    small = replace(settings.ENVIRONMENT.mailbox, max_bytes=1000)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mailbox=small)
    (mail,) = line.collect(letter("x" * 5000))

    assert (mail.state, mail.reason) == (MailState.HELD, "too_large")


def test_a_message_of_fifty_megabytes_is_kept_whole(line):
    raw = letter() + b"y" * 1023 * 48 * 1024
    (mail,) = line.collect(raw)

    assert store.raw_of(mail)[-10:] == b"yyyyyyyyyy"
    assert mail.size == len(raw)


def test_a_label_that_was_missed_is_added_later(line):
    (mail,) = line.collect(letter())
    MailMessage.objects.update(labelled=False)
    with line.server.signed_in(line.user) as client:
        client.select_folder("INBOX")
        client.remove_flags([1], [b"Postroom"])
    line.watch()

    mail.refresh_from_db()
    assert mail.labelled


def test_several_folders_are_watched(line, settings):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, mailbox=replace(settings.ENVIRONMENT.mailbox, folders=("INBOX", "Police"))
    )
    line.deliver(letter(number=1))
    line.deliver(letter(number=2), folder="Police")
    line.watch()

    assert set(MailMessage.objects.values_list("folder", flat=True)) == {"INBOX", "Police"}


@pytest.mark.parametrize("wrong", [{"ca_file": None}, {"password": "wrong"}, {"port": 1}])
def test_a_mailbox_that_cannot_be_trusted_or_entered_is_a_plain_reason(line, settings, wrong):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mailbox=replace(settings.ENVIRONMENT.mailbox, **wrong))

    with pytest.raises(MailServerDown) as refused:
        line.watch()
    assert refused.value.reason.endswith(".")


def test_an_expired_certificate_is_refused_and_named(line, settings):
    server = MailServer(room_for_mail(), free_port(0), PASSWORD)
    make_certificate(server.folder, expired=True)
    server.start()
    mailbox = replace(settings.ENVIRONMENT.mailbox, port=server.port, ca_file=str(server.ca_file))
    try:
        with pytest.raises(MailServerDown, match="expired"), connected(mailbox):
            pass
    finally:
        server.stop()
        shutil.rmtree(server.folder)


def test_a_mail_server_that_is_down_opens_the_breaker_and_loses_nothing(line):
    line.deliver(letter())
    line.watch()
    line.server.kill()
    try:
        line.work("post")
        mail = MailMessage.objects.get()
        assert (mail.state, OutsideSystem.objects.get(name="mailbox").failures) == (MailState.CLAIMED, 1)
    finally:
        line.server.start()
    store.system_works("mailbox")
    store.request_next(mail)
    line.work("post")

    mail.refresh_from_db()
    assert mail.state == MailState.STORED
