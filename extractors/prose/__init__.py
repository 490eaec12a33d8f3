"""PROSE: concerns in somebody's own words. Running text only proposes; a labelled line counts as a form's label does."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES
from extractors.page import Sheet
from extractors.post.facts import MailFacts
from extractors.prose.families import parts_of
from extractors.prose.gathered import Gathered
from extractors.prose.labelled import read_labelled
from extractors.prose.letter import Letter, letter_of
from extractors.prose.listed import read_listed
from extractors.prose.sentences import name_everybody, read_details
from extractors.prose.signature import referrer_of
from extractors.prose.stubs import add_stubs
from extractors.values import ValueContext
from extractors.values.vocabulary import words
from postroom.contact import Contact, Field, Method, Status

__all__ = ["read_prose"]

LONGEST_READ = 30_000
"""Characters that are searched for people; the reason keeps all of them."""

LONGEST_COVER_NOTE = 40
"""Words; whoever writes more than that writes about somebody."""


def read_prose(sheets: tuple[Sheet, ...], mail: MailFacts) -> list[Contact]:
    """The contacts of a mail's own text, or of a letter in it: one for each family. None where nothing is written."""
    letter = letter_of(sheets, mail)
    if not re.search(r"\w{2}", letter.text):
        return []
    context = ValueContext(reference_date=letter.sent, document_type="plain_email" if letter.own_mail else "other")
    contacts = [_contact(part, letter, context) for part in parts_of(letter.text)]
    return [contact for contact in contacts if contact.children or not _is_cover_note(letter.text)]


def _is_cover_note(text: str) -> bool:
    """A few words that only point to what is enclosed: no concern of their own."""
    return (
        len(text.split()) < LONGEST_COVER_NOTE
        and re.search(words("prose")["cover_note"], text, re.IGNORECASE) is not None
    )


def _contact(text: str, letter: Letter, context: ValueContext) -> Contact:
    gathered = Gathered(context, letter.page)
    said = read_listed(text[:LONGEST_READ], gathered, load_vocabulary(TEMPLATES))
    read_labelled(said, gathered)
    children, people = name_everybody(said, gathered)
    add_stubs(said, letter, gathered)
    read_details(said, gathered, children, people)
    if re.search(words("prose")["anonymous"], said, re.IGNORECASE):
        gathered.own["source_code"] = Field(
            "9", Status.CHECK, 0.8, method=Method.TEXT, why="the writer asks to stay anonymous"
        )
    return gathered.contact(_reason(text, letter), referrer_of(letter, context), _document_type(letter))


def _reason(text: str, letter: Letter) -> Field:
    """The new text, verbatim. Where a signature or an older message begins is judged, so it is proposed."""
    folded = " ".join(text.split())
    return Field(folded, Status.CHECK, 0.9, text, page=letter.page, method=Method.TEXT, why="the mail's own text")


def _document_type(letter: Letter) -> Field:
    leaf = Field("plain_email", Status.CERTAIN, 0.99, method=Method.DERIVED, why="a mail in the writer's own words")
    return (
        leaf if letter.own_mail else replace(leaf, value="other", status=Status.CHECK, confidence=0.7, why="a letter")
    )
