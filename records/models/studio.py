"""The studio: forms that an admin tries templates on, and the templates that admins published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from records.models.columns import ulid_column


class Rehearsal(models.Model):
    """One form and the draft of a template that is tried on it. It goes with its sealed content after its time."""

    class State(models.TextChoices):
        ASKED = "asked"
        DONE = "done"
        FAILED = "failed"

    ulid = ulid_column()
    name_sealed = models.BinaryField(default=bytes)
    media_type = models.CharField(max_length=120)
    content_sealed = models.BinaryField()
    template = models.TextField(blank=True)  # YAML; blank: the general reader alone
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    problem = models.CharField(max_length=500, blank=True)
    result_sealed = models.BinaryField(default=bytes)  # the reading, the pages and their words, as JSON
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    bound_to: ClassVar = ("ulid",)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.ulid


class Replay(models.Model):
    """A draft tried on the post of the last weeks: what it would have read, against what stands. Goes with its rehearsal."""

    ulid = ulid_column()
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="replays")
    template = models.TextField()  # as it was when asked for
    until = models.BigIntegerField()  # the newest mail that is looked at; later ones wait for the next replay
    total = models.PositiveIntegerField()  # pieces of post
    done = models.PositiveIntegerField(default=0)
    result_sealed = models.BinaryField(default=bytes)  # one row for each piece that the draft read or changed, as JSON
    asked_at = models.DateTimeField(auto_now_add=True)

    bound_to: ClassVar = ("ulid", "rehearsal_id")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.ulid


class PublishedTemplate(models.Model):
    """One version of a template that an admin published. Versions are added and never changed; one may be withdrawn, with a reason:
    then the version before it reads, or the one that comes with Postroom."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    template = models.TextField()
    published_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "version"], name="one_template_a_version"),)
        ordering = ("name", "-version")

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"
