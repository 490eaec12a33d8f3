"""The audit chain: any tampering is found, and why people did something is sealed beside it."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from records import queries, store, vault, verifying
from records.audit import SYSTEM
from records.models import AuditEvent, ChainHead, Contact, Correction, MailMessage, Reason
from records.queries.chain import ChainSearch, chain
from records.store.retention import content_left, purge_due
from tests import factories
from tests.integration.line.test_keeping import as_text, decided_long_ago

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")


# --- the audit chain ------------------------------------------------------------------------------------------------


def change_a_link():
    AuditEvent.objects.filter(number=3).update(actor="somebody else")


def remove_a_link():
    AuditEvent.objects.filter(number=3).delete()


def swap_two_links():
    one, two = AuditEvent.objects.get(number=3), AuditEvent.objects.get(number=4)
    AuditEvent.objects.filter(pk=one.pk).update(number=-1)
    AuditEvent.objects.filter(pk=two.pk).update(number=3)
    AuditEvent.objects.filter(pk=one.pk).update(number=4)


def cut_off_the_end():
    AuditEvent.objects.latest("number").delete()


def cut_off_the_end_and_forge_the_head():
    cut_off_the_end()
    last = AuditEvent.objects.latest("number")
    ChainHead.objects.update(number=last.number, own_hash=last.own_hash)


def remove_everything():
    AuditEvent.objects.all().delete()
    ChainHead.objects.all().delete()


def set_back_as_a_whole():
    """With the seal that was good before the last mail came. Without a newer record only the anchor tells."""
    before = ChainHead.objects.values("number", "own_hash", "seal").get()
    factories.held_mail()
    AuditEvent.objects.filter(number__gt=before["number"]).delete()
    ChainHead.objects.update(**before)


def remove_a_reason():
    store.set_legal_hold(MailMessage.objects.get(), True, TESS, WHY)
    Reason.objects.all().delete()


def give_a_reason_where_none_was():
    Reason.objects.create(event=AuditEvent.objects.get(number=3), text_sealed=sealed_reason(b"They told me to", 3))


def sealed_reason(words, number):
    kept = Reason(event=AuditEvent.objects.get(number=number))
    vault.seal(kept, "text_sealed", words)
    return kept.text_sealed


@pytest.mark.parametrize(
    "tamper",
    [
        change_a_link,
        remove_a_link,
        swap_two_links,
        cut_off_the_end,
        cut_off_the_end_and_forge_the_head,
        remove_everything,
        set_back_as_a_whole,
        remove_a_reason,
        give_a_reason_where_none_was,
    ],
)
def test_any_tampering_with_the_chain_is_found(tamper):
    factories.drafted_contact()
    assert verifying.verify() is None
    tamper()

    assert verifying.verify() is not None
    with pytest.raises(CommandError, match="chain is broken"):
        call_command("verify_audit")


def test_a_chain_that_was_set_back_as_a_whole_is_found_by_its_anchor(tmp_path):
    factories.drafted_contact()
    before = list(ChainHead.objects.values("number", "own_hash", "seal"))
    links = AuditEvent.objects.count()
    store.viewed(TESS, "chain", "audit")
    call_command("verify_audit", anchor=tmp_path / "anchor")
    AuditEvent.objects.filter(number__gt=links).delete()
    ChainHead.objects.update(**before[0])
    assert verifying.verify() is None  # in itself it holds

    with pytest.raises(CommandError, match="was the end once"):
        call_command("verify_audit", anchor=tmp_path / "anchor")


def test_an_anchor_that_was_tampered_with_is_told(tmp_path):
    (tmp_path / "anchor").write_text("nonsense\n")
    with pytest.raises(CommandError, match="anchor"):
        call_command("verify_audit", anchor=tmp_path / "anchor")


# --- why people did something ---------------------------------------------------------------------------------------

WHY = "Spoke with her aunt Sunflower at the school gate"


def give_reasons() -> Contact:
    contact = factories.drafted_contact()
    child = contact.children.first()
    store.settle_child(contact, child, "C104233", TESS, WHY)
    store.open_masked(contact, WHY, TESS)
    store.set_legal_hold(contact.mail, True, TESS, WHY)
    return contact


def test_a_reason_is_in_the_chain_and_nowhere_in_plain_words():
    contact = give_reasons()
    found = chain(ChainSearch(actor="tess")).links

    said = {link.event.action for link in found if link.reason == WHY}
    assert said == {"child.settled", "contact.unmasked", "mail.legal_hold_on"}
    assert queries.contact_view(contact.ulid, TESS).children[0].reason == WHY
    assert verifying.verify() is None


def test_no_word_of_a_reason_lies_in_any_column():
    give_reasons()
    for model in apps.get_app_config("records").get_models():
        told = repr([[as_text(value) for value in row.values()] for row in model._default_manager.values()])
        assert "Sunflower" not in told, model


def test_another_reason_in_the_place_of_the_first_is_found():
    give_reasons()
    kept = Reason.objects.get(event__action="child.settled")
    Reason.objects.filter(pk=kept.pk).update(text_sealed=sealed_reason(b"Another", kept.event.number))

    assert "another reason" in verifying.verify().what


def test_a_reason_goes_with_the_purge_and_the_chain_still_holds():
    contact = give_reasons()
    store.set_legal_hold(contact.mail, False, TESS, WHY)
    mail = decided_long_ago(contact)
    purge_due(SYSTEM)

    assert content_left(mail) == 0 and verifying.verify() is None
    assert not Reason.objects.exclude(text_sealed=b"").exists()


def test_a_change_and_its_link_stand_or_fall_together():
    from django.db import transaction

    contact = factories.drafted_contact()
    links = AuditEvent.objects.count()

    class Cut(Exception):
        pass

    with pytest.raises(Cut), transaction.atomic():
        store.correct(contact, "children[0].school", "Another", TESS)
        raise Cut

    assert (AuditEvent.objects.count(), Correction.objects.count()) == (links, 0)


def test_links_hold_no_content():
    contact = factories.drafted_contact()
    store.correct(contact, "children[0].school", "Sunflower Primary", TESS)

    told = json.dumps([[each.details, each.subject, each.action] for each in AuditEvent.objects.all()])
    assert not any(word in told for word in ("Sunflower", "Okonkwo", "Amir", "UB3"))
