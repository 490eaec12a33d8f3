"""What a file is, by its content. Its name and the type that the sender declared only break ties between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile

import filetype  # type: ignore[import-untyped]

from extractors.post.mailbox import bare_mail, is_mailbox

MAIL = "message/rfc822"
MAILBOX = "application/mbox"
OUTLOOK = "application/vnd.ms-outlook"
TNEF = "application/ms-tnef"
ZIP = "application/zip"
SMIME = "application/pkcs7-mime"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
HTML = "text/html"
CALENDAR = "text/calendar"
RICH_TEXT = "application/rtf"
OLD_WORD = "application/msword"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OTHER_OFFICE = "application/x-office-other"
LOCKED_OFFICE = "application/x-encrypted-office"
UNKNOWN = "application/octet-stream"

_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:(?:[ \t]|\r?$)")
_TRANSPORT_HEADER = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|x-mozilla-status|content-(?:type|transfer-encoding)"
    rb"|dkim-signature|authentication-results|x-mailer)[ \t]*:",
    re.I | re.M,
)
_ANY_MAIL_HEADER = re.compile(
    rb"^(?:from|to|cc|subject|date|sender|reply-to|content-[a-z-]+|x-[a-z0-9-]+)[ \t]*:", re.I | re.M
)
_HTML_START = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div|p)\b", re.I | re.S)
_PKCS7_DATA = (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07", b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01")
_XML_OFFICE = re.compile(
    rb"mimetype=.application/vnd\.oasis\.(?P<kind>opendocument\.text)|Word\.Document|<pkg:package|<w:wordDocument"
)


def media_type_of(data: bytes, name: str = "", declared: str = "") -> str:
    """The media type that the bytes show; `application/octet-stream` where they show none."""
    match data[:4]:
        case b"%PDF":
            return PDF
        case b"PK\x03\x04" | b"PK\x05\x06" | b"PK\x07\x08":
            return _kind_of_zip(data)
        case b"\xd0\xcf\x11\xe0":
            return _kind_of_ole(data)
        case b"\x78\x9f\x3e\x22":
            return TNEF
        case b"{\\rt":
            return RICH_TEXT
    if data[:1] == b"\x30" and any(oid in data[:40] for oid in _PKCS7_DATA):
        return SMIME
    if b"%PDF-" in data[:1024] and not looks_like_text(data[:1024].partition(b"%PDF-")[0] + data[1024:8192]):
        return PDF
    picture = filetype.image_match(data[:8192])
    return picture.mime if picture else _kind_of_text(data, name, declared)


def _kind_of_zip(data: bytes) -> str:
    """A Word file is a zip with a main document part in it. Any other office file stays a type that nobody reads."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:5000])
            told = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, KeyError, NotImplementedError):
        return WORD if b"word/" in data[:4096] else ZIP
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        return ZIP
    if told.startswith(OPEN_TEXT.encode()):
        return OPEN_TEXT
    return WORD if any(each.lower().startswith("word/") for each in names) else OTHER_OFFICE


def _kind_of_ole(data: bytes) -> str:
    """Outlook mails, old Word files and locked new ones share one container; the names in its directory say which it is."""
    named = {"EncryptedPackage": LOCKED_OFFICE, "__properties_version1.0": OUTLOOK, "WordDocument": OLD_WORD}
    return next((kind for name, kind in named.items() if name.encode("utf-16-le") in data), UNKNOWN)


def _kind_of_text(data: bytes, name: str, declared: str) -> str:
    if _looks_like_mail(data, name, declared):
        return MAILBOX if is_mailbox(data) else MAIL
    if not looks_like_text(data):
        return UNKNOWN
    if b"BEGIN:VCALENDAR" in data[:200]:
        return CALENDAR
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and (office := _XML_OFFICE.search(data[:4096])):
        return OPEN_TEXT if office["kind"] == b"opendocument.text" else OTHER_OFFICE
    return HTML if _HTML_START.match(data[:4096]) else TEXT


def looks_like_text(data: bytes) -> bool:
    """Few control characters, in an encoding that text comes in."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    strange = sum(1 for byte in head if byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127)
    if strange > len(head) * 0.01:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        high = sum(1 for byte in head if byte > 127)
        return error.start > len(head) - 4 or high < len(head) * 0.3
    return True


def _looks_like_mail(data: bytes, name: str, declared: str) -> bool:
    """A block of header lines first, of which one is a mail server's; a person's notes may have `From:` too."""
    head = bare_mail(data[:16384])
    if not _HEADER_LINE.match(head.partition(b"\n")[0].rstrip(b"\r\n")):
        return False
    block = re.split(rb"\r?\n[ \t]*\r?\n", head, maxsplit=1)[0]
    if not looks_like_text(block):
        return False
    if _TRANSPORT_HEADER.search(block):
        return True
    expected = declared == MAIL or name.lower().endswith(".eml")
    return expected and _ANY_MAIL_HEADER.search(block) is not None
