"""Backup and restore: one file, the same for SQLite and PostgreSQL. Content in it stays sealed; the keys are not in it."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from postroom.errors import NotAllowed
from records import audit, keys, verifying
from records.accounts import restored
from records.audit import SYSTEM
from records.backup_mac import Signed, authentic_lines
from records.models import AuditEvent, ChainHead, Contact, MailMessage, StoreKeys

FORMAT = 2
AT_ONCE = 500


def everything() -> list[type[models.Model]]:
    """All tables in an order in which they can be filled: what is pointed to comes first."""
    ours = list(apps.get_app_config("records").get_models())
    return [Group, User, *_pointed_to_first(ours)]


def _pointed_to_first(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    left, ordered = list(found), list[type[models.Model]]()
    while left:
        free = [each for each in left if not (_points_to(each) & set(left) - {each})]
        ordered += free
        left = [each for each in left if each not in free]
    return ordered


def _points_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field.related_model, type)}


class ToTheMicrosecond(DjangoJSONEncoder):
    """Django's own encoder cuts instants to milliseconds, and the audit chain is sealed over every digit."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


def summary() -> dict[str, Any]:
    """What a restored place is compared with."""
    head = ChainHead.objects.filter(pk=1).first()
    return {
        "format": FORMAT,
        "mails": MailMessage.objects.count(),
        "contacts": Contact.objects.count(),
        "links": AuditEvent.objects.count(),
        "rows": {model._meta.label: model._default_manager.count() for model in everything()},
        "chain": head.own_hash if head else "",
    }


def back_up(target: Path) -> dict[str, Any]:
    """Writes everything as it stands at one moment, while all go on with their work. The file is its owner's alone."""
    audit.record(SYSTEM, "store.backed_up", "store")
    with _one_moment():
        about = summary()
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(handle, 0o600)  # a file that was there keeps its own rights otherwise
        with gzip.open(os.fdopen(handle, "wb"), "wt", encoding="utf-8") as file:
            signed = Signed(file)
            signed.write(json.dumps(about))
            for model in everything():
                for row in model._default_manager.order_by("pk").iterator(chunk_size=AT_ONCE):
                    signed.write(_line(row))
            signed.end()
    return about


@contextmanager
def _one_moment() -> Iterator[None]:
    """A snapshot for reading alone. It holds no lock: nobody who writes waits for it, and nothing that they write is in it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own begin takes the lock of writers at once
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _line(row: models.Model) -> str:
    (told,) = serializers.serialize("python", [row])
    return json.dumps(told, cls=ToTheMicrosecond)


def restore(source: Path) -> dict[str, Any]:
    """Fills an empty store, and proves it: counts and the whole audit chain. Raises NotAllowed otherwise, changing nothing."""
    if MailMessage.objects.exists() or AuditEvent.objects.exists():
        raise NotAllowed("The store is not empty. A backup is restored into an empty one only.")
    with transaction.atomic():
        lines = authentic_lines(source)
        about: dict[str, Any] = json.loads(next(lines))
        if about.get("format") != FORMAT:
            raise NotAllowed("This backup was made by another version.")
        StoreKeys.objects.all().delete()
        with restored():
            for some in _batches(_rows(lines)):
                _put(some)
        keys.forget()  # the sample is the backup's now
        _reset_sequences()
        now = summary()
        if any(now.get(what) != count for what, count in about.items()):
            raise NotAllowed("The backup is not whole: its counts differ from what it says of itself.")
        if broken := verifying.verify():
            raise NotAllowed(f"The audit chain in the backup does not hold: link {broken.number} {broken.what}.")
    return about


def _rows(lines: Iterable[str]) -> Iterator[Any]:
    yield from serializers.deserialize(
        "jsonl", (line for line in lines if line.strip()), handle_forward_references=False
    )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows of one table, so many at once."""
    for _, of_a_table in groupby(rows, key=lambda row: type(row.object)):
        while some := list(islice(of_a_table, AT_ONCE)):
            yield some


def _put(rows: list[Any]) -> None:
    """As they were: every column as it stands in the file, also those that Django would fill with the time of now."""
    model = type(rows[0].object)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    most = max(1, connection.ops.bulk_batch_size(fields, rows))
    for start in range(0, len(rows), most):
        objects = [row.object for row in rows[start : start + most]]
        model._base_manager._insert(objects, fields=fields, raw=True, using=connection.alias)
    for row in rows:
        for name, linked in (row.m2m_data or {}).items():
            getattr(row.object, name).set(linked)


def _reset_sequences() -> None:
    """PostgreSQL counts on from where the restored rows end."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), everything()):
            cursor.execute(statement)
