"""Reads one piece of post: opens it, reads every document, and says what became of it. Pure: bytes in, a Reading out.

Runs untrusted content through many parsers, so callers use `extractors.isolation`, which does this in a process that can be killed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from extractors.accounting import accounts_of
from extractors.documents import DocumentReading, read_document, urgent_in, warm_up_readers
from extractors.emptyhanded import is_empty_handed
from extractors.options import ReadOptions
from extractors.post.enclosure import Document
from extractors.post.phrases import load_phrases
from extractors.post.sender import is_trusted, load_senders
from extractors.post.sorting import said_by_machine
from extractors.post.unwrapping import Unwrapping
from extractors.sameness import is_another_family, merged, names_beyond, same_children, same_referral, stated
from postroom.contact import Contact, Disposition, DocumentFacts, Leaves, Reading, Role

Group = TypeVar("Group", bound=Leaves)

COPY = "The same referral as in document {}: read as one."
ALIKE = "It names the same children as document {} and says other things of them: look at both."
BEYOND = "It names a child who is on no form of this mail: look."

LONGEST_FIRST_LINE = 200  # characters
# Which reason a person is told first when several documents are held.
GRAVEST = ("too_large", "encrypted", "password_protected", "unreadable", "unsupported", "empty")


def read_post(
    data: bytes, name: str, options: ReadOptions | None = None, tell: Callable[[Reading], None] | None = None
) -> Reading:
    """What the file holds, under the name that it arrived with. Never raises for bad content: that is a held Reading with its reason.

    `tell` hears what is known once the envelopes are open, in case reading the documents never ends.
    """
    chosen = options or ReadOptions()
    unwrapping = Unwrapping(chosen)
    documents = unwrapping.open(data, name)
    if tell:
        tell(_opened(documents, chosen))
    mail = unwrapping.outermost
    reason = said_by_machine(mail, load_phrases(chosen.templates)) if mail else None
    if reason and is_empty_handed(documents, reason, chosen):
        return _dismissed(documents, reason)
    reading = _Tally(documents, chosen).reading()
    told = tuple(dict.fromkeys(unwrapping.signatures))
    reading = replace(reading, explanation=(*told, *reading.explanation), signatures=told)
    if mail and not is_trusted(mail, load_senders(chosen.templates)):
        return replace(reading, disposition=Disposition.HELD, reason="sender_not_trusted")
    return reading


def warm_up(options: ReadOptions) -> None:
    """Loads what reading needs, so that a process made from this one need not. Raises Misconfigured where a data file is wrong."""
    load_phrases(options.templates)
    load_senders(options.templates)
    warm_up_readers(options)


def _opened(documents: list[Document], options: ReadOptions) -> Reading:
    """What is known before any document is read: their names, and what is urgent in the mails' own words."""
    facts = tuple(
        DocumentFacts(each.name, each.media_type, Role.SUPPORTING, lineage=each.lineage) for each in documents
    )
    urgent = tuple(quote for each in documents if each.mail for quote in urgent_in(each.mail.text.new, options))
    return Reading(Disposition.HELD, "unreadable", facts, urgent=urgent)


def _dismissed(documents: list[Document], reason: str) -> Reading:
    """No contact; its first line stands in the list of what was dismissed, which a person looks through."""
    lines = (line.strip() for each in documents if each.mail for line in each.mail.text.new.split("\n"))
    first = next(filter(None, lines), "")[:LONGEST_FIRST_LINE]
    return Reading(Disposition.NOT_A_CONTACT, reason, tuple(map(_ignored, documents)), first_line=first)


def _ignored(document: Document) -> DocumentFacts:
    return DocumentFacts(document.name, document.media_type, Role.IGNORED, lineage=document.lineage)


