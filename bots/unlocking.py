"""Opens password-protected PDFs of a message with the password that a person gave for this one reading."""

from __future__ import annotations

import email
import io
from email import policy
from email.message import EmailMessage, Message

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError


def unlocked(raw: bytes, password: str) -> bytes:
    """The message with every PDF that the password opens opened; everything else as it was. The stored original stays."""
    message = email.message_from_bytes(raw, policy=policy.SMTP)
    changed = [_unlock(part, password) for part in message.walk() if not part.is_multipart()]
    return message.as_bytes() if any(changed) else raw


def _unlock(part: Message | EmailMessage, password: str) -> bool:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.startswith(b"%PDF"):
        return False
    opened = _opened(content, password)
    if opened is None:
        return False
    name = part.get_filename() or "document.pdf"
    del part["Content-Transfer-Encoding"]
    del part["Content-Disposition"]
    if isinstance(part, EmailMessage):
        part.set_content(opened, maintype="application", subtype="pdf", filename=name)
    return isinstance(part, EmailMessage)


def _opened(content: bytes, password: str) -> bytes | None:
    """None when it was not locked or the password is wrong."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if not reader.is_encrypted or not reader.decrypt(password):
            return None
        target = io.BytesIO()
        PdfWriter(clone_from=reader).write(target)
    except (PyPdfError, ValueError, KeyError, NotImplementedError):
        return None
    return target.getvalue()
