"""PROSE: concerns in somebody's own words. Running text only proposes; a labelled line counts as a form's label does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES
from extractors.page import Sheet
from extractors.post.facts import MailFacts
from extractors.prose.families import parts_of
from extractors.prose.gathered import Gathered
from extractors.prose.labelled import read_labelled
from extractors.prose.letter import Letter, letter_of
from extractors.prose.listed import read_listed
from extractors.prose.lowercase import with_capitals
from extractors.prose.sentences import name_everybody, read_details
from extractors.prose.signature import referrer_of
from extractors.prose.stubs import add_stubs, add_unnamed
from extractors.prose.writer import add_writer
from extractors.values import ValueContext
from extractors.values.vocabulary import words
from postroom import doubts
from postroom.contact import Child, Contact, Field, Method, Referrer, Status

__all__ = ["children_told", "is_cover_note", "read_prose"]

LONGEST_READ = 30_000
"""Characters that are searched for people; the reason keeps all of them."""

LONGEST_ABBREVIATION = 5
"""Letters."""

LONGEST_COVER_NOTE = 40
"""Words; whoever writes more than that writes about somebody."""


def read_prose(sheets: tuple[Sheet, ...], mail: MailFacts) -> list[Contact]:
    """The contacts of a mail's own text, or of a letter in it: one for each family. None where nothing is written."""
    letter = letter_of(sheets, mail)
    if not re.search(r"\w{2}", letter.text):
        return []
    context = ValueContext(reference_date=letter.sent, document_type="plain_email" if letter.own_mail else "other")
    contacts = [_contact(part, letter, context) for part in parts_of(letter.text)]
    return [contact for contact in contacts if contact.children or not is_cover_note(letter.text)]


def children_told(account: str, day: date | None) -> tuple[Child, ...]:
    """Children whom a form has no box for and only its narrative tells of ("her two kids, 4 and 7"), all to be checked.

    `day`: the day of the report, for ages and two-digit years.
    """
    gathered = Gathered(ValueContext(reference_date=day))
    text = account[:LONGEST_READ]
    name_everybody(text, gathered)
    add_unnamed(text, gathered)
    contact = gathered.contact(None, Referrer(), Field("other", Status.CERTAIN).doubted(doubts.LETTER))
    return tuple(child for child in contact.children if _is_told(child))


def _is_told(child: Child) -> bool:
    """Whether anything is known of the child, and not only a short word in capitals: "CSC" is nobody."""
    known = [leaf for _, leaf in child.leaves() if leaf.value is not None]
    short = len(known) == 1 and known[0] is child.forename and (known[0].raw or "").isupper()
    return bool(known) and not (short and len(str(known[0].value)) <= LONGEST_ABBREVIATION)


def is_cover_note(text: str) -> bool:
    """A few words that only point to what is enclosed: no concern of their own."""
    return (
        len(text.split()) < LONGEST_COVER_NOTE
        and re.search(words("prose")["cover_note"], text, re.IGNORECASE) is not None
    )


def _contact(text: str, letter: Letter, context: ValueContext) -> Contact:
    gathered = Gathered(context, letter.page)
    said = read_listed(text[:LONGEST_READ], gathered, load_vocabulary(TEMPLATES))
    read_labelled(said, gathered)
    said = with_capitals(said)
    children, people = name_everybody(said, gathered)
    people = [*people, *add_writer(said, letter, gathered)]
    add_stubs(said, letter, gathered)
    read_details(said, gathered, children, people)
    if re.search(words("prose")["anonymous"], said, re.IGNORECASE):
        anonymous = Field("9", Status.CERTAIN, method=Method.TEXT)
        gathered.own["source_code"] = anonymous.doubted(doubts.ANONYMOUS, 0.8)
    return gathered.contact(_reason(text, letter), referrer_of(letter, context), _document_type(letter))


def _reason(text: str, letter: Letter) -> Field:
    """The new text, verbatim. Where a signature or an older message begins is judged, so it is proposed."""
    folded = " ".join(text.split())
    leaf = Field(folded, Status.CERTAIN, 0.9, text, page=letter.page, method=Method.TEXT)
    return leaf.doubted(doubts.MAILS_OWN_TEXT, 0.9)


def _document_type(letter: Letter) -> Field:
    leaf = Field("plain_email", Status.CERTAIN, 0.99, method=Method.DERIVED, why="a mail in the writer's own words")
    return leaf if letter.own_mail else replace(leaf, value="other", why=None).doubted(doubts.LETTER, 0.7)
