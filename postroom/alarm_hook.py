"""The channel that alarms are posted to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlarmHook:
    """Where alarms are posted beside mail; off while `address` is empty. Only https, only to a host on the list."""

    address: str
    hosts: tuple[str, ...]
    form: str  # teams or slack
