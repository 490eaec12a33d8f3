"""Brings a store from before 2.0 of the seal up to it, once, after its tables are migrated; and begins an empty one.

Until then a value was a Fernet token that opened anywhere, and the chain held no digest of what people settled. Interrupted in
the middle it goes on where it stopped: the sample that lets any process begin is written last.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connection, models, transaction

from postroom.errors import Misconfigured
from records import audit, keys, vault
from records.audit import SYSTEM
from records.models import ChainHead, StoreKeys
from records.rotation import sealed_columns
from records.sealing import VERSION, keyring
from records.tables import standing

OLD = b"gAAAA"  # how every Fernet token begins


def seal_as_of_old(content: bytes) -> bytes:
    """For the migrations of that time."""
    return _old_keys().encrypt(content)


def open_as_of_old(sealed: bytes) -> bytes:
    """Empty stays empty. Raises Misconfigured."""
    try:
        return _old_keys().decrypt(sealed) if sealed else b""
    except InvalidToken as error:
        raise Misconfigured(keys.WRONG_KEYS) from error


def hash_as_of_old(text: str) -> str:
    """As the store begins to link, which the audit key of its first day does."""
    return hmac.new(settings.ENVIRONMENT.audit_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def bring_up() -> None:
    """Raises Misconfigured and changes nothing where the keys are not this store's."""
    if StoreKeys.objects.exists() or not keys.is_used():
        keys.forget()  # a store that was just emptied begins anew
        keys.keys()
        return
    ring, audit_key = keyring(settings.ENVIRONMENT.keys), settings.ENVIRONMENT.audit_key.encode()
    _prove_as_of_old()
    with keys.assumed(keys.Keys(ring, audit_key, audit_key)):
        for model, column in sealed_columns():
            _seal_anew(model, column)
        with transaction.atomic():
            take_for_granted()
            keys.write_sample(ring, audit_key, audit_key)
    keys.forget()


def _prove_as_of_old() -> None:
    head = ChainHead.objects.filter(pk=1).values_list("number", "own_hash", "seal").first()
    if head is None:
        raise Misconfigured(keys.NO_SAMPLE)
    number, own_hash, seal = head
    if hash_as_of_old(f"chain ends with {number} {own_hash}") != seal:
        raise Misconfigured(keys.WRONG_AUDIT_KEY)
    for sealed in _samples():
        open_as_of_old(sealed)


def _samples() -> Iterator[bytes]:
    """The latest value of every column that stands: a wrong key is found before anything is changed."""
    for model, column in sealed_columns():
        if column not in _columns(model):
            continue
        latest = model._default_manager.exclude(**{column: b""}).order_by("-pk").values_list(column, flat=True).first()
        if latest and bytes(latest).startswith(OLD):
            yield bytes(latest)


def _columns(model: type[models.Model]) -> set[str]:
    """As the tables stand now, which may be those of an older version. None where there is no such table."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        return {each.name for each in connection.introspection.get_table_description(cursor, table)}


def _seal_anew(model: type[models.Model], column: str) -> None:
    rows = model._default_manager.exclude(**{column: b""}).only("pk", column, *model.bound_to)  # type: ignore[attr-defined]
    for row in rows.iterator(chunk_size=50):
        sealed = bytes(getattr(row, column))
        if not sealed.startswith(VERSION):
            vault.seal(row, column, open_as_of_old(sealed))
            model._default_manager.filter(pk=row.pk).update(**{column: getattr(row, column)})


def take_for_granted() -> None:
    """What the tables say on this day is what later changes are compared with: one link for each record."""
    said = ((subject, stands) for subject, stands in list(standing()) if any(stands.values()))
    audit.record_all(SYSTEM, (("store.upgraded", subject, {"stands": stands}) for subject, stands in said))


def _old_keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENVIRONMENT.keys])


def before_migrate(**_: Any) -> None:
    """Django's signal: migrations write under the keys, so these are proved first. Raises Misconfigured; nothing is changed then."""
    if _columns(StoreKeys) and StoreKeys.objects.exists():
        keys.forget()
        keys.keys()
    elif _columns(ChainHead) and keys.is_used():
        _prove_as_of_old()


def after_migrate(**_: Any) -> None:
    """Django's signal: every table stands as this version knows it."""
    bring_up()
