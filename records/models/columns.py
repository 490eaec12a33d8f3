"""Columns that several tables share: public references and leases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from ulid import ULID


def new_ulid() -> str:
    """26 characters that sort by time; 80 of the bits are random, so a reference in a URL cannot be guessed."""
    return str(ULID())


def ulid_column() -> models.CharField[str, str]:
    return models.CharField(max_length=26, unique=True, editable=False, default=new_ulid)


class Leased(models.Model):
    """A record that one step at a time works on. A lease is short and renewed while the step runs.

    A worker that is killed renews no more: the lease runs out, and the sweep asks for the step again.
    """

    lease_holder = models.CharField(max_length=60, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    last_moved_at = models.DateTimeField(auto_now_add=True)

    apart: ClassVar = frozenset({"id", "lease_holder", "lease_until"})
    """Columns that have verbs of their own. A move leaves them alone: the copy in its hands may be older than what they say."""

    class Meta:
        abstract = True

    @classmethod
    def stands_apart(cls, column: str) -> bool:
        """Sealed columns too: a copy from before a key rotation must not bring the old seal back."""
        return column in cls.apart or column.endswith("_sealed")
