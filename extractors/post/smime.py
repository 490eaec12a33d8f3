"""Opens S/MIME messages (RFC 8551): signed content is taken out and read, encrypted content waits for a person with the key.

The signature itself is not judged here: whom to trust is what the council's own mail server says (sender.py).
"""

from __future__ import annotations

from asn1crypto import cms  # type: ignore[import-untyped]

from postroom.errors import UnreadableDocument

BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError)


def signed_content(data: bytes) -> bytes:
    """The mail inside an opaque signature. Raises UnreadableDocument: encrypted, or unreadable where the envelope is damaged."""
    try:
        envelope = cms.ContentInfo.load(data)
        kind = envelope["content_type"].native
        content = envelope["content"]["encap_content_info"]["content"] if kind == "signed_data" else None
        inside = None if content is None else content.contents if content.native is None else content.native
    except BROKEN as error:
        raise UnreadableDocument("The signed message is damaged.") from error
    if kind in ("enveloped_data", "authenticated_enveloped_data", "encrypted_data"):
        raise UnreadableDocument("The message is encrypted. Someone with the key must open it.", "encrypted")
    if not isinstance(inside, bytes) or not inside:
        raise UnreadableDocument("The signed message has nothing in it.")
    return inside
