"""Sorts the parts of a mail: its words in their order, and what is enclosed."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from extractors.post.bodies import DIFFER, Body, alternatives, html_body, sequence, unflowed
from extractors.post.charset import text_of
from extractors.post.coding import decoded_part
from extractors.post.enclosure import Enclosure, Problem
from extractors.post.headers import decoded, repair_headers
from extractors.post.kinds import MAIL, MAILBOX, SMIME, media_type_of
from extractors.post.markup import seen_text
from extractors.post.pasted import taken_out
from extractors.post.structure import is_cut_short, parts_of, raw_payload, strayed_lines

CUT_SHORT = Problem("The mail was cut short before the end of this enclosure.", "unreadable")
WORDS_CUT_SHORT = Problem("The mail was cut short: the end of its words may be missing.", "unreadable")
DAMAGED = Problem("The coding of this enclosure was damaged on its way.", "unreadable")
WORDS_DAMAGED = Problem(
    "The coding of the mail's words was damaged on its way: some are missing or wrong.", "unreadable"
)
ELSEWHERE = Problem("The enclosure is not in the mail: it is kept elsewhere, and only pointed to.", "unreadable")
A_PIECE = Problem("The message was sent in several pieces. This is one of them.", "unreadable")

MARKED_UP = frozenset(["text/html", "text/x-amp-html", "text/watch-html"])
ENRICHED = frozenset(["text/enriched", "text/richtext"])
WORDS = frozenset(["text/plain", "text/markdown", "text/x-markdown"]) | MARKED_UP | ENRICHED
# Names that a mail server gives to words of the message that stand behind an enclosure.
_NAMED_BY_SERVER = re.compile(r"^(?:att\d{3,}|mime-attachment|untitled attachment \d+)(?:\.(?:txt|html?))?$", re.I)
_APART = {"message/external-body": ELSEWHERE, "message/partial": A_PIECE}


@dataclass(slots=True)
class SortedParts:
    """What a mail holds. `problem`: why some of its words cannot be had."""

    bodies: list[Body] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: Problem | None = None
    content_types: set[str] = field(default_factory=set)


def sort_parts(message: Message) -> SortedParts:
    """Raises RecursionError where parts are nested hundreds deep."""
    found = SortedParts()
    found.bodies = sequence(_bodies(message, found, is_part=False))
    if is_cut_short(message):
        _mark_cut(found)
    return found


def _bodies(part: Message, found: SortedParts, *, is_part: bool = True) -> list[Body]:
    repair_headers(part)
    found.content_types.add(part.get_content_type())
    inside = parts_of(part)
    if inside is None:
        return _leaf(part, found, is_part)
    forms = [bodies for child in inside if (bodies := _bodies(child, found))]
    if part.get_content_type() == "multipart/alternative" and forms:
        chosen, differ = alternatives(forms)
        found.notes += [DIFFER] if differ and DIFFER not in found.notes else []
        return chosen
    return sequence([body for form in forms for body in form])


def _leaf(part: Message, found: SortedParts, is_part: bool) -> list[Body]:
    """A file, or words; words that begin with the headers of a mail are a mail, whose own headers some gateway pushed down."""
    if not is_words(part):
        found.enclosures.append(_enclosure(part))
        return []
    data = _decoded_words(part, found)
    if media_type_of(data) in (MAIL, MAILBOX):
        found.enclosures.append(Enclosure("", data, MAIL))
        return []
    plain = text_of(data, _charset(part))
    if part.get_content_type() not in MARKED_UP:
        plain, files = taken_out(plain)
        found.enclosures += files
        body = Body(_plain(part, plain))
    else:
        body = html_body(plain)
    strayed = strayed_lines(part) if is_part else ""
    return [Body(strayed), body] if strayed else [body]


def is_words(part: Message) -> bool:
    """A body of the message, rather than a file."""
    name = file_name(part)
    if part.get_content_type() not in WORDS:
        return False
    if name:
        return _NAMED_BY_SERVER.match(name) is not None
    return part.get_content_disposition() != "attachment"


def _decoded_words(part: Message, found: SortedParts) -> bytes:
    got = decoded_part(raw_payload(part), str(part.get("Content-Transfer-Encoding", "")), is_text=True)
    if got.damaged:
        found.problem = WORDS_DAMAGED
    return got.data


def _plain(part: Message, text: str) -> str:
    if part.get_content_type() in ENRICHED:
        return seen_text(re.sub(r"(?i)<param>.*?</param>", "", text).replace("\n", "<br>").replace("<<", "&lt;"))
    if str(_parameter(part, "format")).lower() == "flowed":
        return unflowed(text, delete_space=str(_parameter(part, "delsp")).lower() == "yes")
    return text


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def _parameter(part: Message, name: str) -> str:
    try:
        return str(part.get_param(name, ""))
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""


def _enclosure(part: Message) -> Enclosure:
    kind = part.get_content_type()
    data, problem = payload(part)
    return Enclosure(
        name=file_name(part),
        data=data,
        declared=SMIME if kind == "application/x-pkcs7-mime" else kind,
        shown=part.get_content_disposition() == "inline" or bool(part.get("Content-ID")),
        problem=_APART.get(kind, problem),
    )


def file_name(part: Message) -> str:
    """The declared file name: RFC 2231 parameters, and encoded words inside quotes, which are against the rules and frequent."""
    try:
        raw = part.get_filename()
        return decoded(collapse_rfc2231_value(raw)) if raw else ""
    except (ValueError, LookupError, TypeError):
        return ""


def payload(part: Message) -> tuple[bytes, Problem | None]:
    """The decoded bytes, and what is wrong with them. A mail inside is given as its own bytes."""
    stated = str(part.get("Content-Transfer-Encoding", ""))
    inside = part.get_payload() if part.is_multipart() else None
    if isinstance(inside, list):
        return b"\r\n\r\n".join(_mail_inside(each, stated) for each in inside if isinstance(each, Message)), None
    raw = raw_payload(part)
    if "uue" in stated.lower() and (files := taken_out(text_of(raw, None))[1]):
        return files[0].data, files[0].problem
    got = decoded_part(raw, stated, is_text=part.get_content_maintype() == "text")
    return got.data, DAMAGED if got.damaged else None


def _mail_inside(message: Message, stated: str) -> bytes:
    """A mail must not be coded as a whole (RFC 2046, 5.2.1); where it is, what was read of it so far is its code."""
    written = _written(message)
    if not message.keys():
        return decoded_part(written.lstrip(), stated, is_text=False).data
    coded = "quoted" in stated.lower() and re.search(rb"=3D", written[:4000]) is not None
    return quopri.decodestring(written) if coded else written


def _written(message: Message) -> bytes:
    """The mail as bytes again. What was read in a damaged place may hold letters that a mail's own bytes cannot say."""
    try:
        return message.as_bytes()
    except (UnicodeEncodeError, LookupError, ValueError):
        return message.as_string().encode("utf-8", "surrogateescape")


def _mark_cut(found: SortedParts) -> None:
    """The last enclosure is the one that misses its end; without any it is the words."""
    if not found.enclosures:
        found.problem = found.problem or WORDS_CUT_SHORT
        return
    last = found.enclosures[-1]
    found.enclosures[-1] = Enclosure(last.name, last.data, last.declared, last.shown, CUT_SHORT)
