"""What reports count: coarse codes about each contact and each child, never a name, a date of birth or an address.

A projection of the audit chain (records.store.figures): whoever changes a contact need not think of it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from records.models.contact import ChildRow, Contact


class Agency(models.Model):
    """Who refers: the organisation as the post names it, sealed, found again by a keyed hash."""

    digest = models.CharField(max_length=64, unique=True)
    name_sealed = models.BinaryField()

    bound_to: ClassVar = ("digest",)

    def __str__(self) -> str:
        return f"agency {self.pk}"


class ContactFigure(models.Model):
    """One contact as reports count it."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="figure")
    day = models.DateField(db_index=True)  # of receipt, in local time
    counted = models.BooleanField(default=True)  # not a repeat, an older version, or no contact at all
    source = models.CharField(max_length=2, blank=True)  # DfE referral source
    channel = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT)
    outcome = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=120, blank=True)
    children = models.PositiveSmallIntegerField(default=0)
    drafted_after_s = models.PositiveIntegerField(null=True)  # seconds from receipt to the last child's first draft
    decided_after_s = models.PositiveIntegerField(null=True)
    drafted_in_time = models.BooleanField(null=True)  # the draft stood before the clock ran out
    in_time = models.BooleanField(null=True)  # decided before the clock ran out
    has_consent = models.BooleanField(default=False)
    known_form = models.BooleanField(default=False)  # a published template read it
    late_after_call = models.BooleanField(default=False)  # came more than two days after the referral that it confirms
    certain = models.PositiveIntegerField(default=0)  # values that were certain as read
    certain_corrected = models.PositiveIntegerField(default=0)  # of those, changed by a person before approval
    values = models.PositiveIntegerField(default=0)  # values as approved
    typed_as_read = models.PositiveIntegerField(default=0)  # of those, the same as read

    class Meta:
        indexes = (
            models.Index(
                fields=["counted", "day", "outcome", "category", "source", "channel", "children"], name="counted_by_day"
            ),
        )

    def __str__(self) -> str:
        return f"figure of {self.contact_id}"


class ChildFigure(models.Model):
    """One child on one contact as reports count it."""

    child = models.OneToOneField(ChildRow, on_delete=models.CASCADE, related_name="figure")
    contact = models.ForeignKey(ContactFigure, on_delete=models.CASCADE, related_name="each_child")
    sex = models.CharField(max_length=1)  # M, F, U
    age_band = models.CharField(max_length=10)
    ethnic_group = models.CharField(max_length=30)
    locality = models.CharField(max_length=60)
    person = models.CharField(
        max_length=64, db_index=True
    )  # the record that the child was settled as; blank for a new one
    has_date_of_birth = models.BooleanField(default=False)
    has_address = models.BooleanField(default=False)
    proposed = models.BooleanField(default=False)  # matching selected a record
    proposal_refused = models.BooleanField(default=False)  # and a person settled on another

    class Meta:
        indexes = (
            models.Index(
                fields=[
                    "contact",
                    "sex",
                    "age_band",
                    "ethnic_group",
                    "locality",
                    "person",
                    "has_date_of_birth",
                    "has_address",
                    "proposed",
                    "proposal_refused",
                ],
                name="children_counted",
            ),
        )

    def __str__(self) -> str:
        return f"figure of {self.child_id}"


class FiguresUpTo(models.Model):
    """The last link of the audit chain that the figures hold."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class PostcodeLocality(models.Model):
    """The council's table: a postcode, sector or district, and its locality. The longest that fits counts."""

    prefix = models.CharField(max_length=8, unique=True)  # upper case, without blanks
    locality = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.prefix
