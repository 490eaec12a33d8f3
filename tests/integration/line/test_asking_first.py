"""Before the robot begins: a person is asked for what the form needs, and for children whom the case system's own search shows."""

from dataclasses import replace

import pytest

from bots import robot
from postroom.contact import Field, Status
from postroom.matching import Outcome
from postroom.states import ContactState
from records import queries, store, verifying
from records.models import Contact, PointKind
from sandbox.casesystem.drafts import Drafts
from sandbox.casesystem.manners import Manners, Switchboard
from sandbox.casesystem.people import Register
from sandbox.casesystem.serve import running
from sandbox.casesystem.signin import Account, Door
from sandbox.casesystem.site import Site
from tests import factories
from tests.integration.line.test_whole_line import SIGN_IN

TESS = store.Actor.user("tess")
BLANK = dict.fromkeys(
    ("case_id", "forename", "middle_names", "surname", "also_known_as", "date_of_birth", "sex", "nhs_number", "upn", "address",
     "postcode", "mother_name", "family_id", "status", "allocated_team", "merged_into", "expected_delivery_date", "restricted"), ""
)  # fmt: skip
AMIR = {"case_id": "500001", "forename": "Amir", "surname": "Okonkwo", "date_of_birth": "2015-03-04", "sex": "M"}


@pytest.fixture
def people():
    """Whom the case system knows: a test may add to it."""
    return []


@pytest.fixture
def case_system(line, people, settings, monkeypatch):
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    known = Register([BLANK | one for one in people])
    site = Site(known, Door([Account(*list(SIGN_IN.values())[:4])]), Drafts(), Switchboard(Manners()))
    with running(site) as started:
        chosen = replace(settings.ENVIRONMENT.case_system, url=started.url)
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, case_system=chosen)
        yield site
        robot.cool_down()


def matched(*decisions, **leaves):
    """A contact of one child, after matching. `leaves` are the child's, where they differ from Amir's."""
    said, picture = factories.merlin(children=1)
    good = {"date_of_birth": Field("2015-03-04", Status.CERTAIN)} | leaves
    said = replace(said, children=(replace(said.children[0], **good),))
    row = factories.read_contact(said, picture)
    store.take_decisions(row, decisions or [factories.decision(Outcome.NONE)], factories.ROBOT)
    return row


def asked(contact, *kinds):
    return [point.reason for point in contact.points.filter(closed_at=None, kind__in=kinds)]


def test_a_value_that_is_only_check_is_asked_for_before_anything_is_typed(line, case_system):
    contact = matched(sex=Field("M", Status.CHECK, why="Two boxes are ticked."))

    line.work("robot")

    contact.refresh_from_db()
    assert (contact.state, case_system.drafts.all()) == (ContactState.TO_SETTLE, [])
    assert asked(contact, PointKind.MISSING_VALUE) == [
        "The case system needs this before a draft can be made: Gender. Confirm what was read, or add it."
    ]


def test_a_persons_word_makes_the_value_usable_and_the_robot_goes_on(line, case_system):
    contact = matched(sex=Field("M", Status.CHECK))
    line.work("robot")

    store.confirm_point(Contact.objects.get(), "children[0].sex", TESS)
    line.work("robot")

    contact.refresh_from_db()
    assert contact.state == ContactState.DRAFTED
    assert [draft.answers["gender"] for draft in case_system.drafts.all()] == ["Male"]
    assert not asked(contact, PointKind.MISSING_VALUE)


def test_the_contact_waits_until_everything_was_said(line, case_system):
    contact = matched(
        sex=Field("M", Status.CHECK), surname=Field(None, Status.ABSENT), forename=Field(None, Status.ABSENT)
    )
    line.work("robot")

    for path, value in (("children[0].sex", "M"), ("children[0].surname", "Okonkwo")):
        contact.refresh_from_db()
        assert contact.state == ContactState.TO_SETTLE
        store.correct(contact, path, value, TESS)
    store.correct(contact, "children[0].forename", "Amir", TESS)
    line.work("robot")

    contact.refresh_from_db()
    assert contact.state == ContactState.DRAFTED


