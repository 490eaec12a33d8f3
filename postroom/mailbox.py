"""Where the post arrives, and how to sign in there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the post arrives. `sign_in` is password, microsoft or google."""

    host: str
    port: int
    user: str
    password: str
    folders: tuple[str, ...]
    ca_file: str | None
    sign_in: str
    tenant: str
    client_id: str
    client_secret: str
    google_key_file: str
    poll_s: int
    max_bytes: int
