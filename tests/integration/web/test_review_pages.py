"""The pages of triage officers through Django's client, over a real store."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postroom.matching import Outcome
from postroom.states import ContactState
from records import store
from records.models import AuditEvent, Contact, OpenPoint
from records.store.values import edition
from tests import factories

pytestmark = pytest.mark.django_db
CHOICE = {"category": "Domestic Incident Notification", "outcome": "Send to MASH"}


@pytest.fixture
def tessa(client):
    client.force_login(factories.account("tessa", "triage"))
    return client


def at(name, contact, **more):
    return reverse(name, kwargs={"ulid": contact.ulid, **more})


def settle_all(client, contact):
    for child, record in zip(contact.children.all(), ("C104233", "new"), strict=True):
        client.post(at("match", contact, child=child.ulid), {"record": record})
    for path in ("children[0].date_of_birth", "people[0].relationship"):
        client.post(at("field", contact, path=path), {"confirm": "yes"})
    client.post(at("field", contact, path="children[1].ethnicity_code"), {"value": "BAFR"})


def test_the_worktray_shows_the_red_report_first_with_its_clock(tessa):
    factories.read_contact(*factories.merlin("26PAC100001", brag="green"), minutes_ago=400)
    factories.drafted_contact()
    for row in store_contacts():
        if row.state == ContactState.READ:
            store.take_decisions(
                row, [factories.decision(Outcome.POSSIBLE, factories.candidate())] * 2, factories.ROBOT
            )

    page = tessa.get(reverse("worktray")).content.decode()

    assert page.index("26PAC104417") < page.index("26PAC100001")
    assert "2 contacts waiting" in page
    assert "1 hour 57 minutes left" in page or "1 hour 58 minutes left" in page
    assert "Red, or words of child protection" in page


def store_contacts():
    from records.models import Contact

    return list(Contact.objects.all())


def test_a_value_is_shown_beside_its_words_with_a_box_on_the_page(tessa):
    contact = factories.drafted_contact()

    page = tessa.get(at("contact", contact)).content.decode()

    assert "4 March 2015" in page
    assert "written “04/03/2015”" in page
    assert "The age stated (12) does not fit this date." in page
    assert 'id="box-children-0-date_of_birth"' in page
    assert 'viewBox="0 0 595' in page
    assert at("page_picture", contact, document=0, page=1) in page


def test_the_picture_of_a_page_is_there_and_is_not_kept_by_the_browser(tessa):
    contact = factories.drafted_contact()

    answer = tessa.get(at("page_picture", contact, document=0, page=1))

    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Cache-Control"] == "no-store"


def test_confirming_and_correcting_close_the_open_points(tessa):
    contact = factories.drafted_contact()
    settle_all(tessa, contact)

    values = store.standing_values(contact)
    assert OpenPoint.objects.filter(contact=contact, closed_at__isnull=True).count() == 0
    assert values["children[1].ethnicity_code"].value == "BAFR"
    assert values["children[0].date_of_birth"].settled_by == "tessa"
    assert "Every point is settled." in tessa.get(at("contact", contact)).content.decode()


def test_a_wrong_correction_comes_back_with_what_to_type(tessa):
    contact = factories.drafted_contact()

    answer = tessa.post(
        at("field", contact, path="children[0].date_of_birth"), {"day": "31", "month": "2", "year": "2015"}
    ).content.decode()

    assert "Date of birth must be a real date" in answer
    assert "There is a problem" in answer
    assert 'value="31"' in answer
    assert store.standing_values(contact)["children[0].date_of_birth"].settled_by == ""


def test_the_form_of_a_value_holds_it_as_it_stands(tessa):
    contact = factories.drafted_contact()

    form = tessa.get(at("field", contact, path="children[0].date_of_birth")).content.decode()
    assert 'name="day"' in form
    assert 'value="4"' in form
    assert 'value="2015"' in form
    assert tessa.get(at("field", contact, path="children[0].nonsense")).status_code == 404


def test_scripts_get_the_part_of_the_page_that_changed(tessa):
    contact = factories.drafted_contact()
    scripts = {"HTTP_HX_REQUEST": "true"}
    path = "children[0].date_of_birth"

    settled = tessa.post(at("field", contact, path=path), {"confirm": "yes"}, **scripts).content.decode()
    refused = tessa.post(at("field", contact, path=path), {"value": ""}, **scripts)

    assert settled.lstrip().startswith('<div class="app-reading"')
    assert refused["HX-Retarget"] == "#children-0-date_of_birth"


def test_no_record_is_taken_that_was_not_offered(tessa):
    contact = factories.drafted_contact()
    child = contact.children.get(position=0)

    for typed in ({}, {"record": "C999999"}):
        page = tessa.post(at("match", contact, child=child.ulid), typed).content.decode()
        assert "Choose a record, or say that the child is new" in page
    assert OpenPoint.objects.filter(child=child, closed_at__isnull=True).exists()


def test_an_ambiguous_child_needs_a_reason(tessa):
    found = factories.decision(Outcome.AMBIGUOUS, factories.candidate(), factories.candidate("C2"))
    contact = factories.matched_contact([found, factories.decision(Outcome.NONE)])
    child = contact.children.get(position=0)

    page = tessa.post(at("match", contact, child=child.ulid), {"record": "C2"}).content.decode()
    assert "Say why it is this one" in page
    tessa.post(at("match", contact, child=child.ulid), {"record": "C2", "reason": "The mother confirmed the address."})

    child.refresh_from_db()
    assert child.settled_as == "C2"


def test_approval_waits_for_every_open_point_and_says_which_rule_stops_it(tessa):
    contact = factories.drafted_contact()

    page = tessa.get(at("contact", contact)).content.decode()
    sentence = "Say which record each child is. 2 children are open."
    assert sentence in page
    refused = tessa.post(at("approve", contact), CHOICE)
    assert refused.status_code == 422
    assert sentence in refused.content.decode()


def test_nobody_chose_category_and_outcome_beforehand(tessa):
    contact = factories.drafted_contact()
    settle_all(tessa, contact)

    page = tessa.get(at("contact", contact)).content.decode()
    assert " selected" not in page[page.index('id="category"') : page.index('id="approve"')]
    for typed, sentence in (({}, "Choose the category"), ({"category": CHOICE["category"]}, "Choose the outcome")):
        assert sentence in tessa.post(at("approve", contact), typed).content.decode()


def test_an_approved_contact_is_fixed(tessa):
    contact = factories.drafted_contact()
    settle_all(tessa, contact)
    tessa.post(at("approve", contact), CHOICE | {"seen": edition(contact)})

    contact.refresh_from_db()
    assert contact.state == ContactState.APPROVED
    assert contact.approval.category == CHOICE["category"]
    assert tessa.post(at("field", contact, path="children[0].forename"), {"value": "Other"}).status_code == 409
    assert store.standing_values(contact)["children[0].forename"].value == "Amir"


def test_the_state_of_the_drafts_is_drawn_again_only_when_it_changed(tessa):
    contact = factories.matched_contact()
    address = at("contact_drafts", contact)

    assert tessa.get(address, {"seen": "settled"}).status_code == 204
    factories.write_drafts(contact, read_back={"name": "School", "wanted": "Oak", "read_back": "Ash", "same": False})
    changed = tessa.get(address, {"seen": "settled"}).content.decode()
    assert "1 of 2 fields differ" in changed
    assert "wanted Oak" in changed
    assert 'hx-swap-oob="true"' in changed


def test_a_contact_is_rejected_with_a_reason_and_can_come_back(tessa):
    contact = factories.drafted_contact()

    assert "Choose why this is not a contact" in tessa.post(at("reject", contact)).content.decode()
    tessa.post(at("reject", contact), {"because": "for_another_council"})
    contact.refresh_from_db()
    assert contact.state == ContactState.REJECTED
    tessa.post(at("reopen", contact))
    contact.refresh_from_db()
    assert contact.state == ContactState.READ


def test_a_masked_contact_shows_nothing_until_it_is_opened_with_a_reason(tessa):
    contact = factories.read_contact(*factories.merlin(sensitive=True))
    store.take_decisions(contact, [factories.decision(Outcome.NONE)] * 2, factories.ROBOT)
    words = ("Amir", "Okonkwo", "Mill Lane", "26PAC104417", "threatened")

    for address in (reverse("worktray") + "?where=in_the_line", at("contact", contact)):
        page = tessa.get(address).content.decode()
        assert not [word for word in words if word in page]
    assert tessa.get(at("page_picture", contact, document=0, page=1)).status_code == 404
    assert tessa.post(at("field", contact, path="children[0].forename"), {"value": "X"}).status_code == 409
    assert "Mill Lane" not in tessa.get(at("field", contact, path="children[0].address")).content.decode()

    wrong = tessa.post(at("reveal", contact), {"because": "I am on duty for this family.", "password": "wrong"})
    assert "Enter your password" in wrong.content.decode()
    short = tessa.post(at("reveal", contact), {"because": "why", "password": factories.PASSWORD})
    assert "Say in a sentence" in short.content.decode()
    tessa.post(at("reveal", contact), {"because": "I am on duty for this family.", "password": factories.PASSWORD})
    assert "Mill Lane" in tessa.get(at("contact", contact)).content.decode()
    assert AuditEvent.objects.filter(action="contact.unmasked", subject=contact.ulid, actor="tessa").count() == 1


def test_every_look_is_a_link_of_the_chain(tessa):
    contact = factories.drafted_contact()
    tessa.get(at("contact", contact))
    tessa.get(at("page_picture", contact, document=0, page=1))

    seen = list(AuditEvent.objects.filter(subject=contact.ulid, actor="tessa").values_list("action", flat=True))
    assert seen == ["viewed.contact", "viewed.picture"]


def test_a_newer_version_shows_what_changed(tessa):
    contact, picture = factories.merlin()
    factories.read_contact(contact, picture)
    changed, picture = factories.merlin(brag="amber")
    newer = factories.read_contact(changed, picture)
    Contact.objects.update(matching_answered=True)

    page = tessa.get(at("contact", newer)).content.decode()
    assert "What changed since the version before" in page
    assert "<del>Red</del>" in page
    assert "<ins>Amber</ins>" in page


def test_an_unknown_contact_is_a_page_not_a_trace(tessa):
    answer = tessa.get(reverse("contact", kwargs={"ulid": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}))

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def asked_for(client, address):
    """How many times a page asks the database, once every cache is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_lists_ask_the_database_the_same_number_of_times_for_more_rows(tessa):
    addresses = (reverse("worktray") + "?where=in_the_line", reverse("held"), reverse("not_contacts"))
    asked = []
    for number in (1, 6):
        for row in range(number):
            factories.read_contact(*factories.merlin(f"26PAC1045{number}{row}"), minutes_ago=number)
            factories.held_mail()
            factories.set_aside_mail()
        asked.append([asked_for(tessa, address) for address in addresses])

    assert asked[0] == asked[1]
    assert max(asked[0]) < 30