def test_an_unborn_child_is_drafted_by_the_maps_own_rule(line, case_system):
    unborn = {
        "forename": Field(None, Status.ABSENT),
        "date_of_birth": Field(None, Status.ABSENT),
        "sex": Field(None, Status.ABSENT),
        "is_unborn": Field(True, Status.CERTAIN),
        "expected_delivery_date": Field("2027-02-14", Status.CERTAIN),
    }
    matched(**unborn)

    line.work("robot")

    [draft] = case_system.drafts.all()
    held = {name: draft.answers[name] for name in ("forename", "surname", "gender", "unborn", "edd_month", "dob_year")}
    assert held == {
        "forename": "Unborn",
        "surname": "Okonkwo",
        "gender": "Unknown",
        "unborn": "on",
        "edd_month": "2",
        "dob_year": "",
    }


def test_a_child_with_one_name_is_drafted(line, case_system):
    matched(surname=Field(None, Status.ABSENT))

    line.work("robot")

    assert [(one.answers["forename"], one.answers["surname"]) for one in case_system.drafts.all()] == [("Amir", "")]


class TestSomebodyIsThere:
    @pytest.fixture
    def people(self):
        return [AMIR]

    def test_a_child_whom_the_system_shows_is_not_called_new(self, line, case_system):
        contact = matched()

        line.work("robot")

        contact.refresh_from_db()
        view = queries.contact_view(contact.ulid, TESS).children[0]
        assert (contact.state, case_system.drafts.all()) == (ContactState.TO_SETTLE, [])
        assert (
            "The case system's own search shows 1 record of this surname and date of birth. The child may exist."
            in asked(contact, PointKind.SETTLE_CHILD)
        )
        assert (view.settled_as, [one["case_id"] for one in view.decision["candidates"]]) == ("", ["500001"])

    def test_a_persons_word_stands_and_is_asked_for_once(self, line, case_system):
        contact = matched()
        line.work("robot")
        contact.refresh_from_db()

        store.settle_child(contact, contact.children.get(), "new", TESS, "A namesake: I asked the school.")
        line.work("robot")

        contact.refresh_from_db()
        assert contact.state == ContactState.DRAFTED
        assert len(case_system.drafts.all()) == 1
        assert verifying.verify() is None

    def test_a_twin_on_the_same_form_is_no_doubt(self, line, case_system):
        said, picture = factories.merlin()
        born = {"date_of_birth": Field("2015-03-04", Status.CERTAIN)}
        contact = factories.read_contact(
            replace(said, children=tuple(replace(one, **born) for one in said.children)), picture
        )
        chosen = factories.decision(Outcome.EXACT, factories.candidate("500001"))
        store.take_decisions(contact, [chosen, factories.decision(Outcome.NONE)], factories.ROBOT)

        line.work("robot")

        contact.refresh_from_db()
        assert contact.state == ContactState.DRAFTED, asked(contact, *PointKind)


class TestSomebodyIsHidden:
    @pytest.fixture
    def people(self):
        return [AMIR | {"restricted": "Y"}]

    def test_a_record_that_may_not_be_seen_may_be_the_child(self, line, case_system):
        contact = matched()

        line.work("robot")

        contact.refresh_from_db()
        assert (contact.state, case_system.drafts.all()) == (ContactState.TO_SETTLE, [])
        assert any("may not see. The child may exist." in reason for reason in asked(contact, PointKind.SETTLE_CHILD))


class TestTheRecordWasMerged:
    @pytest.fixture
    def people(self):
        return [AMIR | {"merged_into": "500002"}, AMIR | {"case_id": "500002"}]

    def test_the_survivor_is_shown_and_a_person_confirms_it(self, line, case_system):
        contact = matched(factories.decision(Outcome.EXACT, factories.candidate("500001")))

        line.work("robot")

        contact.refresh_from_db()
        view = queries.contact_view(contact.ulid, TESS).children[0]
        assert contact.state == ContactState.TO_SETTLE
        assert [one["case_id"] for one in view.decision["candidates"]] == ["500002", "500001"]
        assert any("was merged into another" in reason for reason in asked(contact, PointKind.SETTLE_CHILD))
        store.settle_child(contact, contact.children.get(), "500002", TESS)
        line.work("robot")
        assert [draft.person for draft in case_system.drafts.all()] == ["500002"]


def test_a_record_that_is_gone_is_asked_about(line, case_system):
    contact = matched(factories.decision(Outcome.EXACT, factories.candidate("500009")))

    line.work("robot")

    contact.refresh_from_db()
    assert contact.state == ContactState.TO_SETTLE
    assert "The case system does not find the record that was proposed. Choose again." in asked(
        contact, PointKind.SETTLE_CHILD
    )
