"""Two officers at one contact, one click too many, and a page that was open for too long."""

import pytest
from django.test import Client
from django.urls import reverse

from postroom.matching import Outcome
from postroom.states import ContactState
from records import store
from records.models import Approval, AuditEvent, Correction
from records.store import drafting
from tests import factories

pytestmark = pytest.mark.django_db
CHOICE = {"category": "Neglect", "outcome": "Send to MASH"}
BORN = "children[0].date_of_birth"


@pytest.fixture
def desks():
    """Tess's browser and Tom's."""
    found = []
    for name in ("tess", "tom"):
        client = Client()
        client.force_login(factories.account(name, "triage"))
        found.append(client)
    return found


def at(name, contact, **more):
    return reverse(name, kwargs={"ulid": contact.ulid, **more})


def settled_contact(reference="26PAC104417"):
    contact = factories.drafted_contact(reference)
    tess = store.Actor.user("tess")
    for child, record in zip(contact.children.all(), ("C104233", "new"), strict=True):
        store.settle_child(contact, child, record, tess)
    store.confirm_point(contact, BORN, tess)
    store.confirm_point(contact, "people[0].relationship", tess)
    store.correct(contact, "children[1].ethnicity_code", "BAFR", tess)
    return contact


def hidden(client, address, name):
    page = client.get(address).content.decode()
    start = page.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return page[start : page.index('"', start)]


def test_nobody_approves_what_a_colleague_changed_behind_the_page(desks):
    tess, tom = desks
    contact = settled_contact()
    seen = hidden(tess, at("contact", contact), "seen")
    tom.post(at("field", contact, path="children[0].forename"), {"value": "Aamir"})

    refused = tess.post(at("approve", contact), CHOICE | {"seen": seen})

    assert refused.status_code == 422
    assert "Somebody changed this contact after you opened it." in refused.content.decode()
    assert "Aamir" in refused.content.decode()
    again = hidden(tess, at("contact", contact), "seen")
    assert tess.post(at("approve", contact), CHOICE | {"seen": again}).status_code == 302
    assert store.frozen_values(contact)["children[0].forename"] == "Aamir"


def test_a_second_click_on_approve_changes_nothing(desks):
    contact = settled_contact()
    choice = CHOICE | {"seen": hidden(desks[0], at("contact", contact), "seen")}

    answers = [desks[0].post(at("approve", contact), choice).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert Approval.objects.count() == AuditEvent.objects.filter(action="contact.approve").count() == 1


def test_it_is_right_says_nothing_of_a_value_that_was_changed_meanwhile(desks):
    tess, tom = desks
    contact = factories.drafted_contact()
    tom.post(at("field", contact, path=BORN), {"day": "4", "month": "3", "year": "2014"})

    page = tess.post(at("field", contact, path=BORN), {"confirm": "yes"}, follow=True).content.decode()

    assert [each.made_by for each in Correction.objects.all()] == ["tom"]
    assert "4 March 2014" in page


def test_what_a_colleague_said_while_one_typed_is_shown_before_it_is_replaced(desks):
    tess, tom = desks
    contact = factories.drafted_contact()
    address = at("field", contact, path="children[0].forename")
    typed = {"value": "Ameer", "word": hidden(tess, address, "word")}
    tom.post(address, {"value": "Aamir", "word": "0"})

    page = tess.post(address, typed).content.decode()
    assert "tom said “Aamir” while you were typing." in page
    assert 'value="Ameer"' in page
    tess.post(address, {"value": "Ameer", "word": str(Correction.objects.get().pk)})

    assert store.standing_values(contact)["children[0].forename"].value == "Ameer"


def test_a_child_whom_a_colleague_settled_is_not_settled_over_it_unseen(desks):
    tess, tom = desks
    contact = factories.drafted_contact()
    child = contact.children.get(position=0)
    said = hidden(tess, at("contact", contact), "said")
    tom.post(at("match", contact, child=child.ulid), {"record": "new", "said": said})

    page = tess.post(at("match", contact, child=child.ulid), {"record": "C104233", "said": said}).content.decode()

    assert "tom settled this child while you were looking." in page
    child.refresh_from_db()
    assert (child.settled_as, child.settled_by) == ("new", "tom")


def test_a_child_that_was_settled_wrongly_is_settled_again(desks):
    contact = factories.drafted_contact()
    child = contact.children.get(position=0)
    address = at("match", contact, child=child.ulid)
    desks[0].post(address, {"record": "new", "said": "robot-1"})

    page = desks[0].get(at("contact", contact)).content.decode()
    assert "Choose again" in page
    desks[0].post(address, {"record": "C104233", "said": "tess"})

    child.refresh_from_db()
    assert child.settled_as == "C104233"


def test_a_correction_after_the_robot_stopped_is_approved_once_more(desks):
    contact = settled_contact()
    tess = store.Actor.user("tess")
    store.approve(contact, *CHOICE.values(), tess)
    contact.refresh_from_db()
    store.start_work(contact, factories.ROBOT, "sandbox@1")
    drafting.stop_work(contact, "The case system refused the postcode.", factories.ROBOT)

    store.correct(contact, "children[0].postcode", "UB3 2BB", tess)
    store.try_again(contact, tess)

    contact.refresh_from_db()
    assert contact.state == ContactState.SETTLED
    assert not Approval.objects.exists()
    assert AuditEvent.objects.filter(action="approval.taken_back", subject=contact.ulid).exists()


def test_a_robot_that_only_stopped_goes_on_to_what_was_approved():
    contact = settled_contact()
    tess = store.Actor.user("tess")
    store.approve(contact, *CHOICE.values(), tess)
    contact.refresh_from_db()
    store.start_work(contact, factories.ROBOT, "sandbox@1")
    drafting.stop_work(contact, "The page did not answer.", factories.ROBOT)
    store.try_again(contact, tess)

    contact.refresh_from_db()
    assert contact.state == ContactState.APPROVED


def test_whoever_was_signed_out_keeps_what_they_typed(desks):
    contact = factories.drafted_contact()
    desks[0].logout()

    answer = desks[0].post(at("field", contact, path="reason"), {"value": "x"}, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert "What you typed is still here" in answer.content.decode()


def test_every_refusal_is_a_page_of_ours(desks):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.account("ada", "admin"))

    refused = strict.post(reverse("sign-out"))
    assert refused.status_code == 403
    assert "This page was open for too long" in refused.content.decode()
    assert "csrfmiddlewaretoken" in refused.content.decode()
    for client in (*desks, Client()):
        nowhere = client.get("/nowhere/")
        assert nowhere.status_code == 404
        assert "There is no such page" in nowhere.content.decode()
    assert desks[0].get("/", headers={"Host": "evil.example"}).status_code == 400


def test_an_undecided_match_has_nothing_chosen(desks):
    contact = factories.matched_contact([factories.decision(Outcome.POSSIBLE, factories.candidate())] * 2)

    assert "checked" not in desks[0].get(at("contact", contact)).content.decode()