def test_a_contact_asks_the_database_the_same_number_of_times_for_more_children(tessa):
    (found, picture), asked = factories.merlin(), []
    for number in (2, 20):
        kids = tuple(found.children[place % 2] for place in range(number))
        contact = factories.read_contact(replace(found, children=kids, agency_reference=None), picture)
        store.take_decisions(
            contact, [factories.decision(Outcome.PROBABLE, factories.candidate())] * number, factories.ROBOT
        )
        asked.append(asked_for(tessa, at("contact", contact)))

    assert asked[0] == asked[1] < 45


def test_held_post_beyond_the_first_page_is_on_the_next(tessa, monkeypatch):
    monkeypatch.setattr("records.queries.post.A_PAGE", 2)
    for number in range(3):
        factories.held_mail(subject=f"Letter {number}", minutes_ago=10 - number)

    first = tessa.get(reverse("held")).content.decode()
    second = tessa.get(reverse("held") + re.search(r"\?after=\w+", first)[0]).content.decode()
    back = tessa.get(reverse("held") + re.search(r"\?before=\w+", second)[0]).content.decode()

    assert [f"Letter {number}" in first for number in range(3)] == [True, True, False]
    assert [f"Letter {number}" in second for number in range(3)] == [False, False, True]
    assert [f"Letter {number}" in back for number in range(3)] == [True, True, False]
    assert "after=" not in second and "before=" not in back
    assert "Letter 0" in tessa.get(reverse("held") + "?after=nothing").content.decode()


