"""No way to a masked word: whatever comes, in whatever order, every page and export is asked by all four roles.

Each family of children has words of its own, and each report a word of its own. What must be hidden is worked out here, from the history
alone, by a simpler rule than the program's: a family is masked for good once anything of it was.
"""

import json
import os
from dataclasses import dataclass, field, replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postroom.contact import Disposition, DocumentFacts, Field, Incident, Reading, Role, Status
from postroom.matching import Outcome
from postroom.states import ContactState, MailState
from records import queries, store
from records.models import Contact, MailMessage, SealedFile
from records.store.studio import bring_form
from records.subject_export import Subject, export_subject
from tests import factories

pytestmark = pytest.mark.django_db
OMAR = store.Actor.user("omar")
HISTORIES = int(os.environ.get("POSTROOM_HISTORIES", "25"))
FAMILIES = 3
SAID, PICTURE = factories.merlin()


def certain(value):
    return Field(value, Status.CERTAIN)


@dataclass(frozen=True)
class Report:
    """One content. Reports of one family share children, or their event, or the agency's reference."""

    family: int
    number: int
    reference: str
    is_sensitive: bool = False
    is_misread: bool = False  # other names for the same children: only the message or the reference tells

    @property
    def word(self):
        return f"Grange{self.number}x"

    def contact(self):
        name = f"Misread{self.number}x" if self.is_misread else f"Secret{self.family}x"
        child = replace(
            SAID.children[0], forename=certain("Amir"), surname=certain(name), date_of_birth=certain("2015-03-04"), school=certain(self.word),
            address=Field(f"{self.word} Lane", Status.CHECK, why=f"Is {name} at {self.word}?"),
        )  # fmt: skip
        return replace(
            SAID, children=(child,), people=(), agency_reference=certain(self.reference), reason=certain(f"{self.word} {name} {factories.NARRATIVE}"),
            incident=Incident(cad_ref=certain(f"CAD {self.family}")), narrative=factories.merlin(sensitive=True)[0].narrative if self.is_sensitive else None,
        )  # fmt: skip


@dataclass
class History:
    """What came and what people and robots did, and what must stay hidden by it."""

    masked: set[int] = field(default_factory=set)  # families
    reports: list[Report] = field(default_factory=list)
    mails: list[tuple[MailMessage, tuple[Report, ...]]] = field(default_factory=list)

    def send(self, *reports, mail=None):
        mail = mail or factories.mail(
            subject=" ".join(f"Secret{each.family}x {each.word}" for each in reports),
            sender=f"Secret{reports[0].family}x <a@example.org>",
        )
        facts = tuple(DocumentFacts(f"{each.word}.pdf", "application/pdf", Role.PRIMARY, pages=1) for each in reports)
        store.take_reading(
            mail, Reading(Disposition.CONTACT, None, facts, tuple(each.contact() for each in reports)), factories.READER
        )
        store.keep_file(mail, SealedFile.Kind.PICTURE, PICTURE, document=0, page=1, media_type="image/png")
        self.reports += reports
        self.mails.append((mail, reports))
        self.masked |= {each.family for each in reports if each.is_sensitive}

    def new(self, family, *, sensitive=False):
        number = len(self.reports)
        return Report(family, number, f"26PAC{number:04d}", sensitive)


def act(history, kind, family, place, flag):  # noqa: C901  # one case for each kind
    """One thing that happens. `place` chooses among what is there."""
    if kind == "comes" or not history.reports:
        history.send(history.new(family, sensitive=flag))
        return
    before = history.reports[place % len(history.reports)]
    mail, its = history.mails[place % len(history.mails)]
    contacts = list(Contact.objects.order_by("pk"))
    contact = contacts[place % len(contacts)]
    match kind:
        case "two families":
            history.send(history.new(family), history.new((family + 1) % FAMILIES, sensitive=flag))
        case "again in other bytes":
            history.send(before)
        case "newer version":
            history.send(replace(before, number=len(history.reports), is_sensitive=False, is_misread=flag))
        case "same bytes":
            again = factories.mail(subject=f"Secret{its[0].family}x {its[0].word}")
            store.link_repeat(again, MailMessage.objects.get(pk=mail.pk), factories.READER)
        case "read again":
            read_again(history, mail, its, is_misread=flag)
        case "matched":
            match(history, contact, is_restricted=flag)
        case "not matched":
            if contact.state == ContactState.READ:
                store.cannot_match(contact, "The register is away.", store.SYSTEM)
        case "corrected":
            if contact.state in (ContactState.READ, ContactState.TO_SETTLE, ContactState.DRAFTED, ContactState.SETTLED):
                store.correct(contact, "children[0].forename", "Amira", OMAR)
        case "flagged":
            Contact.objects.filter(pk=contact.pk).update(**{"restricted" if flag else "sensitive": True})
            history.masked.add(family_of(history, contact))


def read_again(history, mail, its, *, is_misread):
    mail.refresh_from_db()
    if MailState(mail.state) is MailState.READ:
        MailMessage.objects.filter(pk=mail.pk).update(state=MailState.STORED)
        mail.refresh_from_db()
        history.send(
            *(
                replace(each, number=len(history.reports) + place, is_misread=is_misread, is_sensitive=False)
                for place, each in enumerate(its)
            ),
            mail=mail,
        )


def match(history, contact, *, is_restricted):
    if contact.state == ContactState.READ:
        outcome = Outcome.AMBIGUOUS if is_restricted else Outcome.NONE
        found = [factories.candidate(restricted=True)] if is_restricted else []
        store.take_decisions(contact, [factories.decision(outcome, *found)], factories.ROBOT)
        if is_restricted:
            history.masked.add(family_of(history, contact))


def family_of(history, contact):
    return next(each.family for each in history.reports if each.word == word_of(contact))


def word_of(contact):
    return store.reading_of(contact)["children"][0]["school"]["value"]


def hidden(history):
    """Every word that nobody may see who opened nothing: of masked families, and of reports of which matching has not spoken."""
    rows = [(word_of(each), each) for each in Contact.objects.select_related("repeat_of")]
    spoken = {word for word, each in rows if each.matching_answered}
    whole = {f"Secret{family}x" for family in history.masked}
    whole |= {f"Misread{each.number}x" for each in history.reports if each.family in history.masked and each.is_misread}
    return whole | {each.word for each in history.reports if each.family in history.masked or each.word not in spoken}


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


def pictures_shown(history, people):
    """Families whose pages can be fetched as pictures."""
    for contact in Contact.objects.select_related("mail"):
        address = reverse("page_picture", kwargs={"ulid": contact.ulid, "document": 0, "page": 1})
        if people["triage"].get(address).status_code == 200:
            for row in contact.mail.contacts.all():
                yield family_of(history, row)


OPENING = st.tuples(st.just("comes"), st.integers(0, FAMILIES - 1), st.integers(0, 50), st.booleans())
KINDS = (
    "comes", "two families", "again in other bytes", "newer version", "same bytes", "read again", "matched", "matched", "not matched", "corrected", "flagged"
)  # fmt: skip
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
@given(first=OPENING, steps=STEPS)
def test_no_history_leads_to_a_masked_word(first, steps):
    with transaction.atomic():
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
