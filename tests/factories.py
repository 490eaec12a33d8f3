"""Invented post, put into the store by the store's own verbs. Plain functions; the needed difference is a keyword."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from django.contrib.auth.models import Group, User
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from postroom.contact import (
    Child,
    Consent,
    Contact,
    Disposition,
    DocumentFacts,
    Field,
    Incident,
    Indicator,
    Narrative,
    Person,
    Quote,
    Reading,
    Referrer,
    Role,
    Status,
    Suggestion,
    Value,
)  # fmt: skip
from postroom.matching import Candidate, Decision, Outcome
from postroom.sides import BothSides, Piece, Reason, Relative, Sides
from postroom.states import ContactState
from records import store
from records.audit import Actor
from records.models import Contact as ContactRow
from records.models import MailMessage, SealedFile

ROBOT = Actor.robot("robot-1")
READER = Actor.robot("reader")
PASSWORD = "a long enough password"
A4 = (595.0, 842.0)
DOTS = 110
NARRATIVE = (
    "Police attended at 22:15 following a call from a neighbour. Both children were present in the living room. "
    "The mother said that her partner threatened to kill her in front of the children. "
    "There were no concerns about alcohol. Amir told the officer that he is scared to go home."
)
_numbers = count(1)


def account(name: str, *roles: str) -> User:
    """Somebody who may sign in."""
    person = User.objects.create_user(name, password=PASSWORD, first_name=name.title())
    person.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return person


class Page:
    """A page that is drawn and remembers where each value stands, as a reader would have found it."""

    def __init__(self, title: str) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4)
        self.canvas.setFont("Helvetica-Bold", 15)
        self.canvas.drawString(48, A4[1] - 60, title)
        self.top = 96.0

    def field(
        self, label: str, raw: str, value: Value, *, status: Status = Status.CERTAIN, why: str | None = None
    ) -> Field:
        self.canvas.setFont("Helvetica", 10)
        self.canvas.drawString(48, A4[1] - self.top - 10, label)
        self.canvas.setFont("Courier", 10)
        self.canvas.drawString(190, A4[1] - self.top - 10, raw)
        box = (190.0, self.top, 190.0 + 6 * max(1, len(raw)), self.top + 12)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(48, A4[1] - self.top - 14, 547, A4[1] - self.top - 14)
        self.top += 19
        return Field(value, status, 1.0 if status is Status.CERTAIN else 0.6, raw, 0, 1, box, why=why)

    def heading(self, text: str) -> None:
        self.top += 6
        self.canvas.setFillGray(0.9)
        self.canvas.rect(44, A4[1] - self.top - 15, 507, 18, fill=1, stroke=0)
        self.canvas.setFillGray(0)
        self.canvas.setFont("Helvetica-Bold", 11)
        self.canvas.drawString(48, A4[1] - self.top - 10, text)
        self.top += 24

    def text(self, words: str) -> Field:
        start, line = self.top, ""
        self.canvas.setFont("Helvetica", 10)
        for word in [*words.split(), ""]:
            if len(line) + len(word) > 92 or not word:
                self.canvas.drawString(48, A4[1] - self.top - 10, line)
                self.top, line = self.top + 14, ""
            line = f"{line} {word}".strip()
        return Field(words, Status.CERTAIN, 1.0, words, 0, 1, (48.0, start, 547.0, self.top))

    def picture(self) -> bytes:
        self.canvas.save()
        page = pypdfium2.PdfDocument(self.buffer.getvalue())[0]
        out = BytesIO()
        page.render(scale=DOTS / 72).to_pil().save(out, "PNG", dpi=(DOTS, DOTS))
        return out.getvalue()


def quote(words: str) -> Quote:
    start = NARRATIVE.index(words)
    return Quote(words, start, start + len(words))


def merlin(
    reference: str = "26PAC104417", *, brag: str = "red", sensitive: bool = False, children: int = 2
) -> tuple[Contact, bytes]:
    """A report of two invented children with three values to check, and the picture of its page."""
    page = Page("MERLIN  Pre-Assessment Checklist")
    top = {
        "document_type": Field("merlin_pac", Status.CERTAIN),
        "agency_reference": page.field("Merlin reference", reference, reference),
        "police_brag": page.field("BRAG", brag.title(), brag),
        "dash_grade": page.field("DASH", "Medium", "medium"),
        "source_code": Field("6", Status.CERTAIN),
    }
    page.heading("Child 1")
    first = Child(
        forename=page.field("Forename", "AMIR", "Amir"),
        surname=page.field("Surname", "OKONKWO", "Okonkwo"),
        date_of_birth=page.field(
            "Date of birth",
            "04/03/2015",
            "2015-03-04",
            status=Status.CHECK,
            why="The age stated (12) does not fit this date.",
        ),
        age_stated=page.field("Age", "12", 12),
        sex=page.field("Sex", "M", "M"),
        ethnicity_code=page.field("Ethnicity", "Black African", "BAFR"),
        school=page.field("School", "Grange Park Primary", "Grange Park Primary"),
        address=page.field("Address", "14 Mill Lane, Hayes, UB3 1AA", "14 Mill Lane, Hayes, UB3 1AA"),
        postcode=Field("UB3 1AA", Status.CERTAIN, raw="UB3 1AA", page=1),
        role_in_incident=page.field("Role", "Witness", "witness"),
    )
    page.heading("Child 2")
    second = Child(
        forename=page.field("Forename", "ADAEZE", "Adaeze"),
        surname=page.field("Surname", "OKONKWO", "Okonkwo"),
        date_of_birth=page.field("Date of birth", "19/11/2019", "2019-11-19"),
        sex=page.field("Sex", "F", "F"),
        ethnicity_code=page.field(
            "Ethnicity", "A1", None, status=Status.UNREADABLE, why="A1 means different things in two code schemes."
        ),
        nhs_number=page.field("NHS number", "N/K", None, status=Status.ABSENT),
        address=page.field("Address", "AS ABOVE", "14 Mill Lane, Hayes, UB3 1AA"),
    )
    page.heading("Parent or carer")
    mother = Person(
        forename=page.field("Forename", "NGOZI", "Ngozi"),
        surname=page.field("Surname", "OKONKWO", "Okonkwo"),
        relationship=page.field(
            "Relationship", "Mum", "mother", status=Status.CHECK, why="“Mum” could be of either child."
        ),
        phone=page.field("Phone", "07700 900123", "+447700900123"),
    )
    page.heading("Incident")
    incident = Incident(
        start=page.field("Date and time", "20/11/2026 22:15", "2026-11-20T22:15"),
        cad_ref=page.field("CAD", "8841/20NOV26", "8841/20NOV26"),
    )
    page.heading("Circumstances")
    contact = Contact(
        **top,
        reason=page.text(NARRATIVE),
        incident=incident,
        referrer=Referrer(name=Field("PC Dale", Status.CERTAIN), organisation=Field("Metropolitan Police", Status.CERTAIN)),
        consent=Consent(consent_to_share=Field("not_sought", Status.CERTAIN)),
        children=(first, second)[:children],
        people=(mother,),
        narrative=Narrative(
            indicators=(
                Indicator("3B", "parent_carer", "affirmed", quote("threatened to kill her")),
                Indicator("1B", "parent_carer", "denied", quote("no concerns about alcohol")),
            ),
            suggestions=(Suggestion("Domestic Incident Notification", quote("threatened to kill her in front of the children")),),
            urgent=(quote("threatened to kill her"),) if brag == "red" else (),
            sensitive_address=(quote("home"),) if sensitive else (),
        ),
    )  # fmt: skip
    return contact, page.picture()


def mail(
    *,
    minutes_ago: float = 2,
    subject: str = "Merlin report",
    sender: str = "merlin@met.police.uk",
    raw: bytes = b"",
) -> MailMessage:
    """A mail that was claimed and kept, waiting to be read."""
    number = next(_numbers)
    received = timezone.now() - dt.timedelta(minutes=minutes_ago)
    found, _ = store.claim(store.Place("account", "INBOX", 1, number), received, 1000, f"<{number}@example.org>")
    store.keep_raw(
        found,
        raw or f"invented message {number}".encode(),
        f"<{number}@example.org>",
        {"from": sender, "address": sender, "subject": subject},
        trust="trusted",
        scan="clean",
    )
    return found


def read_contact(contact: Contact, picture: bytes, **about: Any) -> ContactRow:
    """A contact as the reader leaves it: stored with its page, its values to check asked for."""
    found = mail(**about)
    facts = DocumentFacts("merlin.pdf", "application/pdf", Role.PRIMARY, template="met-merlin-pac@1", pages=1)
    (row,) = store.take_reading(found, Reading(Disposition.CONTACT, None, (facts,), (contact,)), READER)
    store.keep_file(found, SealedFile.Kind.PICTURE, picture, document=0, page=1, media_type="image/png")
    return row


def answered(row: ContactRow) -> ContactRow:
    """Matching has said that no record is restricted; nothing else has happened."""
    ContactRow.objects.filter(pk=row.pk).update(matching_answered=True)
    return row


def candidate(case_id: str = "C104233", **changes: object) -> Candidate:
    """A record that fits well."""
    known = Candidate(
        case_id, 0.998, ("forename", "surname", "date_of_birth"), ("postcode",), status="open", allocated_team="Hayes team",
        on_file=("Amir Okonkwo", "born 4 March 2015", "UB3 2BB"),
        both_sides=(
            BothSides("forename", Sides.NEAR, (Piece("Ami"), Piece("r", differs=True)), (Piece("Ami"), Piece("er", differs=True))),
            BothSides("surname", Sides.SAME, (Piece("Okonkwo"),), (Piece("Okonkwo"),)),
            BothSides("date_of_birth", Sides.SAME, (Piece("2015-03-04"),), (Piece("2015-03-04"),)),
            BothSides("postcode", Sides.DIFFERENT, (Piece("UB3 1AA"),), (Piece("UB3 2BB"),)),
        ),
        household=(Relative("Grace Okonkwo", "mother", in_report=True, on_file=True),),
        because=(
            Reason("name_and_date", "Forename, surname and date of birth are the same."),
            Reason("date_of_birth", "The date of birth is the same."),
        ),
        against=(Reason("address", "The address is another."),),
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def decision(outcome: Outcome = Outcome.PROBABLE, *candidates: Candidate) -> Decision:
    """What matching says of one child."""
    selected = candidates[0].case_id if candidates and outcome in (Outcome.EXACT, Outcome.PROBABLE) else None
    return Decision(
        "q", outcome, selected, candidates, register_built_at=timezone.now().isoformat(), model_version="model-1"
    )


def matched_contact(
    decisions: Sequence[Decision] | None = None, *, reference: str = "26PAC104417", **about: Any
) -> ContactRow:
    """A contact after matching: by default the boy is on file and his sister is new, so the robot may begin."""
    said, picture = merlin()
    said = replace(said, agency_reference=replace(said.agency_reference, value=reference))
    row = read_contact(said, picture, **about)
    store.take_decisions(row, decisions or [decision(Outcome.PROBABLE, candidate()), decision(Outcome.NONE)], ROBOT)
    return row


def drafted_contact(reference: str = "26PAC104417", **about: Any) -> ContactRow:
    """A contact whose drafts stand in the case system: what a triage officer mostly opens."""
    row = matched_contact(reference=reference, **about)
    write_drafts(row)
    return row


def write_drafts(row: ContactRow, *, read_back: Mapping[str, object] | None = None) -> None:
    """What the robot does, without the robot."""
    store.start_work(row, ROBOT, "sandbox@1")
    for number, child in enumerate(row.children.all(), start=1):
        fields = [{"name": "Surname", "wanted": "Okonkwo", "read_back": "Okonkwo", "same": True}]
        store.take_draft(child, f"CON-{row.pk:04d}-{number}", [*fields, *([read_back] if read_back else [])], ROBOT)
    store.end_work(row, ROBOT)


def finish(row: ContactRow) -> None:
    """The rest of the way, as the line goes it when a person approved."""
    row.refresh_from_db()
    for state in (ContactState.APPROVED, ContactState.FINISHING, ContactState.FINISHED):
        store.move_contact(row, state, ROBOT)


def held_mail(reason: str = "password_protected", **about: Any) -> MailMessage:
    """A mail that a person must act on."""
    found = mail(**about)
    facts = DocumentFacts("report.pdf", "application/pdf", Role.PRIMARY, problem="It is locked with a password.")
    store.take_reading(found, Reading(Disposition.HELD, reason, (facts,)), READER)
    return found


def set_aside_mail(**about: Any) -> MailMessage:
    """An automatic reply."""
    found = mail(**{"subject": "Automatic reply: out of the office"} | about)
    store.take_reading(found, Reading(Disposition.NOT_A_CONTACT, "auto_reply"), READER)
    return found
