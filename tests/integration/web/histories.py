"""Histories of post for the test of masks: what comes, what people and robots do with it, and what must stay hidden by it.

Each family of children has words of its own, and each report a word of its own. What must be hidden is worked out here, from the history
alone, by a simpler rule than the program's: a family is masked for good once anything of it was.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

from postroom.contact import Disposition, DocumentFacts, Field, Incident, Reading, Role, Status
from postroom.matching import Outcome
from postroom.states import ContactState, MailState
from records import store
from records.models import Contact, MailMessage, Opening, SealedFile
from tests import factories

OMAR = store.Actor.user("omar")
FAMILIES = 3
SAID, PICTURE = factories.merlin()
LONG_AGO = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
KINDS = (
    "comes", "comes and waits", "two families", "again in other bytes", "newer version", "same bytes", "same bytes, held", "read again",
    "matched", "matched", "not matched", "corrected", "flagged", "flagged", "opened by another", "opened long ago",
)  # fmt: skip


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
    unread: set[str] = field(default_factory=set)  # words of post that nothing has read yet

    def post(self, *reports, raw=b""):
        return factories.mail(
            subject=" ".join(f"Secret{each.family}x {each.word}" for each in reports),
            sender=f"Secret{reports[0].family}x <a@example.org>",
            raw=raw,
        )

    def send(self, *reports, mail=None):
        mail = mail or self.post(*reports, raw=f"message {len(self.mails)}".encode())
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


def act(history, kind, family, place, flag):  # noqa: C901, PLR0912  # one case for each kind
    """One thing that happens. `place` chooses among what is there."""
    if kind == "comes" or not history.reports:
        history.send(history.new(family, sensitive=flag))
        return
    if kind == "comes and waits":
        report = Report(family, 1000 + len(history.unread), "26PAC9999")
        history.post(report)
        history.unread.add(report.word)
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
        case "same bytes, held":
            again = history.post(*its, raw=store.file_of(mail, SealedFile.Kind.RAW, 0)[0])
            facts = (DocumentFacts(f"{its[0].word}.pdf", "application/pdf", Role.PRIMARY),)
            store.take_reading(again, Reading(Disposition.HELD, "unreadable", facts), factories.READER)
        case "opened by another":
            store.open_masked(contact, "I am on duty for this family.", store.Actor.user("tess"))
        case "opened long ago":
            store.open_masked(contact, "I was on duty for this family.", OMAR)
            Opening.objects.filter(contact=contact).update(opened_at=LONG_AGO, until=LONG_AGO)
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
    return (
        whole
        | history.unread
        | {each.word for each in history.reports if each.family in history.masked or each.word not in spoken}
    )
