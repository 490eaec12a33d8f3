"""The second step of signing in: the key that an authenticator app shares with us, and codes for the day when the app is lost."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class SecondStep(models.Model):
    """One account's authenticator app. It is asked for once `since` stands: the app has then shown that it holds the key."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_step")
    key_sealed = models.BinaryField()
    since = models.DateTimeField(null=True, blank=True)
    last_slot = models.BigIntegerField(default=0)  # half minutes since 1970: a code of this one or before was used
    wrong = models.PositiveIntegerField(default=0)  # codes since the last right one
    not_before = models.DateTimeField(null=True, blank=True)  # the pause after wrong codes

    bound_to: ClassVar = ("person_id",)

    def __str__(self) -> str:
        return f"second step of account {self.person_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the app once; its row goes with its use. Only a keyed hash of it is kept."""

    step = models.ForeignKey(SecondStep, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"recovery code of account {self.step.person_id}"
