"""What operations were told, so that each thing is told once, and its end as well."""

from __future__ import annotations

from django.db import models


class AlarmRaised(models.Model):
    """One thing that was wrong for a while."""

    key = models.CharField(max_length=120)
    sentence = models.CharField(max_length=500)
    began_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(ended_at__isnull=True), name="one_open_alarm_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.key
