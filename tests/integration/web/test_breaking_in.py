"""Ways in that were tried on purpose: past a mask, by a word in the post that is a script, by another's session or address."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from postroom.contact import Disposition, DocumentFacts, Field, Incident, Reading, Role, Status
from records import queries, store
from records.models import AuditEvent, Contact, MailMessage, SealedFile
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")
WHY = "I am on duty for this family."


@pytest.fixture
def tess(client):
    client.force_login(factories.account("tess", "triage"))
    return client


def at(name, contact, **more):
    return reverse(name, kwargs={"ulid": contact.ulid, **more})


def open_it(client, contact):
    client.post(at("reveal", contact), {"because": WHY, "password": factories.PASSWORD})


# --- past a mask ----------------------------------------------------------------------------------------------------


@pytest.fixture
def two_families():
    """Two reports in one PDF, the second with an address that must not be disclosed."""
    mail = factories.mail(subject="Okonkwo and another")
    (open_report, picture), (shut_report, _) = factories.merlin(), factories.merlin("26PAC999999", sensitive=True)
    others = tuple(
        replace(each, surname=Field("Brindle", Status.CERTAIN), address=Field("Quay House", Status.CERTAIN))
        for each in open_report.children
    )
    open_report = replace(open_report, children=others, incident=Incident())
    facts = DocumentFacts("okonkwo.pdf", "application/pdf", Role.PRIMARY, template="met-merlin-pac@1", pages=2)
    rows = store.take_reading(
        mail, Reading(Disposition.CONTACT, None, (facts,), (open_report, shut_report)), factories.READER
    )
    store.keep_file(mail, SealedFile.Kind.PICTURE, picture, document=0, page=1, media_type="image/png")
    for row in rows:
        factories.answered(row)
    return rows


def test_the_pages_of_a_masked_contact_do_not_open_by_its_neighbour(tess, two_families):
    neighbour, shut = two_families
    page = tess.get(at("contact", neighbour)).content.decode()
    assert "Amir" in page and "Another contact on these pages is masked" in page and "okonkwo.pdf" not in page
    assert tess.get(at("page_picture", neighbour, document=0, page=1)).status_code == 404

    open_it(tess, shut)
    assert tess.get(at("page_picture", neighbour, document=0, page=1)).status_code == 200


def test_a_newer_version_of_a_masked_report_is_masked_and_shows_no_difference(tess):
    said, picture = factories.merlin(sensitive=True)
    factories.read_contact(said, picture)
    moved = replace(said, dash_grade=Field("high", Status.CERTAIN), narrative=None)
    newer = factories.read_contact(moved, picture)
    page = tess.get(at("contact", newer)).content.decode()

    assert newer.version == 2 and not Contact.objects.get(pk=newer.pk).sensitive
    assert "Mill Lane" not in page and "What changed" not in page


def test_the_repeat_of_a_masked_mail_shows_no_more_than_the_first(tess):
    first = factories.read_contact(*factories.merlin(sensitive=True)).mail
    again = factories.mail(subject="Amir Okonkwo")
    store.link_repeat(again, first, factories.READER)

    assert "Okonkwo" not in tess.get(reverse("mail", kwargs={"ulid": again.ulid})).content.decode()


def test_a_difference_to_a_version_that_was_purged_is_no_fault(tess):
    said, picture = factories.merlin()
    first = factories.read_contact(said, picture)
    newer = factories.read_contact(replace(said, dash_grade=Field("high", Status.CERTAIN)), picture)
    Contact.objects.filter(pk=first.pk).update(reading_sealed=b"")
    Contact.objects.update(matching_answered=True)

    assert queries.differences(newer.ulid, TESS)
    assert tess.get(at("contact", newer)).status_code == 200


# --- words that are scripts -----------------------------------------------------------------------------------------

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def every_page(client, contact, mail):
    yield client.get(reverse("worktray"))
    yield client.get(at("contact", contact))
    yield client.get(at("contact_drafts", contact))
    yield client.get(at("field", contact, path="children[0].surname"))
    yield client.get(reverse("held"))
    yield client.get(at("mail", contact.mail))
    yield client.get(at("mail", mail))
    yield client.get(at("replies", mail))


def test_a_script_in_any_word_of_the_post_stays_a_word(tess):
    said, picture = factories.merlin()
    child = replace(
        said.children[0],
        surname=Field(SCRIPT, Status.CHECK, raw=SCRIPT, why=SCRIPT),
        school=Field(SCRIPT, Status.CERTAIN),
    )
    contact = factories.read_contact(
        replace(said, agency_reference=Field(SCRIPT, Status.CERTAIN), reason=Field(SCRIPT, Status.CERTAIN), children=(child,), narrative=None),
        picture, subject=SCRIPT, sender=SCRIPT,
    )  # fmt: skip
    factories.answered(contact)
    mail = factories.mail(subject=SCRIPT, sender=SCRIPT)
    facts = DocumentFacts(SCRIPT, SCRIPT, Role.PRIMARY, problem=SCRIPT)
    store.take_reading(mail, Reading(Disposition.HELD, "unreadable", (facts,)), factories.READER)
    store.draft_reply(mail, "acknowledgement", SCRIPT, SCRIPT, TESS)
    pages = [answer.content.decode() for answer in every_page(tess, contact, mail)]

    assert sum("&lt;script&gt;alert" in page for page in pages) >= 6
    assert not any("<script>alert" in page or "<img src=x" in page for page in pages)


def test_a_script_in_what_people_type_stays_a_word_for_the_auditor_and_the_admin(tess):
    contact = factories.read_contact(*factories.merlin(sensitive=True))
    store.open_masked(contact, SCRIPT, TESS)
    auditor, admin = Client(), Client()
    auditor.force_login(factories.account("audra", "auditor"))
    admin.force_login(factories.account("ada", "admin"))
    refused = admin.post(reverse("accounts"), {"name": SCRIPT, "full_name": SCRIPT, "email": SCRIPT, "roles": SCRIPT})
    pages = [auditor.get(reverse("audit"), {"actor": SCRIPT}), auditor.get(reverse("audit")), refused]

    assert all("<script>alert" not in page.content.decode() for page in pages)
    assert "&lt;script&gt;alert" in pages[1].content.decode()


# --- another's session, another's address ---------------------------------------------------------------------------


def test_a_sign_in_leads_to_no_other_house(client):
    factories.account("tess", "triage")
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ):
        typed = {"username": "tess", "password": factories.PASSWORD, "next": elsewhere}
        assert "evil" not in Client().post(reverse("sign-in"), typed)["Location"]
        assert "alert" not in Client().post(reverse("sign-in"), typed)["Location"]


def test_the_old_password_cannot_be_guessed_on_the_page_that_changes_it(tess, settings):
    new = {"new_password1": "another long password", "new_password2": "another long password"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        tess.post(reverse("password"), {"old_password": "a guess", **new})
    tess.post(reverse("password"), {"old_password": factories.PASSWORD, **new})

    assert User.objects.get(username="tess").check_password(factories.PASSWORD)


def test_every_list_that_names_children_is_looked_at_in_the_chain(tess):
    for name in ("worktray", "held", "not_contacts"):
        tess.get(reverse(name))
    tess.get(reverse("worktray"), headers={"Postroom-Poll": "yes", "HX-Request": "true"})
    looked = AuditEvent.objects.filter(actor="tess", action="viewed.list").values_list("subject", flat=True)

    assert list(looked) == ["worktray", "held", "not_contacts"]


def test_a_form_of_another_page_is_refused_wherever_something_changes():
    contact = factories.drafted_contact()
    strict = Client(enforce_csrf_checks=True)
    person = factories.account("all", "triage", "ops", "admin", "auditor")
    strict.force_login(person)
    child, mail = contact.children.first().ulid, {"ulid": contact.mail.ulid}
    tried = [
        at("field", contact, path="reason"), at("match", contact, child=child), at("approve", contact), at("reject", contact),
        at("reopen", contact), at("reveal", contact), at("add_child", contact), reverse("accounts"), reverse("password"),
        reverse("mail_close", kwargs=mail), reverse("mail_again", kwargs=mail), reverse("mail_trust", kwargs=mail),
        reverse("replies", kwargs=mail), reverse("new_form"), reverse("switch", kwargs={"system": "case_system"}), reverse("sign-out"),
    ]  # fmt: skip

    assert {strict.post(address).status_code for address in tried} == {403}


def test_nothing_can_be_done_by_following_a_link(tess):
    contact = factories.drafted_contact()
    child = contact.children.first().ulid
    for name, more in {
        "match": {"child": child},
        "approve": {},
        "reject": {},
        "reopen": {},
        "reveal": {},
        "add_child": {},
    }.items():
        assert tess.get(at(name, contact, **more)).status_code == 405
    for name in ("mail_close", "mail_again", "mail_trust"):
        assert tess.get(at(name, contact.mail)).status_code == 405
    assert MailMessage.objects.get().closed_how == ""
