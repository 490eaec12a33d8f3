"""The keys of this process, proved against a sample in the store before anything is read, claimed or written with them.

The sample is sealed itself: opening it proves POSTROOM_KEYS. What it holds is the linking key, by which the same reference is found
again without being stored. A keyed mark beside it proves POSTROOM_AUDIT_KEY. Nothing is changed where either does not fit.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings

from postroom.errors import Misconfigured
from records.sealing import CannotOpen, Keyring, keyring

SAMPLE = b'["records.StoreKeys", "linking_sealed"]'  # as records.vault.place names it
WRONG_KEYS = (
    "This store is sealed with a key that is not in POSTROOM_KEYS. Nothing was read or changed. "
    "Put that key back, behind the new one while you rotate (docs/how-to/operate.md, Keys)."
)
WRONG_AUDIT_KEY = (
    "POSTROOM_AUDIT_KEY is not the key of this store's audit chain. Nothing was read or changed. "
    "Put the right one back; to change it, use `manage.py rotate_audit_key` (docs/how-to/operate.md, Keys)."
)
NO_SAMPLE = (
    "This store has no sealed sample to prove the keys against. Nothing was read or changed. "
    "Run `python manage.py migrate`; if that changes nothing, the sample was taken away: restore a backup."
)


@dataclass(frozen=True, slots=True)
class Keys:
    """What this process seals, links and signs with."""

    ring: Keyring
    linking: bytes
    audit: bytes


def keys() -> Keys:
    """Proved once in a process for each set of keys. Raises Misconfigured with a plain sentence."""
    environment = settings.ENVIRONMENT
    which = (environment.keys, environment.audit_key)
    return _assumed.get(which) or proved(*which)


@contextmanager
def assumed(known: Keys) -> Iterator[None]:
    """For the upgrade and the rotation alone: works with these keys in place of those that the settings give."""
    environment = settings.ENVIRONMENT
    _assumed[(environment.keys, environment.audit_key)] = known
    try:
        yield
    finally:
        _assumed.clear()


_assumed: dict[tuple[tuple[str, ...], str], Keys] = {}


@cache
def proved(sealing: tuple[str, ...], audit_key: str) -> Keys:
    ring, audit = keyring(sealing), audit_key.encode()
    sample = _sample() or _begin(ring, audit)
    try:
        linking = ring.open(bytes(sample.linking_sealed), SAMPLE)
    except CannotOpen as error:
        raise Misconfigured(WRONG_KEYS) from error
    if not hmac.compare_digest(sample.audit_mark, audit_mark(audit)):
        raise Misconfigured(WRONG_AUDIT_KEY)
    return Keys(ring, linking, audit)


def forget() -> None:
    """The store is another one now, or its sample is: it is proved anew."""
    proved.cache_clear()


def audit_mark(audit_key: bytes) -> str:
    """Says whether an audit key is the same one, and nothing else of it."""
    return hmac.new(audit_key, b"postroom: the key of this audit chain", hashlib.sha256).hexdigest()


def write_sample(ring: Keyring, linking: bytes, audit: bytes) -> Any:
    """Puts the sample into the store, or a newer one in its place."""
    fields = {"linking_sealed": ring.seal(linking, SAMPLE), "audit_mark": audit_mark(audit)}
    made, _ = _table().objects.update_or_create(pk=1, defaults=fields)
    return made


def is_used() -> bool:
    """Whether anything was ever kept in this store."""
    return any(apps.get_model("records", name).objects.exists() for name in ("AuditEvent", "MailMessage", "ChainHead"))


def _begin(ring: Keyring, audit: bytes) -> Any:
    """An empty store takes the keys that it is first opened with. Its linking key is the audit key of that day, for good."""
    if is_used():
        raise Misconfigured(NO_SAMPLE)
    return write_sample(ring, audit, audit)


def _sample() -> Any:
    return _table().objects.filter(pk=1).first()


def _table() -> Any:
    return apps.get_model("records", "StoreKeys")