def test_a_child_whom_the_reader_missed_is_added_and_filled_in(tessa):
    contact = factories.drafted_contact()

    tessa.post(at("add_child", contact))
    page = tessa.get(at("contact", contact)).content.decode()
    assert "Child 3" in page
    tessa.post(at("field", contact, path="children[2].forename"), {"value": "Chidi"})

    page = tessa.get(at("contact", contact)).content.decode()
    assert "Chidi" in page
    assert contact.children.count() == 3


def test_a_report_without_a_child_asks_for_one(tessa):
    contact = factories.answered(factories.read_contact(*factories.merlin(children=0)))

    page = tessa.get(at("contact", contact)).content.decode()
    assert "No child was found" in page
    assert "Add a child" in page
    tessa.post(at("add_child", contact))
    assert contact.children.count() == 1


def test_a_robot_that_stopped_says_why_and_is_sent_back(tessa):
    contact = factories.matched_contact()
    store.start_work(contact, factories.ROBOT, "sandbox@1")
    store.stop_work(
        contact, "The case system shows another form.", factories.ROBOT, names=["children[0].school", "Team code"]
    )

    page = tessa.get(at("contact", contact)).content.decode()
    assert "The case system shows another form." in page
    assert "The case system needs this value." in page
    assert "Let the robot try again" in page
    tessa.post(at("reopen", contact))
    contact.refresh_from_db()
    assert contact.state == ContactState.SETTLED
