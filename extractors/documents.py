"""Reads one document: as a form by its template, as a form that nobody has described, or as words to the Hub."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from datetime import date

from extractors.certainty import Surroundings, cross_check, day_of
from extractors.credible import Form, credible, doubted_throughout
from extractors.formreading import FormReading
from extractors.forms import load_templates, read_with_template
from extractors.forms.recognise import words_of
from extractors.general import read_without_template
from extractors.general.vocabulary import load_vocabulary
from extractors.goes_on import with_ends_checked
from extractors.mailform import read_mail_form
from extractors.narrative import annotate, urgent_phrases, warm_up
from extractors.options import ReadOptions
from extractors.page import Sheet
from extractors.post.bodies import DIFFER
from extractors.post.enclosure import Document, Problem
from extractors.post.facts import MailFacts
from extractors.post.kinds import HTML
from extractors.prose import children_told, read_prose
from extractors.sheets import open_document, sheets_of_text
from extractors.values.boxes import with_sides
from postroom.contact import Contact, Quote
from postroom.doubts import FORMS_DIFFER
from postroom.errors import SeveralTemplatesFit, UnreadableDocument


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What one document gave. `is_form`: it was filled in on a form, so other words in the same mail only support it."""

    contacts: tuple[Contact, ...] = ()
    is_form: bool = False
    has_text: bool = False
    template: str | None = None
    pages: int | None = None
    ocr: bool = False
    problem: Problem | None = None
    note: str | None = None
    explanation: tuple[str, ...] = ()
    urgent: tuple[Quote, ...] = ()
    sheets: tuple[Sheet, ...] = ()  # for the ledger of words


def read_document(document: Document, options: ReadOptions) -> DocumentReading:
    """Never raises for bad content: what cannot be read comes back with its problem, and with what is urgent in it all the same."""
    if document.problem and document.mail is None:
        return DocumentReading(problem=document.problem)
    try:
        sheets = _sheets(document, options)
    except UnreadableDocument as error:
        return DocumentReading(problem=Problem(error.reason, error.code))
    try:
        reading = _read(document, sheets, options)
    except SeveralTemplatesFit as error:
        told = Problem(f"{error.reason} It was read without any.", "unreadable")
        reading = replace(_read(document, sheets, replace(options, general_only=True)), problem=told)
    return replace(
        reading,
        pages=len(sheets) if sheets and sheets[0].number is not None else None,
        has_text=any(sheet.lines for sheet in sheets),
        ocr=any(sheet.ocr for sheet in sheets),
        problem=document.problem or reading.problem or _unread(sheets),
        note=document.note or reading.note,
        urgent=_urgent(document, sheets, reading, options),
        sheets=sheets,
    )


def _sheets(document: Document, options: ReadOptions) -> tuple[Sheet, ...]:
    if document.mail is not None:
        return with_sides(sheets_of_text(document.mail.text.new))
    return with_sides(open_document(document.data, document.media_type, options.sheets))


def _page(document: Document, options: ReadOptions) -> tuple[Sheet, ...]:
    """A page of HTML with its tables; as its text alone it is read where it is no form."""
    return with_sides(open_document(document.page, HTML, options.sheets))


def _unread(sheets: tuple[Sheet, ...]) -> Problem | None:
    """Pages that there was no time for. What the others say is kept, and a person looks at the rest."""
    pages = ", ".join(str(sheet.number) for sheet in sheets if sheet.unread)
    return Problem(f"There was no time to read page {pages}.", "too_large") if pages else None


def _read(document: Document, sheets: tuple[Sheet, ...], options: ReadOptions) -> DocumentReading:
    if document.mail is not None and not document.page:
        return _words(document, document.mail, sheets, options)
    form = _form(_page(document, options) if document.page else sheets, options)
    if form and form.contacts:
        told = (
            form.contacts
            if form.template
            else tuple(with_ends_checked(each, sheets, load_vocabulary(options.templates)) for each in form.contacts)
        )
        contacts = tuple(_finished(_with_children_told(each), document, sheets, options) for each in told)
        return DocumentReading(contacts, is_form=True, template=form.template, explanation=form.explanation)
    letter = _words(document, document.mail or document.carrier or MailFacts(), sheets, options)
    return replace(letter, explanation=form.explanation if form else ())


def _form(sheets: tuple[Sheet, ...], options: ReadOptions) -> FormReading | None:
    """By template, else by the general reader."""
    by_template: FormReading | None = None if options.general_only else read_with_template(sheets, options)
    if by_template and by_template.contacts:
        return by_template
    general: FormReading | None = read_without_template(sheets, options)
    if by_template and general:
        return replace(general, explanation=by_template.explanation + general.explanation)
    return general or by_template


def _with_children_told(contact: Contact) -> Contact:
    """A form without any child in its boxes, as an adult's report is: those whom its narrative tells of are not dropped."""
    account = contact.reason.value if contact.reason else None
    if contact.children or not isinstance(account, str):
        return contact
    start = contact.incident.start.value if contact.incident.start else None
    day = date.fromisoformat(start[:10]) if isinstance(start, str) else None
    return replace(contact, children=children_told(account, day))


def _words(document: Document, mail: MailFacts, sheets: tuple[Sheet, ...], options: ReadOptions) -> DocumentReading:
    """A concern in somebody's own words."""
    contacts = read_prose(sheets, mail)
    if document.mail is not None:
        contacts = read_mail_form(document.mail, contacts, options)
    return DocumentReading(tuple(_finished(contact, document, sheets, options) for contact in contacts))


def _finished(contact: Contact, document: Document, sheets: tuple[Sheet, ...], options: ReadOptions) -> Contact:
    """Checked against itself and its mail and looked at as a whole, and with what its narrative suggests."""
    mail = document.mail or document.carrier or MailFacts()
    sent = mail.sent.date() if mail.sent else None
    around = Surroundings(sent, mail.subject, document.name)
    form = Form(load_vocabulary(options.templates), day_of(contact, around), words_of(sheets))
    checked = credible(cross_check(contact, around), form)
    if document.note and DIFFER in document.note:
        checked = doubted_throughout(checked, FORMS_DIFFER)
    return replace(checked, narrative=annotate(checked, options)) if options.narrative else checked


def _urgent(
    document: Document, sheets: tuple[Sheet, ...], reading: DocumentReading, options: ReadOptions
) -> tuple[Quote, ...]:
    """From the narratives where there are any: a form's printed advice (`if a child is in danger, telephone`) is not news."""
    if reading.contacts:
        return tuple(quote for contact in reading.contacts if contact.narrative for quote in contact.narrative.urgent)
    return urgent_in(document.mail.text.new if document.mail else "\n".join(sheet.text for sheet in sheets), options)


def urgent_in(text: str, options: ReadOptions) -> tuple[Quote, ...]:
    """Phrases that lift the post to the top, whatever else can be read of it."""
    return urgent_phrases(text, options)


def warm_up_readers(options: ReadOptions) -> None:
    """Imports the readers, loads templates and the language model. OCR is left for the first scan: most post has none."""
    for module in ("pdf", "word", "text"):
        importlib.import_module(f"extractors.sheets.{module}")
    load_templates(options.templates / "documents")
    load_vocabulary(options.templates)
    warm_up(options)
