"""A contact, its children, what people settled and corrected, and what was approved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from postroom.states import ContactState
from records import vault
from records.models.columns import Leased, ulid_column
from records.models.post import MailMessage

FOR_A_PERSON = ("to_settle", "drafted", "stopped")
OVER = ("finished", "repeat", "superseded", "rejected")


class Contact(Leased):
    """One incident or one family's form. The reading in it never changes; corrections stand beside it."""

    class Place(models.TextChoices):
        """The part of the worktray that a state belongs to."""

        FOR_A_PERSON = "for_a_person"
        IN_THE_LINE = "in_the_line"
        OVER = "over"

    ulid = ulid_column()
    mail = models.ForeignKey(MailMessage, on_delete=models.PROTECT, related_name="contacts")
    position = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=[(s, s) for s in ContactState], default=ContactState.READ, db_index=True
    )
    place = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=FOR_A_PERSON, then=models.Value("for_a_person")),
            models.When(state__in=OVER, then=models.Value("over")),
            default=models.Value("in_the_line"),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    reading_sealed = models.BinaryField()  # CONTACT of the contract with `why`, as JSON
    document_type = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=120, blank=True)  # name@version that read it; blank: general reader or prose
    grade = models.CharField(max_length=10, blank=True)  # police BRAG: red, amber, green, blue
    urgency = models.PositiveSmallIntegerField(default=90, db_index=True)  # postroom.urgency, the lower the sooner
    received_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(db_index=True)
    sensitive = models.BooleanField(default=False)  # an address that must not be disclosed
    restricted = models.BooleanField(default=False)  # a child may be a restricted record
    matching_answered = models.BooleanField(default=False)  # it has said of every child whether a record is restricted
    family = models.BigIntegerField(null=True, blank=True)  # of all that shares a mask with it: records.store.families
    reference_hash = models.CharField(max_length=64, blank=True, db_index=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    repeat_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="newer")
    version = models.PositiveIntegerField(default=1)
    same_event = models.ManyToManyField("self", blank=True)  # other reports of the same incident, for a person to see
    model_version = models.CharField(max_length=80, blank=True)  # matching model that proposed the records
    map_version = models.CharField(max_length=80, blank=True)  # screen map that typed the drafts
    rejected_because = models.CharField(max_length=40, blank=True)

    bound_to: ClassVar = ("ulid", "mail_id", "position")
    apart: ClassVar = Leased.apart | {"sensitive", "restricted", "matching_answered", "family"}
    """An older copy in somebody's hands takes no mask off."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mail", "position"], name="one_contact_a_position"),)
        indexes = (
            models.Index(fields=["place", "urgency", "due_at", "id"], name="worktray_by_urgency"),
            models.Index(fields=["place", "last_moved_at", "id"], name="worktray_by_move"),
            models.Index(fields=["place", "grade"], name="worktray_by_grade"),
            models.Index(fields=["received_at", "template"], name="templates_lately"),
            models.Index(fields=["family"], name="family_of_contact"),
            models.Index(
                fields=["family"],
                name="masked_families",
                condition=models.Q(sensitive=True) | models.Q(restricted=True),
            ),
        )
        ordering = ("urgency", "due_at")

    def __str__(self) -> str:
        return self.ulid


class EventKey(models.Model):
    """A keyed hash that two reports of one incident share: CAD, crime reference, a child on a day."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="event_keys")
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"event key {self.pk}"


class FamilyKey(models.Model):
    """A keyed hash of what two reports of the same children have in common, whenever they come: they share their masks."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="family_keys")
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"family key {self.pk}"


class ChildRow(models.Model):
    """One child of a contact: what matching proposed, what a person settled, and the draft in the case system."""

    NEW = "new"

    ulid = ulid_column()
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, blank=True)  # exact, probable, possible, ambiguous, none
    decision_sealed = models.BinaryField(default=bytes)  # the decision with its candidates, as JSON
    settled_as = models.CharField(max_length=64, blank=True)  # a case_id, or "new"; blank while open
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(max_length=40, unique=True)  # what the robot looks for before it types
    draft_reference = models.CharField(max_length=64, blank=True)
    draft_state = models.CharField(max_length=20, blank=True)  # blank, saved, finished
    read_back_sealed = models.BinaryField(default=bytes)  # fields wanted and read back, as JSON

    bound_to: ClassVar = ("ulid", "contact_id", "position")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contact", "position"], name="one_row_a_child"),)
        ordering = ("position",)

    def __str__(self) -> str:
        return self.ulid


class Correction(models.Model):
    """What a person says a leaf is. `confirmed` says that they looked and left the value as it was read."""

    ulid = ulid_column()
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="corrections")
    path = models.CharField(max_length=120)
    value_sealed = models.BinaryField()
    confirmed = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    bound_to: ClassVar = ("ulid", "contact_id", "path", "confirmed", "made_by")

    class Meta:
        ordering = ("pk",)  # the latest for a path counts

    def __str__(self) -> str:
        return f"{self.contact_id} {self.path}"


class PointKind(models.TextChoices):
    """Why a person is asked."""

    CHECK_VALUE = "check_value", "A value to check"
    SETTLE_CHILD = "settle_child", "A child to settle"
    MISSING_VALUE = "missing_value", "A value that the case system needs"
    NO_CHILD = "no_child", "No child was found"
    SAME_EVENT = "same_event", "Other reports of the same incident"
    NEW_VERSION = "new_version", "A newer version of this report"
    ROBOT_STOPPED = "robot_stopped", "The robot stopped"
    HELD_MAIL = "held_mail", "Post that is held"
    WITHDRAW_DRAFT = "withdraw_draft", "A draft to delete in the case system"
    TECHNICAL = "technical", "A technical fault"
    UNREAD_WORDS = "unread_words", "Words that were not read"


class OpenPoint(models.Model):
    """One thing that a person must do, with a plain reason. A reason may quote the post or a page of the case system: sealed, and gone
    with the purge.
    """

    ulid = ulid_column()
    mail = models.ForeignKey(MailMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="points")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="points")
    child = models.ForeignKey(ChildRow, null=True, blank=True, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=20, choices=PointKind.choices)
    path = models.CharField(max_length=120, blank=True)
    question = models.CharField(max_length=240)  # the four above and the path in one text: asked once while open
    reason_sealed = models.BinaryField(default=bytes)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)

    bound_to: ClassVar = ("ulid", "question")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(closed_at__isnull=True), name="one_open_point_a_question"
            ),
        )
        indexes = (models.Index(fields=["id"], condition=models.Q(closed_at__isnull=True), name="open_points"),)
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.ulid

    @property
    def reason(self) -> str:
        return vault.shown(self, "reason_sealed")


class Approval(models.Model):
    """What a person approved: exact values, frozen. A second approval of a contact is refused."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="approval")
    frozen_sealed = models.BinaryField()  # the robot's record for each child, as JSON
    category = models.CharField(max_length=120)
    outcome = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=150)
    approved_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    bound_to: ClassVar = ("contact_id", "category", "outcome", "approved_by")

    def __str__(self) -> str:
        return f"approval {self.pk}"
