"""A form in a mail's own words: tables of labels and values, or questions over answers, as agencies' systems send them. Signed as any mail is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractors.general import read_without_template
from extractors.general.stacked import answers_beside
from extractors.general.vocabulary import load_vocabulary
from extractors.options import ReadOptions
from extractors.page import Sheet
from extractors.post.facts import MailFacts
from extractors.sheets.html import sheets_of_markup
from extractors.sheets.tabbed import sheet_of_tables
from extractors.values.boxes import with_sides
from postroom.contact import Contact, Referrer
from postroom.errors import UnreadableDocument

ENOUGH = 6  # rows of tables: fewer are a list in somebody's account


def read_mail_form(mail: MailFacts, spoken: list[Contact], options: ReadOptions) -> list[Contact]:
    """The contact that the tables tell, completed by what was read as `spoken` words; `spoken` where they tell of no child."""
    text = mail.text.new
    sheet = _page(mail, options) or sheet_of_tables(text)
    if _rows(sheet) < ENOUGH:
        sheet = sheet_of_tables(answers_beside(text, load_vocabulary(options.templates)))
    if len(spoken) != 1 or _rows(sheet) < ENOUGH:
        return spoken
    told = read_without_template(with_sides((sheet,)), options).contacts
    if len(told) != 1 or not told[0].children or told[0].children[0].surname is None:
        return spoken
    (form,), (letter,) = told, spoken
    stated = {name: leaf for name, leaf in form.referrer.leaves() if leaf.value is not None}
    signed: dict[str, Any] = dict(letter.referrer.leaves())
    referrer = Referrer(**(signed | stated))
    return [replace(form, document_type=letter.document_type, reason=form.reason or letter.reason, referrer=referrer)]


def _page(mail: MailFacts, options: ReadOptions) -> Sheet | None:
    """The mail's HTML, whose cells keep their lines; none where it has hardly any tables."""
    if "<t" not in mail.page.casefold():
        return None
    try:
        (sheet,) = sheets_of_markup(mail.page, options.sheets)
    except UnreadableDocument:
        return None  # its text alone is read, as of every long mail
    return sheet if _rows(sheet) >= ENOUGH else None


def _rows(sheet: Sheet) -> int:
    return sum(len({cell.row for cell in grid.cells}) for grid in sheet.grids)
