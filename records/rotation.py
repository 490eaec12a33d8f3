"""Key rotation: everything that is sealed is sealed again under the newest key; and the chain goes on under another audit key."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from postroom.errors import Misconfigured, NotAllowed
from records import audit, keys, vault, verifying
from records.audit import SYSTEM
from records.models import AuditEvent, ChainHead, StoreKeys
from records.sealing import CannotOpen

log = logging.getLogger(__name__)
MOST_PASSES = 5


@dataclass(slots=True)
class Tally:
    """What one pass did: values sealed anew, and values that no key opens."""

    sealed: int = 0
    shut: int = 0


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every sealed column of the store, found by its name, so that a new one cannot be forgotten. The sample comes last:
    the old key is asked for until all the rest is under the new one.
    """
    found = [
        (model, field.name)
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField) and field.name.endswith("_sealed")
    ]
    yield from sorted(found, key=lambda each: each[0] is StoreKeys)


def rotate() -> int:
    """How many values were sealed again. Interrupted in the middle it can be run again: old and new keys both open.

    The line may work meanwhile: it is gone through again until a whole pass finds nothing under an old key. Raises Misconfigured
    where that does not come to pass, or where a value does not open: the old keys must stay then.
    """
    count, last = 0, Tally(sealed=1)
    for _ in range(MOST_PASSES):
        last = _one_pass()
        count += last.sealed
        if not last.sealed:
            break
    if last.shut:
        raise Misconfigured(
            f"{last.shut} sealed values cannot be opened with the keys in POSTROOM_KEYS; the log names their rows, and all others are "
            "sealed again. If an older key is still somewhere, put it behind the others and run this again. Keep the old keys."
        )
    if last.sealed:
        raise Misconfigured(
            "Something still seals with an old key: restart every process with the new key first, and run this again. Keep the old keys."
        )
    with transaction.atomic():
        audit.record(SYSTEM, "keys.rotated", "vault", {"values": count})
    return count


def _one_pass() -> Tally:
    tally = Tally()
    for model, column in sealed_columns():
        if model is StoreKeys and tally.shut:
            break
        for pk in list(model._default_manager.values_list("pk", flat=True)):
            _rotate_value(model, column, pk, tally)
    return tally


def _rotate_value(model: type[models.Model], column: str, pk: int, tally: Tally) -> None:
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        sealed = getattr(row, column, b"")  # let go by the purge meanwhile
        if row is None or not sealed or vault.is_under_newest_key(sealed):
            return
        try:
            vault.reseal(row, column)
        except CannotOpen:
            log.exception("%s.%s of row %s cannot be opened", model._meta.label, column, pk)
            tally.shut += 1
            return
        model._default_manager.filter(pk=pk).update(**{column: getattr(row, column)})
        tally.sealed += 1


def rotate_audit_key(old: str) -> int:
    """The chain goes on under POSTROOM_AUDIT_KEY; `old` is the key that it was sealed with. How many links stand before the change.

    The chain is proved under the old key once more, and a link under the new one seals a digest over all before it: then the old
    key may be destroyed. Raises NotAllowed where the chain does not hold, Misconfigured where `old` is not its key.
    """
    environment = settings.ENVIRONMENT
    known = keys.proved(environment.keys, old)
    with transaction.atomic():
        head = ChainHead.objects.select_for_update().filter(pk=1).first()
        with keys.assumed(known):
            if broken := verifying.verify():
                raise NotAllowed(f"The chain does not hold under the old key: link {broken.number} {broken.what}.")
        keys.write_sample(known.ring, known.linking, environment.audit_key.encode())
        keys.forget()
        return _go_on_under_the_new_key(head)


def _go_on_under_the_new_key(head: ChainHead | None) -> int:
    so_far = hashlib.sha256()
    for event in AuditEvent.objects.order_by("number").iterator():
        verifying.add_link(so_far, event)
    number, own_hash = audit.end()
    if head is not None:
        audit.set_end(head, number, own_hash)
    audit.record(SYSTEM, verifying.KEY_CHANGED, "chain", {"through": number, "digest": so_far.hexdigest()})
    return number
