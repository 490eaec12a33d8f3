"""Opens every envelope of one piece of post, down to the documents that can be read, and keeps what each came out of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractors.options import ReadOptions
from extractors.post.appointment import read_appointment
from extractors.post.archive import open_archive
from extractors.post.bodies import says_all
from extractors.post.certificates import load_anchors
from extractors.post.chain import part_bodies, part_text
from extractors.post.charset import text_of
from extractors.post.enclosure import Document, Enclosure, Problem, clean_name
from extractors.post.facts import MailFacts, Part
from extractors.post.kinds import (
    CALENDAR,
    HTML,
    LOCKED_OFFICE,
    MAIL,
    MAILBOX,
    OUTLOOK,
    PDF,
    SMIME,
    TEXT,
    TNEF,
    UNKNOWN,
    ZIP,
    media_type_of,
)
from extractors.post.logos import is_signature_picture
from extractors.post.mail import OpenedMail, open_mail
from extractors.post.mailbox import bare_mail, messages_in
from extractors.post.markup import seen_text
from extractors.post.outlook import open_outlook
from extractors.post.phrases import load_phrases
from extractors.post.portfolio import enclosed_files
from extractors.post.signature import UNCHECKED, told_of_signature
from extractors.post.smime import Opaque, opened_envelope, signed_parts
from extractors.post.winmail import open_winmail
from postroom.errors import UnreadableDocument

TOO_DEEP = Problem("There is mail inside mail deeper than may be opened.", "too_large")
TOO_MANY = Problem("There are more enclosures than may be read.", "too_large")
TOO_BIG = Problem("The file is larger than may be read.", "too_large")
EMPTY = Problem("The file is empty.", "empty")
LOCKED = Problem("The document is locked with a password.", "password_protected")
UNSUPPORTED = Problem("This kind of file is not one that can be read.", "unsupported")
NOT_THERE = UNCHECKED.format("it is not with the message")
ALONE = UNCHECKED.format("it lies alone, without the message as it was signed")
OF_PGP = UNCHECKED.format("it is one of PGP")
SECURE_SERVICE = Problem("The message must be fetched from a secure mail service by a person.", "encrypted")
# Statuses of delivery (RFC 3464, 8098, 5965), the half of a Macintosh file that has no content, and PGP signatures.
MACHINE_MADE = frozenset(
    f"message/{each}"
    for each in (
        "delivery-status",
        "disposition-notification",
        "feedback-report",
        "tracking-status",
        "global-delivery-status",
    )
) | {"text/rfc822-headers", "application/applefile", "application/pgp-signature"}

Found = Iterator[Document]
Opener = Callable[[bytes, tuple[str, ...], MailFacts | None], Found]


class Unwrapping:
    """One piece of post being opened. `outermost` is its first mail, whose headers say what it is and whom to trust."""

    def __init__(self, options: ReadOptions) -> None:
        self._limits = options.limits
        self._phrases = load_phrases(options.templates)
        self._documents = 0
        self._bytes = 0
        self.outermost: OpenedMail | None = None
        self._anchors = load_anchors(options.trust_anchors)
        self._beside: set[bytes] = set()  # signatures that lie beside what they sign, and were checked there
        self.signatures: list[str] = []  # sentences for people

    def open(self, data: bytes, name: str) -> list[Document]:
        """Every document in `data`, in order. What cannot be opened is a document too, with its problem."""
        return list(self._open(Enclosure(name, data), (), None))

    def _open(self, enclosure: Enclosure, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """`lineage`: the envelopes around it. `carrier`: the mail that it came in, if any."""
        self._documents += 1
        self._bytes += len(enclosure.data)
        kind = OUTLOOK if enclosure.opened else media_type_of(enclosure.data, enclosure.name, enclosure.declared)
        name = clean_name(enclosure.name, _unnamed(kind, self._documents))
        excess = self._excess(enclosure.data, lineage)
        problem = excess or enclosure.problem
        opener = None if _is_furniture(enclosure, kind) else self._opener(enclosure, kind)
        if excess or opener is None:
            yield self._leaf(Document(name, enclosure.data, kind, lineage, carrier=carrier, problem=problem), enclosure)
            if kind == PDF and not problem:
                yield from self._all(enclosed_files(enclosure.data, self._limits.documents), (*lineage, name), carrier)
            return
        try:
            yield from opener(enclosure.data, (*lineage, name), carrier)
            if enclosure.problem:
                yield Document(name, enclosure.data, kind, lineage, carrier=carrier, problem=enclosure.problem)
        except UnreadableDocument as error:
            yield Document(
                name, enclosure.data, kind, lineage, carrier=carrier, problem=Problem(error.reason, error.code)
            )
        except RecursionError:
            yield Document(name, enclosure.data, kind, lineage, carrier=carrier, problem=TOO_DEEP)

    def _excess(self, data: bytes, lineage: tuple[str, ...]) -> Problem | None:
        if len(data) > self._limits.file_bytes or self._bytes > self._limits.unpacked_bytes:
            return TOO_BIG
        if self._documents > self._limits.documents:
            return TOO_MANY
        return TOO_DEEP if len(lineage) > self._limits.depth else None

    def _opener(self, enclosure: Enclosure, kind: str) -> Opener | None:
        opened = enclosure.opened
        return (lambda _, lineage, __: self._mail(opened, lineage)) if opened else self._openers().get(kind)

    def _openers(self) -> dict[str, Opener]:
        return {
            MAILBOX: self._mailbox,
            MAIL: lambda data, lineage, carrier: self._mail(self._checked(data), lineage),
            OUTLOOK: lambda data, lineage, carrier: self._mail(open_outlook(data), lineage),
            TNEF: self._winmail,
            CALENDAR: self._appointment,
            ZIP: self._archive,
            SMIME: self._signed,
        }

    def _mailbox(self, data: bytes, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """Every message of it. None of them is the one that arrived, so none can dismiss the others."""
        messages = (Enclosure(f"message {n}.eml", each, MAIL) for n, each in enumerate(messages_in(data), 1))
        yield from self._all(messages, lineage, carrier)

    def _mail(self, opened: OpenedMail, lineage: tuple[str, ...]) -> Found:
        if self.outermost is None and len(lineage) == 1:
            self.outermost = opened
        facts = self._facts(opened)
        if facts.text.whole.strip() or opened.problem:
            yield Document(
                lineage[-1],
                opened.text.encode("utf-8", "replace"),
                TEXT,
                lineage[:-1],
                problem=opened.problem or self._wrapped(opened),
                mail=facts,
                is_message=True,
                note=" ".join(opened.notes) or None,
            )
        yield from self._all(opened.enclosures, lineage, facts)

    def _facts(self, opened: OpenedMail) -> MailFacts:
        forwarded = self._phrases.forwarded_subject.match(opened.subject) is not None and not _holds_mail(opened)
        parted = part_bodies(opened.bodies, self._phrases, forwarded=forwarded, sender_name=opened.sender_name)
        quotes = any(span.part is Part.QUOTED for span in parted.spans)
        page = "" if quotes else opened.page
        return MailFacts(opened.sender_name, opened.sender_address, opened.subject, opened.sent, parted, page)

    def _wrapped(self, opened: OpenedMail) -> Problem | None:
        """A secure-mail service's covering note: the message itself is elsewhere."""
        files = any(self._phrases.encrypted_file.match(each.name) for each in opened.enclosures)
        return SECURE_SERVICE if files or self._phrases.encrypted_wrapper.search(opened.text) else None

    def _all(self, enclosures: Iterable[Enclosure], lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """Stops at the first one too many: ten thousand parts need no ten thousand problems."""
        for enclosure in enclosures:
            yield from self._open(enclosure, lineage, carrier)
            if self._documents > self._limits.documents:
                return

    def _winmail(self, data: bytes, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """Its words are the mail's; those that the mail around it says too are not read twice."""
        text, enclosures = open_winmail(data)
        around = carrier or MailFacts()
        if not says_all(around.text.whole, text):
            facts = replace(around, text=part_text(text, self._phrases, sender_name=around.sender_name), page="")
            yield Document(lineage[-1], text.encode(), TEXT, lineage[:-1], mail=facts, is_message=True)
        yield from self._all(enclosures, lineage, carrier)

    def _appointment(self, data: bytes, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """Words that its mail says too are not read twice."""
        words, files = read_appointment(data)
        told = f"{carrier.subject} {carrier.text.whole}" if carrier else ""
        new = "\n\n".join(each for each in words.split("\n\n") if not says_all(told, each))
        facts = MailFacts(text=part_text(new, self._phrases)) if new else None
        yield Document(lineage[-1], new.encode(), CALENDAR, lineage[:-1], ignored=not new, mail=facts, is_message=True)
        yield from self._all(files, lineage, carrier)

    def _archive(self, data: bytes, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        left = self._limits.unpacked_bytes - self._bytes
        yield from self._all(open_archive(data, left, self._limits.documents), lineage, carrier)

    def _checked(self, data: bytes) -> OpenedMail:
        """A mail, the signatures beside its parts told of."""
        opened = open_mail(data)
        for contents, signature in signed_parts(bare_mail(data), opened.headers):
            self._beside.add(signature)
            told = (
                told_of_signature(signature, contents, opened.sender_address, self._anchors) if signature else NOT_THERE
            )
            self.signatures.append(told)
        if "application/pgp-signature" in opened.content_types:
            self.signatures.append(OF_PGP)
        return opened

    def _signed(self, data: bytes, lineage: tuple[str, ...], carrier: MailFacts | None) -> Found:
        """A signature beside its mail holds nothing to read; a mail inside its signature is opened."""
        try:
            inside = opened_envelope(data, self._limits.unpacked_bytes - self._bytes)
        except UnreadableDocument:
            if carrier is None or not re.search(r"\.p7s$", lineage[-1], re.I):
                raise
            inside = Opaque(b"", is_signed=True)
        if inside.is_signed and not inside.content:
            self.signatures += [] if data in self._beside else [ALONE]
            yield Document(lineage[-1], data, SMIME, lineage[:-1], ignored=True)
            return
        if inside.is_signed:
            sender = carrier.sender_address if carrier else ""
            self.signatures.append(told_of_signature(data, (inside.content,), sender, self._anchors))
        yield from self._open(Enclosure("message.eml", inside.content, MAIL), lineage, carrier)

    def _leaf(self, document: Document, enclosure: Enclosure) -> Document:
        """Settles what can be settled without reading: nothing there, locked, not readable, a signature's picture, page markup."""
        problem, ignored, data, kind = document.problem, False, document.data, document.media_type
        text: MailFacts | None = None
        page = data if kind == HTML else b""
        if _is_furniture(enclosure, kind) or (self._phrases.ignored_file.match(document.name) and not data.strip()):
            problem, ignored = None, True
        elif problem is None and not data.strip():
            problem = EMPTY
        elif problem is None and kind in (LOCKED_OFFICE, UNKNOWN):
            problem = LOCKED if kind == LOCKED_OFFICE else UNSUPPORTED
        elif kind.startswith("image/"):
            ignored = document.carrier is not None and is_signature_picture(data, document.name, enclosure.shown)
        elif kind in (TEXT, HTML) and problem is None:
            plain = seen_text(text_of(data, None)) if kind == HTML else text_of(data, None)
            text = MailFacts(text=part_text(plain, self._phrases))
            data, kind = plain.encode(), TEXT
        return Document(
            document.name, data, kind, document.lineage, ignored, problem, text, carrier=document.carrier, page=page
        )


def _is_furniture(enclosure: Enclosure, kind: str) -> bool:
    """What machines say of a mail, and what programs put beside a file: nothing of it is the sender's."""
    stated = enclosure.declared in MACHINE_MADE and kind in (TEXT, MAIL, UNKNOWN)
    return stated or enclosure.data.lstrip()[:11].upper() == b"BEGIN:VCARD"


def _holds_mail(opened: OpenedMail) -> bool:
    return any(each.declared == MAIL for each in opened.enclosures)


def _unnamed(kind: str, number: int) -> str:
    endings = {MAIL: "eml", OUTLOOK: "msg", TEXT: "txt", HTML: "html", "application/pdf": "pdf", CALENDAR: "ics"}
    stem = "message" if kind in (MAIL, OUTLOOK) else f"attachment-{number}"
    return f"{stem}.{endings.get(kind, kind.rpartition('/')[2][:8])}"
