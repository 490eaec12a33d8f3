"""A store of years: pages ask as much of a hundred rows as of two, books close by themselves, the chain is proved by stretches."""

import datetime as dt
import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.store_maker import Size, fill, links
from bots.nightly import nightly
from bots.sweep import sweep
from postroom.states import ContactState
from records import audit, proof, queries, store, verifying
from records.audit import SYSTEM
from records.models import AuditEvent, BookedDay, Certificate, ChainProof, Contact, Heartbeat, MailMessage
from records.models.columns import new_ulid
from records.queries.ledger import kept
from records.store import retention
from records.store.retention import content_left, purge_due
from records.upgrade import take_for_granted
from tests import factories

pytestmark = pytest.mark.django_db


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


PAGES = ("worktray", "held", "not_contacts", "operations", "audit", "ledger", "studio")


def test_no_page_asks_more_of_a_full_store_than_of_a_small_one(client):
    client.force_login(factories.account("all", "triage", "ops", "admin", "auditor"))
    fill(Size(contacts=30, links=100, held=3, set_aside=3, waiting=2))
    factories.held_mail()
    factories.set_aside_mail()
    addresses = [*map(reverse, PAGES), reverse("worktray") + "?where=over"]
    small = {address: asked(client, address) for address in addresses}
    fill_more()
    large = {address: asked(client, address) for address in addresses}

    assert large == small and max(large.values()) <= 30


def fill_more():
    """Everything of it twenty times over, by mails of another folder."""
    for number in range(60):
        factories.held_mail(subject=f"Letter {number}")
        factories.set_aside_mail()
    for contact in Contact.objects.all()[:30]:
        contact.pk, contact.ulid, contact.position = None, new_ulid(), contact.position + 1
        contact.save(force_insert=True)


# --- the books ------------------------------------------------------------------------------------------------------


def test_the_books_follow_every_move_and_are_worked_out_once(django_assert_num_queries):
    contact, today = factories.drafted_contact(minutes_ago=0), timezone.localdate()
    kept([today])
    assert kept([today]) == (queries.ledger(today),)
    with django_assert_num_queries(1):
        kept([today])
    store.reject(contact, "duplicate", SYSTEM)

    (day,) = kept([today])
    assert (day.drafted, day.in_review) == (0, 1) and day == queries.ledger(today)


def test_what_changes_while_a_day_is_worked_out_is_not_lost(monkeypatch):
    books = sys.modules["records.queries.ledger"]
    contact, today = factories.drafted_contact(minutes_ago=0), timezone.localdate()
    real = books.worked_out

    def meanwhile(days):
        found = real(days)
        store.reject(contact, "duplicate", SYSTEM)
        return found

    monkeypatch.setattr(books, "worked_out", meanwhile)
    kept([today])
    monkeypatch.setattr(books, "worked_out", real)

    assert kept([today])[0].drafted == 0


def test_the_nightly_check_finds_books_that_are_not_those_of_the_tables():
    factories.drafted_contact(minutes_ago=0)
    today = timezone.localdate()
    kept([today])
    Contact.objects.update(state=ContactState.REPEAT)  # behind everybody's back
    nightly()
    sweep()

    assert BookedDay.objects.get(day=today).is_disproved
    assert Heartbeat.objects.get(name="sweep").details["ledger_difference"] == 1
    assert kept([today])[0].linked == 1
    nightly()
    assert not BookedDay.objects.filter(is_disproved=True).exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1066-10-14", "nonsense", "2026-02-30"])
def test_a_ledger_of_any_year_is_a_page(client, day):
    client.force_login(factories.account("olga", "ops"))

    assert client.get(reverse("ledger"), {"until": day}).status_code == 200


@pytest.mark.parametrize(
    "asked_for", [{"day": "0001-01-01"}, {"day": "9999-12-31"}, {"after": "9" * 300}, {"subject": "x" * 300}]
)
def test_a_chain_of_any_day_is_a_page(client, asked_for):
    client.force_login(factories.account("audra", "auditor"))

    assert client.get(reverse("audit"), asked_for).status_code == 200


# --- the proof of the chain -----------------------------------------------------------------------------------------


@pytest.fixture
def long_chain(monkeypatch):
    monkeypatch.setattr(proof, "AT_ONCE", 10)
    factories.drafted_contact()
    links(75)


def test_the_chain_is_proved_by_stretches_and_goes_on_from_the_last(long_chain):
    proof.ask_proof(SYSTEM)
    assert proof.prove(seconds=0).number == 0
    assert proof.prove().number == 76 and proof.proof().proved_at
    store.viewed(SYSTEM, "audit")
    proof.ask_proof(SYSTEM)
    with CaptureQueriesContext(connection) as seen:
        done = proof.prove()

    assert done.number == 78 and done.broken_at is None
    assert sum('"number" > ' in each["sql"] for each in seen) == 1


def test_a_proof_that_was_killed_goes_on(long_chain):
    proof.ask_proof(SYSTEM)
    standing = proof.proof()
    assert proof._next(standing) is None and standing.number == 10
    standing.save()

    assert proof.prove().number == 76


@pytest.mark.parametrize("number", [5, 40, 76])
def test_a_link_that_was_changed_is_found_from_the_first(long_chain, number):
    proof.ask_proof(SYSTEM)
    proof.prove()
    AuditEvent.objects.filter(number=number).update(actor="nobody")
    proof.ask_proof(SYSTEM, anew=True)

    assert proof.prove().broken_at == number


def test_a_chain_set_back_behind_its_proof_is_found(long_chain):
    proof.ask_proof(SYSTEM)
    proof.prove()
    ChainProof.objects.update(own_hash="0" * 64)
    proof.ask_proof(SYSTEM)

    assert "proved once" in proof.prove().broken_how


# --- the purge ------------------------------------------------------------------------------------------------------


def decided_long_ago(count):
    for number in range(count):
        contact = factories.read_contact(*factories.merlin(f"26PAC{number:06d}"))
        Contact.objects.filter(pk=contact.pk).update(state=ContactState.FINISHED)
    past = timezone.now() - dt.timedelta(days=400)
    Contact.objects.update(last_moved_at=past)
    MailMessage.objects.update(last_moved_at=past)
    take_for_granted()  # the chain says so too


def test_every_batch_of_the_purge_has_its_certificate_and_goes_on_after_a_kill(monkeypatch):
    monkeypatch.setattr(retention, "A_BATCH", 2)
    decided_long_ago(5)
    real, calls = audit.record_all, []

    def killed(*said):
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        real(*said)

    monkeypatch.setattr(audit, "record_all", killed)
    with pytest.raises(KeyboardInterrupt):
        purge_due(SYSTEM)
    monkeypatch.setattr(audit, "record_all", real)
    assert MailMessage.objects.filter(purged_at__isnull=False).count() == 2
    assert len(purge_due(SYSTEM)) == 2

    items = [item["mail"] for each in Certificate.objects.order_by("pk") for item in each.items]
    assert sorted(items) == sorted(MailMessage.objects.values_list("ulid", flat=True)) and len(set(items)) == 5
    assert sum(content_left(mail) for mail in MailMessage.objects.all()) == 0
    assert verifying.verify() is None
