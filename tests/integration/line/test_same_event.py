"""The same report once: repeats are linked, changed versions take the place of what nobody approved, nothing is dropped."""

from dataclasses import replace

import pytest

from postroom.contact import Field, Status
from postroom.states import ContactState
from records import queries, store
from records.models import Contact, PointKind
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")


def read(contact, picture=b"picture"):
    return factories.read_contact(contact, picture)


def changed(contact, **leaves):
    return replace(contact, **{name: Field(value, Status.CERTAIN) for name, value in leaves.items()})


def test_the_same_report_again_is_linked_and_not_drafted():
    said, picture = factories.merlin()
    first, again = read(said, picture), read(said, picture)

    assert (again.state, again.repeat_of) == (ContactState.REPEAT, first)
    assert not again.points.filter(closed_at=None).exists()


def test_a_changed_report_takes_the_place_of_one_that_nobody_approved():
    said, _ = factories.merlin(brag="amber")
    first = read(said)
    newer = read(changed(said, police_brag="red"))

    first.refresh_from_db()
    assert (first.state, newer.version, newer.supersedes) == (ContactState.SUPERSEDED, 2, first)
    assert queries.differences(newer.ulid, TESS) == ()  # matching has answered of neither
    Contact.objects.update(matching_answered=True)
    assert queries.differences(newer.ulid, TESS) == (("police_brag", "amber", "red"),)
    assert not first.points.filter(closed_at=None).exists()


def test_the_draft_of_the_old_version_becomes_the_draft_of_the_new_one():
    first = factories.drafted_contact()
    before = {row.position: (row.mark, row.draft_reference) for row in first.children.all()}
    said, _ = factories.merlin()
    newer = read(changed(said, dash_grade="high"))

    assert {row.position: (row.mark, row.draft_reference) for row in newer.children.all()} == before


def test_what_is_approved_stays_and_a_person_is_told():
    said, _ = factories.merlin()
    first = factories.drafted_contact()
    Contact.objects.filter(pk=first.pk).update(state=ContactState.FINISHED)
    newer = read(changed(said, dash_grade="high"))

    first.refresh_from_db()
    assert first.state == ContactState.FINISHED
    assert first.points.filter(closed_at=None, kind=PointKind.NEW_VERSION).count() == 1
    assert newer.points.filter(closed_at=None, kind=PointKind.NEW_VERSION).count() == 1


def test_a_version_that_comes_while_the_robot_types_takes_over_its_draft_and_makes_no_second():
    said, _ = factories.merlin()
    first = factories.matched_contact()
    store.start_work(first, factories.ROBOT, "sandbox@1")
    newer = read(changed(said, dash_grade="high"))
    assert not store.catch_up(newer, factories.ROBOT)

    for row in first.children.all():
        store.take_draft(row, f"CON-{row.position}", [], factories.ROBOT)
    store.end_work(first, factories.ROBOT)
    newer = Contact.objects.get(pk=newer.pk)
    assert store.catch_up(newer, factories.ROBOT) and store.catch_up(newer, factories.ROBOT)

    first.refresh_from_db()
    assert first.state == ContactState.SUPERSEDED
    assert [row.draft_reference for row in newer.children.all()] == ["CON-0", "CON-1"]


def test_a_child_that_the_new_version_leaves_out_has_its_draft_withdrawn_by_a_person():
    factories.drafted_contact()
    newer = read(factories.merlin(children=1)[0])

    point = newer.points.get(kind=PointKind.WITHDRAW_DRAFT)
    assert point.path.startswith("CON-")


def test_another_report_of_the_same_incident_is_shown_to_a_person():
    said, _ = factories.merlin("26PAC100001")
    first = read(said)
    second = read(factories.merlin("26PAC100002")[0])

    assert list(second.same_event.all()) == [first]
    assert second.points.filter(kind=PointKind.SAME_EVENT, path=first.ulid, closed_at=None).count() == 1
    assert (first.state, second.state) == (ContactState.READ, ContactState.READ)


def test_reports_of_different_incidents_are_not_linked():
    read(factories.merlin("26PAC100001")[0])
    said, _ = factories.merlin("26PAC100002")
    child = replace(said.children[0], surname=Field("Another", Status.CERTAIN))
    other = replace(
        said, children=(child,), incident=replace(said.incident, cad_ref=Field("77/21NOV26", Status.CERTAIN))
    )

    assert not read(other).same_event.exists()


def test_another_record_than_the_robot_proposed_gets_a_draft_of_its_own():
    contact = factories.drafted_contact()
    child = contact.children.get(position=0)
    mark = child.mark
    store.settle_child(contact, child, "C999", TESS, "It is his cousin.")

    contact.refresh_from_db()
    child.refresh_from_db()
    assert (contact.state, child.settled_as, child.draft_reference) == (ContactState.SETTLED, "C999", "")
    assert child.mark != mark
    assert contact.points.filter(kind=PointKind.WITHDRAW_DRAFT, closed_at=None).count() == 1


def test_a_third_version_takes_the_place_of_the_second():
    said, _ = factories.merlin()
    first, second, third = (read(changed(said, dash_grade=grade)) for grade in ("standard", "medium", "high"))

    assert [Contact.objects.get(pk=each.pk).state for each in (first, second)] == [ContactState.SUPERSEDED] * 2
    assert third.version == 3 and len({row.mark for each in (first, second, third) for row in each.children.all()}) == 6
