"""No way to a masked word: whatever comes, in whatever order, every page and export is asked by all four roles."""

import json
import os
from dataclasses import replace

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postroom.contact import Incident
from postroom.matching import Outcome
from records import queries, store
from records.models import Contact, MailMessage
from records.queries.masks import Mask
from records.queries.post import mail_view
from records.store.studio import bring_form
from records.subject_export import Subject, export_subject
from tests import factories
from tests.integration.web.histories import FAMILIES, KINDS, OMAR, PICTURE, History, act, family_of, hidden

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("POSTROOM_HISTORIES", "25"))


def everything_shown(people):  # noqa: C901  # one loop for each role
    """(where, text) of every page for everybody who may open it, and of the exports."""
    triage = people["triage"]
    for where in ("for_a_person", "in_the_line", "over"):
        yield where, triage.get(reverse("worktray"), {"where": where})
    for name in ("held", "not_contacts"):
        yield name, triage.get(reverse(name))
    for contact in Contact.objects.all():
        at = {"ulid": contact.ulid}
        for name, more in {"contact": {}, "contact_drafts": {}, "field": {"path": "children[0].surname"}}.items():
            yield name, triage.get(reverse(name, kwargs=at | more))
    for mail in MailMessage.objects.all():
        for name in ("mail", "replies"):
            yield name, triage.get(reverse(name, kwargs={"ulid": mail.ulid}))
    for role, names in {
        "ops": ("operations", "ledger"),
        "admin": ("studio", "accounts"),
        "auditor": ("audit", "ledger"),
    }.items():
        for name in names:
            yield name, people[role].get(reverse(name))


def everything_told():
    """(where, text) of what the queries give to the pages: a word that a page happens not to show has no business there either."""
    for contact in Contact.objects.all():
        yield "contact_view", queries.contact_view(contact.ulid, OMAR)
        yield "differences", queries.differences(contact.ulid, OMAR)
        seen = queries.open_contact(contact.ulid, OMAR)
        yield "reading", (seen.reading, seen.reference if seen.mask is not Mask.WITHOUT_NAMES else "")
    for mail in MailMessage.objects.all():
        yield "mail_view", mail_view(mail.ulid, OMAR)
    for where in Contact.Place.values:
        yield "worktray", queries.worktray(queries.WorktrayFilter(where=where))


def pictures_shown(history, people):
    """Families whose pages can be fetched as pictures."""
    for contact in Contact.objects.select_related("mail"):
        address = reverse("page_picture", kwargs={"ulid": contact.ulid, "document": 0, "page": 1})
        if people["triage"].get(address).status_code == 200:
            for row in contact.mail.contacts.all():
                yield family_of(history, row)


OPENING = st.tuples(st.just("comes"), st.integers(0, FAMILIES - 1), st.integers(0, 50), st.booleans())
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, FAMILIES - 1), st.integers(0, 50), st.booleans()),
    min_size=1,
    max_size=9,
)