@dataclass(slots=True)
class _Tally:
    """The documents of one piece of post, read in order of worth: forms before letters before the mails' own words."""

    documents: list[Document]
    options: ReadOptions
    _read: dict[int, DocumentReading] = field(default_factory=dict)

    def reading(self) -> Reading:
        for i, document in enumerate(self.documents):
            if not document.ignored and not document.is_message:
                self._read[i] = self._duplicate(i) or read_document(document, self.options)
        for i, document in enumerate(self.documents):
            if document.is_message:
                self._read[i] = read_document(document, self.options)
        self._weigh()
        return self._sum_up()

    def _duplicate(self, i: int) -> DocumentReading | None:
        """The same bytes enclosed twice are read once. What was not opened at all is none: it stands for all that came after it."""
        if self.documents[i].problem:
            return None
        first = next((k for k in self._read if self.documents[k].data == self.documents[i].data), None)
        return None if first is None else DocumentReading(note=f"The same as document {first + 1}.")

    def _weigh(self) -> None:
        """Beside a form all other words only support it. Words that name no child are a contact only if nothing else came."""
        has_form = any(reading.is_form for reading in self._read.values())
        others = [i for i, reading in self._read.items() if not reading.is_form]
        naming = [i for i in others if any(_names_a_child(contact) for contact in self._read[i].contacts)]
        alone = not has_form and not naming and not any(reading.problem for reading in self._read.values())
        kept = self._of_other_families(naming) if has_form else naming or self._fullest(others if alone else [])
        told = [
            contact for i, reading in self._read.items() if i not in others or i in kept for contact in reading.contacts
        ]
        for i in set(others) - set(kept):
            reading = self._read[i]
            beyond = any(_names_a_child(each) and names_beyond(each, told) for each in reading.contacts)
            self._read[i] = replace(reading, contacts=(), note=BEYOND if beyond else reading.note)

    def _of_other_families(self, naming: list[int]) -> list[int]:
        """Words beside a form that tell of children of their own, with a date of birth: not what supports it."""
        forms = [contact for reading in self._read.values() if reading.is_form for contact in reading.contacts]
        return [i for i in naming if any(is_another_family(each, forms) for each in self._read[i].contacts)]

    def _fullest(self, candidates: list[int]) -> list[int]:
        """Of several texts without a child's name the longest, so that a covering note does not become a contact of its own."""
        speaking = [i for i in candidates if self._read[i].contacts]
        return [max(speaking, key=lambda i: len(self.documents[i].data))] if speaking else []

    def _contacts(self) -> tuple[Contact, ...]:
        """Of all documents, each referral once: the copy that says more, completed by the other."""
        found: list[tuple[int, Contact]] = []
        for i in sorted(self._read):
            found += self._new(found, i)
        return tuple(contact for _, contact in found)

    def _new(self, found: list[tuple[int, Contact]], i: int) -> list[tuple[int, Contact]]:
        new = []
        for contact in (_placed(each, i) for each in self._read[i].contacts):
            at = next((at for at, (k, each) in enumerate(found) if k != i and same_referral(each, contact)), None)
            if at is not None:
                found[at] = (found[at][0], _completed(found[at][1], contact))
                self._read[i] = replace(self._read[i], note=COPY.format(found[at][0] + 1))
                continue
            near = next((k for k, each in found if k != i and same_children(each, contact)), None)
            if near is not None:
                self._read[i] = replace(self._read[i], note=ALIKE.format(near + 1))
            new.append((i, contact))
        return new

    def _sum_up(self) -> Reading:
        contacts = self._contacts()
        unexplained, ledger = accounts_of(self.documents, self._read, self.options)
        codes = {reading.problem.code for reading in self._read.values() if reading.problem}
        reason = next((code for code in GRAVEST if code in codes), None) or self._nothing_found(contacts)
        return Reading(
            Disposition.HELD if reason else Disposition.CONTACT,
            reason,
            tuple(self._facts(i, document) for i, document in enumerate(self.documents)),
            contacts,
            tuple(line for i in sorted(self._read) for line in self._read[i].explanation),
            tuple(quote for i in sorted(self._read) for quote in self._read[i].urgent),
            unexplained=unexplained,
            ledger=ledger,
        )

    def _nothing_found(self, contacts: tuple[Contact, ...]) -> str | None:
        """Words in which nobody recognised a contact are a person's to read; they are not the same as no words."""
        if contacts:
            return None
        return "unreadable" if any(reading.has_text for reading in self._read.values()) else "empty"

    def _facts(self, i: int, document: Document) -> DocumentFacts:
        reading = self._read.get(i)
        if reading is None:
            return _ignored(document)
        return DocumentFacts(
            name=document.name,
            media_type=document.media_type,
            role=Role.PRIMARY if reading.contacts else Role.SUPPORTING,
            template=reading.template,
            pages=reading.pages,
            ocr=reading.ocr,
            problem=reading.problem.sentence if reading.problem else reading.note,
            lineage=document.lineage,
        )


def _completed(one: Contact, copy: Contact) -> Contact:
    return merged(one, copy) if stated(one) >= stated(copy) else merged(copy, one)


def _names_a_child(contact: Contact) -> bool:
    """By more than one word: a lone name may be the subject line of a covering note."""
    return any(
        sum(1 for _, leaf in child.leaves() if leaf.value not in (None, False)) > 1 for child in contact.children
    )


def _placed(contact: Contact, document: int) -> Contact:
    """The contact with every leaf's `document` set: readers of one document do not know its place among the others."""
    if document == 0:
        return contact
    return replace(
        _stamped(contact, document),
        incident=_stamped(contact.incident, document),
        referrer=_stamped(contact.referrer, document),
        consent=_stamped(contact.consent, document),
        children=tuple(_stamped(child, document) for child in contact.children),
        people=tuple(_stamped(person, document) for person in contact.people),
    )


def _stamped(group: Group, document: int) -> Group:
    stamped: dict[str, Any] = {name: replace(leaf, document=document) for name, leaf in group.leaves()}
    return replace(group, **stamped)  # type: ignore[type-var]  # every subclass of Leaves is a dataclass
