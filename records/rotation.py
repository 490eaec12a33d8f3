"""Key rotation: everything that is sealed is sealed again under the newest key, so that old keys can be destroyed."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from postroom.errors import Misconfigured
from records import audit, vault
from records.audit import SYSTEM

MOST_PASSES = 5


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every sealed column of the store, found by its name, so that a new one cannot be forgotten."""
    for model in apps.get_app_config("records").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.BinaryField) and field.name.endswith("_sealed"):
                yield model, field.name


def rotate() -> int:
    """How many values were sealed again. Interrupted in the middle it can be run again: old and new keys both open.

    The line may work meanwhile: it is gone through again until a whole pass finds nothing under an old key. Raises Misconfigured
    where that does not come to pass: the old keys must stay then.
    """
    count, found = 0, 1
    for _ in range(MOST_PASSES):
        found = sum(_rotate_column(model, name) for model, name in sealed_columns())
        count += found
        if not found:
            break
    if found:
        raise Misconfigured(
            "Something still seals with an old key: restart every process with the new key first, and run this again. Keep the old keys."
        )
    with transaction.atomic():
        audit.record(SYSTEM, "keys.rotated", "vault", {"values": count})
    return count


def _rotate_column(model: type[models.Model], name: str) -> int:
    count = 0
    for pk in list(model._default_manager.values_list("pk", flat=True)):
        with transaction.atomic():
            row = model._default_manager.select_for_update().only("pk", name).filter(pk=pk).first()
            sealed = getattr(row, name, b"")  # let go by the purge meanwhile
            if sealed and not vault.is_under_newest_key(sealed):
                model._default_manager.filter(pk=pk).update(**{name: vault.reseal(sealed)})
                count += 1
    return count