@settings(
    max_examples=HISTORIES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
@given(first=OPENING, steps=STEPS, before_matching=st.sampled_from((Mask.NOT_MATCHED, Mask.WITHOUT_NAMES)))
def test_no_history_leads_to_a_masked_word(first, steps, before_matching):
    chosen = replace(configured.ENVIRONMENT, before_matching=before_matching)
    with override_settings(ENVIRONMENT=chosen), transaction.atomic():
        history = History()
        for step in (first, *steps):
            act(history, *step)
        people = {role: Client() for role in ("triage", "ops", "admin", "auditor")}
        for role, client in people.items():
            client.force_login(
                factories.account("omar" if role == "triage" else role, role),
                backend="django.contrib.auth.backends.ModelBackend",
            )
        words = hidden(history)
        for where, answer in everything_shown(people):
            text = answer.content.decode()
            assert not {word for word in words if word in text}, where
        for where, told in everything_told():
            assert not {word for word in words if word in repr(told)}, where
        assert not set(pictures_shown(history, people)) & history.masked
        for family in range(FAMILIES):
            told = json.dumps(export_subject(Subject("", "Amir", f"Secret{family}x", "2015-03-04"), OMAR))
            assert not {word for word in words if word in told}, "export"
        transaction.set_rollback(True)


# --- what the setting and the opening change ------------------------------------------------------------------------


@pytest.fixture
def tess(client):
    client.force_login(factories.account("tess", "triage"))
    return client


def at(name, contact, **more):
    return reverse(name, kwargs={"ulid": contact.ulid, **more})


def test_before_matching_a_contact_opens_with_a_reason_only(tess):
    contact = factories.read_contact(*factories.merlin())
    shut = tess.get(at("contact", contact)).content.decode()
    store.open_masked(contact, "I am on duty for this family.", store.Actor.user("tess"))
    opened = tess.get(at("contact", contact)).content.decode()

    assert "Matching has not said yet" in shut and "Okonkwo" not in shut and "26PAC104417" not in shut
    assert "Okonkwo" in opened


def test_by_setting_it_is_shown_without_names_and_addresses(tess, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, before_matching="without_names")
    contact = factories.read_contact(*factories.merlin())
    page, tray = (
        tess.get(at("contact", contact)).content.decode(),
        tess.get(reverse("worktray") + "?where=in_the_line").content.decode(),
    )

    assert "26PAC104417" in page and "26PAC104417" in tray
    assert not any(word in page + tray for word in ("Okonkwo", "Amir", "Mill Lane", "Grange Park", "threatened"))
    assert tess.get(at("page_picture", contact, document=0, page=1)).status_code == 404


def test_a_mask_that_becomes_known_late_shuts_what_was_open(tess):
    first = factories.drafted_contact()
    other = factories.read_contact(replace(factories.merlin("26PAC555555")[0], incident=Incident()), PICTURE)
    assert "Okonkwo" in tess.get(at("contact", first)).content.decode()
    store.take_decisions(
        other, [factories.decision(Outcome.AMBIGUOUS, factories.candidate(restricted=True))] * 2, factories.ROBOT
    )

    assert "Okonkwo" not in tess.get(at("contact", first)).content.decode()
    assert "Okonkwo" not in tess.get(reverse("mail", kwargs={"ulid": first.mail.ulid})).content.decode()


def test_an_older_copy_in_a_robots_hands_takes_no_mask_off():
    contact = factories.drafted_contact()
    stale = Contact.objects.get(pk=contact.pk)
    Contact.objects.filter(pk=contact.pk).update(sensitive=True, restricted=True)
    store.reject(stale, "duplicate", OMAR)

    contact.refresh_from_db()
    assert contact.sensitive and contact.restricted and contact.matching_answered


def test_the_studio_tells_nothing_of_masked_post(tess):
    from records.models import Replay
    from records.queries.studio import replay_view
    from records.store.replay import advance

    contact = factories.drafted_contact()
    form = bring_form("form.pdf", "application/pdf", b"form", store.Actor.user("ada"))
    tried = Replay.objects.create(rehearsal=form, template="", until=contact.mail.pk, total=1)
    advance(tried, 1, [{"mail": contact.mail.ulid, "changed": ["contacts[0].children[0].surname"]}])
    open_view = replay_view(form.ulid, store.Actor.user("ada"))
    Contact.objects.filter(pk=contact.pk).update(sensitive=True)
    shut_view = replay_view(form.ulid, store.Actor.user("ada"))

    assert (len(open_view.rows), open_view.masked) == (1, 0)
    assert (len(shut_view.rows), shut_view.masked) == (0, 1)


def test_an_export_with_a_reason_opens_what_is_masked_and_says_so_in_the_chain():
    contact = factories.drafted_contact()
    Contact.objects.filter(pk=contact.pk).update(restricted=True)
    child = Subject("", "Amir", "Okonkwo", "2015-03-04")
    (shut,) = export_subject(child, OMAR)
    (told,) = export_subject(child, OMAR, "A subject access request of the family.")

    assert shut["masked"] and "report" not in shut and "Give a reason" in shut["before_disclosure"]
    assert told["report"] and "restricted" in told["before_disclosure"]
    assert queries.open_contact(contact.ulid, OMAR).is_open
