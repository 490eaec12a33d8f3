"""Whether a mail that a machine made brings anything after all: a document, words of harm, what somebody knows of a child.

Losing one would be worse than looking at ten.
"""

from __future__ import annotations

import re

from extractors.narrative import annotate, urgent_phrases
from extractors.options import ReadOptions
from extractors.post.enclosure import Document
from extractors.post.facts import MailFacts
from extractors.post.phrases import Phrases, load_phrases
from extractors.post.sorting import AUTO_REPLY, BULK_MAIL, CALENDAR, DELIVERY_REPORT
from extractors.prose import read_prose
from extractors.sheets import sheets_of_text
from postroom.contact import Child, Contact, Field, Status
from postroom.identifiers import nhs_number_is_valid

_TEN_DIGITS = re.compile(r"\b(\d{3})[ -]?(\d{3})[ -]?(\d{4})\b")
# What is known of a child. A name alone may be a colleague's who stands in for the absent one.
DETAILS = ("date_of_birth", "age_stated", "nhs_number", "upn", "school", "gp_practice", "address", "postcode")


def is_empty_handed(documents: list[Document], reason: str, options: ReadOptions) -> bool:
    """`reason`: which machine says that it made the mail, as in the contract."""
    if any(not document.ignored and (document.problem or not document.is_message) for document in documents):
        return False
    phrases = load_phrases(options.templates)
    news = _news(documents, reason, phrases)
    if reason in (AUTO_REPLY, CALENDAR) and any(phrases.somebody.search(text) for text in news):
        return False
    return not any(_is_about_a_child(text, options) for text in news)


def _news(documents: list[Document], reason: str, phrases: Phrases) -> list[str]:
    """The new words of each mail in it with its subject, without what such mails say to everybody."""
    found = []
    for document in documents:
        if document.mail and not document.ignored:
            words = _without_furniture(document.mail.text.new, reason, phrases)
            found.append(f"{_own_subject(document.mail.subject, reason)}\n\n{words}")
    return found


def _own_subject(subject: str, reason: str) -> str:
    """A machine's subject often repeats the one that it answers."""
    return "" if reason in (AUTO_REPLY, DELIVERY_REPORT) else subject


def _without_furniture(text: str, reason: str, phrases: Phrases) -> str:
    if reason == BULK_MAIL:
        return "\n\n".join(part for part in re.split(r"\n\s*\n", text) if not phrases.bulletin.search(part))
    if reason == AUTO_REPLY:
        sentences = re.split(r"(?<=[.!?])\s+|\n\s*\n", text)
        return "\n".join(phrases.advice.sub("", " ".join(one.split())) for one in sentences)
    return text


def _is_about_a_child(text: str, options: ReadOptions) -> bool:
    """The urgent words first, then any mention of a risk, then what is said of a child."""
    if urgent_phrases(text, options) or _has_nhs_number(text):
        return True
    narrative = annotate(Contact(reason=Field(text, Status.CHECK)), options)
    if narrative and narrative.indicators:
        return True
    return any(_is_known(child) for contact in _told(text) for child in contact.children)


def _has_nhs_number(text: str) -> bool:
    return any(nhs_number_is_valid("".join(parts)) for parts in _TEN_DIGITS.findall(text))


def _told(text: str) -> list[Contact]:
    return read_prose(sheets_of_text(text), MailFacts())


def _is_known(child: Child) -> bool:
    return any((leaf := getattr(child, name)) is not None and leaf.value is not None for name in DETAILS)
