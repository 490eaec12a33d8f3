"""Mail as mailbox programs keep it: many messages in one mbox file, one behind the other, and single ones with marks around them."""

from __future__ import annotations

import codecs
import re

# An address or a time is in a separator, and a message's header follows it; "From here on ..." in a letter has neither.
_SEPARATOR = re.compile(
    rb"^From (?=\S*@|- |MAILER-DAEMON|[^\r\n]*\d\d:\d\d)[^\r\n]*\r?\n(?=>?[A-Za-z][A-Za-z0-9-]{0,60}[ \t]*:)", re.M
)
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_BLANK_LINES = re.compile(rb"\A(?:[ \t]*\r?\n)+")
_EMLX = re.compile(rb"\A\s*(\d{1,9})[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")


def is_mailbox(data: bytes) -> bool:
    """More than one message: a single one with its separator is a mail."""
    head = data.lstrip(b"\r\n\xef\xbb\xbf")
    return head.startswith(b"From ") and len(_SEPARATOR.findall(head)) > 1


def messages_in(data: bytes) -> list[bytes]:
    """Every message of an mbox file, without its separator and with its `>From ` lines as they were written."""
    head = data.lstrip(b"\r\n\xef\xbb\xbf")
    starts = list(_SEPARATOR.finditer(head))
    ends = [each.start() for each in starts[1:]] + [len(head)]
    return [_ESCAPED.sub(rb"\1", head[each.end() : end]) for each, end in zip(starts, ends, strict=True)]


def bare_mail(data: bytes) -> bytes:
    """A mail without what programs put before it: a byte order mark, a separator, Apple Mail's count of bytes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8")
    data = _BLANK_LINES.sub(b"", data.lstrip(b"\xef\xbb\xbf"))
    counted = _EMLX.match(data)
    if counted:
        data = data[counted.end() :][: int(counted[1])]
    return re.sub(rb"\A>?From [^\r\n]*\r?\n", b"", data)
