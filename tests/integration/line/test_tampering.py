"""Somebody who may write the database: what they change, move, copy, take away or set back behind Postroom is found."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db.models import F
from django.urls import reverse

from postroom.errors import NotAllowed
from records import queries, store, vault, verifying
from records.models import (
    Approval,
    ChildRow,
    Contact,
    Correction,
    Document,
    MailMessage,
    OpenPoint,
    PublishedTemplate,
    Reply,
    SealedFile,
)
from records.sealing import CannotOpen
from records.store import replies, studio
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")
SCHOOL = "children[0].school"


@pytest.fixture
def house():
    """A store in which people have settled something of every kind."""
    account = factories.account("tess", "triage")
    one, other = factories.drafted_contact(), factories.drafted_contact("26PAC000002", subject="Another report")
    for contact in (one, other):
        store.correct(contact, SCHOOL, "Sunflower Primary", TESS)
        store.correct(contact, SCHOOL, "Grange Park Primary", TESS)
        for child in contact.children.all():
            store.settle_child(contact, child, child.settled_as, TESS)
        for point in contact.points.filter(closed_at__isnull=True):
            settle(contact, point)
    store.approve(one, "Neglect", "Send to MASH", TESS)
    store.set_legal_hold(one.mail, True, TESS, "Court order")
    replies.draft_reply(one.mail, "acknowledgement", "About", "Thank you.", TESS)
    studio.publish("merlin", 1, "name: merlin", "new", TESS)
    assert verifying.verify() is None
    return account, one, other


def settle(contact, point):
    if point.kind in store.review.SETTLED_BY_LOOKING:
        store.settle_point(point, TESS)
    else:
        store.correct(contact, point.path, None, TESS)


# --- the tables against the chain -----------------------------------------------------------------------------------

CHANGES = {
    "another record for a child": lambda one, _: ChildRow.objects.filter(contact=one).update(settled_as="C999999"),
    "another person who settled it": lambda one, _: ChildRow.objects.filter(contact=one).update(settled_by="omar"),
    "nobody settled it": lambda one, _: ChildRow.objects.filter(contact=one).update(settled_as="", settled_by=""),
    "a mask taken off or put on": lambda one, _: Contact.objects.filter(pk=one.pk).update(sensitive=True),
    "a restricted mark": lambda one, _: Contact.objects.filter(pk=one.pk).update(restricted=True),
    "another state": lambda one, _: Contact.objects.filter(pk=one.pk).update(state="rejected"),
    "the latest word of a person taken": lambda one, _: Correction.objects.filter(contact=one).last().delete(),
    "every word of a person taken": lambda one, _: Correction.objects.filter(contact=one).delete(),
    "a word said by another": lambda one, _: Correction.objects.filter(contact=one).update(made_by="omar"),
    "a word for another leaf": lambda one, _: Correction.objects.filter(contact=one).update(path="children[1].school"),
    "another outcome approved": lambda one, _: Approval.objects.filter(contact=one).update(outcome="No further action"),
    "approved by another": lambda one, _: Approval.objects.filter(contact=one).update(approved_by="omar"),
    "an approval taken": lambda one, _: Approval.objects.filter(contact=one).delete(),
    "an approval moved": lambda one, other: Approval.objects.filter(contact=one).update(contact=other),
    "a contact taken": lambda _, other: other.delete(),
    "a legal hold lifted": lambda one, _: MailMessage.objects.filter(pk=one.mail.pk).update(legal_hold=False),
    "a sender trusted": lambda one, _: MailMessage.objects.filter(pk=one.mail.pk).update(trust="vouched"),
    "called clean": lambda one, _: MailMessage.objects.filter(pk=one.mail.pk).update(scan="infected"),
    "other bytes": lambda one, _: MailMessage.objects.filter(pk=one.mail.pk).update(sha256="0" * 64),
    "purged without a word": lambda one, _: MailMessage.objects.filter(pk=one.mail.pk).update(purged_at=F("claimed_at")),
    "a template changed": lambda *_: PublishedTemplate.objects.update(template="name: another"),
    "a template taken": lambda *_: PublishedTemplate.objects.all().delete(),
    "a letter changed": lambda *_: Reply.objects.update(kind="outcome"),
    "a role granted": lambda *_: through().objects.create(user=User.objects.get(), group=group("admin")),
    "a role taken": lambda *_: through().objects.all().delete(),
    "an account shut": lambda *_: User.objects.update(is_active=False),
    "an account made": lambda *_: User.objects.bulk_create([User(username="mallory")]),
}  # fmt: skip


def through():
    return User.groups.through


def group(name):
    return Group.objects.get_or_create(name=name)[0]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_in_the_tables_is_found(house, change):
    CHANGES[change](*house[1:])

    assert verifying.verify() is not None
    with pytest.raises(CommandError, match="chain is broken"):
        call_command("verify_audit")


# --- sealed content -------------------------------------------------------------------------------------------------

SEALED = [
    (Contact, "reading_sealed"),
    (ChildRow, "decision_sealed"),
    (ChildRow, "read_back_sealed"),
    (Correction, "value_sealed"),
    (MailMessage, "envelope_sealed"),
    (SealedFile, "content_sealed"),
    (Document, "name_sealed"),
    (OpenPoint, "reason_sealed"),
]


@pytest.mark.parametrize(("model", "column"), SEALED)
def test_a_value_copied_or_swapped_to_another_row_does_not_open(house, model, column):
    one, other = model.objects.exclude(**{column: b""}).order_by("pk")[:2]
    model.objects.filter(pk=one.pk).update(**{column: getattr(other, column)})
    model.objects.filter(pk=other.pk).update(**{column: getattr(one, column)})

    for row in (one, other):
        row.refresh_from_db()
        with pytest.raises(CannotOpen):
            vault.unseal(row, column)


def test_a_value_in_another_column_of_its_own_row_does_not_open(house):
    row = ChildRow.objects.exclude(read_back_sealed=b"").first()
    ChildRow.objects.filter(pk=row.pk).update(decision_sealed=row.read_back_sealed)

    assert verifying.verify() is not None


def set_back_reading(contact, other):
    """Sealed rightly, at its right place, with what it said once."""
    said = vault.unseal_json(contact, "reading_sealed")
    said["reason"]["value"] = "Nothing happened"
    vault.seal_json(contact, "reading_sealed", said)
    Contact.objects.filter(pk=contact.pk).update(reading_sealed=contact.reading_sealed)


def set_back_value(contact, other):
    first, last = contact.corrections.filter(path=SCHOOL)
    Correction.objects.filter(pk=last.pk).delete()
    assert vault.unseal_json(first, "value_sealed") == "Sunflower Primary"


def set_back_decision(contact, other):
    row = contact.children.first()
    vault.seal_json(row, "decision_sealed", {"candidates": []})
    ChildRow.objects.filter(pk=row.pk).update(decision_sealed=row.decision_sealed)


def set_back_approval(contact, other):
    approval = contact.approval
    vault.seal_json(approval, "frozen_sealed", {"reason": "Nothing happened"})
    Approval.objects.filter(pk=approval.pk).update(frozen_sealed=approval.frozen_sealed)


def set_back_read_back(contact, other):
    row = contact.children.exclude(read_back_sealed=b"").first()
    vault.seal_json(row, "read_back_sealed", [])
    ChildRow.objects.filter(pk=row.pk).update(read_back_sealed=row.read_back_sealed)


def set_back_envelope(contact, other):
    mail = contact.mail
    vault.seal_json(mail, "envelope_sealed", {"from": "Desk <desk@agency.example.org>"})
    MailMessage.objects.filter(pk=mail.pk).update(envelope_sealed=mail.envelope_sealed)


SET_BACK = (
    set_back_reading,
    set_back_value,
    set_back_decision,
    set_back_approval,
    set_back_read_back,
    set_back_envelope,
)


@pytest.mark.parametrize("tamper", SET_BACK)
def test_a_value_set_back_to_what_stood_there_before_is_found(house, tamper):
    tamper(*house[1:])

    assert "tables differ" in verifying.verify().what


def test_one_value_that_does_not_open_costs_itself_and_no_page(client, house):
    account, one, other = house
    client.force_login(account)
    held = [factories.held_mail(subject="Whole"), factories.held_mail(subject="Broken")]
    for model, columns in (
        (MailMessage, ["envelope_sealed"]),
        (Document, ["name_sealed"]),
        (OpenPoint, ["reason_sealed"]),
    ):
        for column in columns:
            where = {"mail": held[1]} if model is not MailMessage else {"pk": held[1].pk}
            model.objects.filter(**where).update(**{column: b"\x02nothing"})
    Correction.objects.filter(contact=one, path=SCHOOL).update(value_sealed=b"\x02nothing")
    Contact.objects.filter(pk=other.pk).update(reading_sealed=b"\x02nothing")

    listed = client.get(reverse("held")).content.decode()
    assert "Whole" in listed and vault.UNOPENED in listed
    assert client.get(reverse("worktray")).status_code == 200
    assert client.get(reverse("mail", kwargs={"ulid": held[1].ulid})).status_code == 200
    assert client.get(reverse("contact", kwargs={"ulid": one.ulid})).status_code == 200
    assert queries.contact_view(one.ulid, TESS).values[SCHOOL].value is None
    with pytest.raises(NotAllowed, match="Say it again"):
        store.good_values(one)
