"""What lets people see and prove what happened: the audit chain, attempts, heartbeats, outside systems, openings, replies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from records.models.columns import ulid_column
from records.models.contact import Contact
from records.models.post import MailMessage


class AuditEvent(models.Model):
    """One link of the chain: who did what to which record, and nothing of its content."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)  # user, robot, system
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, db_index=True)  # ulid of the record
    details = models.JSONField(default=dict)  # states, paths, versions, counts; never values
    before_hash = models.CharField(max_length=64, blank=True)
    after_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["actor", "number"], name="links_of_an_actor"),
            models.Index(fields=["action", "number"], name="links_of_an_action"),
            models.Index(fields=["at"], name="links_of_a_time"),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class Reason(models.Model):
    """Why a person did what a link says, in their own words. It may name a child: sealed, and gone with the purge.

    The link keeps a keyed digest of the words, so that other words in their place are found.
    """

    event = models.OneToOneField(AuditEvent, on_delete=models.CASCADE, related_name="reason")
    text_sealed = models.BinaryField()

    bound_to: ClassVar = ("event_id",)

    def __str__(self) -> str:
        return f"reason of link {self.event_id}"


class ChainHead(models.Model):
    """The end of the chain: its lock, and the proof that nothing was cut off."""

    number = models.BigIntegerField(default=0)
    own_hash = models.CharField(max_length=64, default="")
    seal = models.CharField(max_length=64, default="")
    audit_mark = models.CharField(max_length=64, default="")  # whose key seals the end: another one may add nothing

    def __str__(self) -> str:
        return str(self.number)


class StoreKeys(models.Model):
    """The sample that proves the keys of a process, and the linking key in it. One row; see records.keys."""

    linking_sealed = models.BinaryField()
    audit_mark = models.CharField(max_length=64)

    bound_to: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return "sample"


class Attempt(models.Model):
    """One run of a step on a record. An attempt without an end was killed in the middle."""

    class Outcome(models.TextChoices):
        DONE = "done"
        NOTHING_TO_DO = "nothing_to_do"
        NEEDS_A_PERSON = "needs_a_person"
        TRY_AGAIN = "try_again"
        FAULT = "fault"
        KILLED = "killed"

    reference = ulid_column()
    step = models.CharField(max_length=20, db_index=True)
    subject = models.CharField(max_length=26, blank=True, db_index=True)
    worker = models.CharField(max_length=60)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    evidence_sealed = models.BinaryField(default=bytes)  # a fault's traceback: it may quote a document

    bound_to: ClassVar = ("reference", "step", "subject")

    class Meta:
        indexes = (models.Index(fields=["outcome", "id"], name="attempts_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.step} {self.reference}"


class Heartbeat(models.Model):
    """When a part of the line last gave a sign of life."""

    class Kind(models.TextChoices):
        WORKER = "worker"
        MAILBOX = "mailbox"
        SWEEP = "sweep"
        ROBOT = "robot"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100, unique=True)
    beat_at = models.DateTimeField()
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class OutsideSystem(models.Model):
    """A system that is not ours: its circuit breaker, and whether a person paused the robot on it."""

    name = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True, blank=True)
    last_reason = models.CharField(max_length=500, blank=True)
    last_failed_at = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.CharField(max_length=150, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """A person opened what was masked; why stands in the chain. It closes again by itself."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="openings")
    actor = models.CharField(max_length=150)
    opened_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"opening {self.pk}"


class Reply(models.Model):
    """A mail back to the sender, drafted from a template and sent on a person's word."""

    class State(models.TextChoices):
        DRAFTED = "drafted"
        TO_SEND = "to_send"
        SENDING = "sending"
        SENT = "sent"
        WRITTEN = "written"  # released by a person, and no outgoing server is named: it did not leave
        CLOSED = "closed"

    ulid = ulid_column()
    mail = models.ForeignKey(MailMessage, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=20)  # acknowledgement, outcome
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    text_sealed = models.BinaryField()  # to, subject, body as JSON
    sent_by = models.CharField(max_length=150, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # a worker began to send it
    sent_at = models.DateTimeField(null=True, blank=True)

    bound_to: ClassVar = ("ulid", "mail_id", "kind")

    class Meta:
        indexes = (models.Index(fields=["state"], name="replies_by_state"),)

    def __str__(self) -> str:
        return self.ulid


class BookedDay(models.Model):
    """The ledger of one day: its figures, and after which change of the day's post they were worked out."""

    day = models.DateField(unique=True)
    changes = models.BigIntegerField(default=0)
    booked_at_change = models.BigIntegerField(null=True, blank=True)
    figures = models.JSONField(default=dict)
    is_disproved = models.BooleanField(default=False)  # the nightly check found other figures in the tables

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def is_fresh(self) -> bool:
        """Nothing of the day has moved since."""
        return self.booked_at_change == self.changes


class ChainProof(models.Model):
    """How far the audit chain is proved, so that the next proof goes on from there. One row."""

    number = models.BigIntegerField(default=0)
    own_hash = models.CharField(max_length=64, default="")
    asked = models.BigIntegerField(default=0)  # how often a proof was asked for
    goal = models.BigIntegerField(default=0)  # the last link when the proof was asked for; 0: none is asked for
    proved_at = models.DateTimeField(null=True, blank=True)  # the whole chain held then
    broken_at = models.BigIntegerField(null=True, blank=True)
    broken_how = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"proved to {self.number}"


class Certificate(models.Model):
    """Proof of what was deleted when and by which rule: ids and hashes, no content."""

    ulid = ulid_column()
    made_at = models.DateTimeField(auto_now_add=True)
    items = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.ulid
