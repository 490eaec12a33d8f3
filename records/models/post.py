"""A piece of post as it came, its documents, and the sealed bytes of both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from postroom.contact import Disposition, Role
from postroom.states import MailState
from records.models.columns import Leased, ulid_column


class MailMessage(Leased):
    """One message in the mailbox. Claimed here before anything else happens to it; never deleted there."""

    ulid = ulid_column()
    account = models.CharField(max_length=64)  # keyed hash of the account: whose mailbox, not its name
    folder = models.CharField(max_length=200)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_id_hash = models.CharField(max_length=64, blank=True, db_index=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField(default=0)
    received_at = models.DateTimeField(db_index=True)  # the server's INTERNALDATE: the clock starts here
    claimed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=20, choices=[(s, s) for s in MailState], default=MailState.CLAIMED, db_index=True
    )
    disposition = models.CharField(max_length=20, choices=[(d, d) for d in Disposition], blank=True)
    reason = models.CharField(max_length=40, blank=True)  # the contract's word, e.g. password_protected
    envelope_sealed = models.BinaryField(default=bytes)  # sender, subject, date, signatures and a first line as JSON
    trust = models.CharField(max_length=20, blank=True)  # trusted, not_trusted, not_checked
    scan = models.CharField(max_length=20, blank=True)  # clean, infected, not_scanned
    labelled = models.BooleanField(default=False)  # the keyword stands in the mailbox
    present = models.BooleanField(default=True)  # still in the mailbox when last looked
    repeat_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")
    legal_hold = models.BooleanField(default=False)
    purged_at = models.DateTimeField(null=True, blank=True)
    read_anyway = models.BooleanField(default=False)  # a person wants it read although it came before
    password_sealed = models.BinaryField(default=bytes)  # typed by a person for one reading, gone after it
    closed_how = models.CharField(max_length=40, blank=True)
    attachments = models.PositiveIntegerField(
        default=0
    )  # documents it must come to, counted by another hand than the reader's

    bound_to: ClassVar = ("ulid",)
    apart: ClassVar = Leased.apart | {"legal_hold", "present", "labelled", "uid", "uidvalidity"}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "folder", "uidvalidity", "uid"], name="one_claim_for_each_message"
            ),
        )
        indexes = (models.Index(fields=["state", "received_at", "id"], name="post_in_a_state"),)

    def __str__(self) -> str:
        return self.ulid


class Document(models.Model):
    """One document of a mail, as the reader sorted it out. Its index is the `document` of every leaf's evidence."""

    ulid = ulid_column()
    mail = models.ForeignKey(MailMessage, on_delete=models.CASCADE, related_name="documents")
    position = models.PositiveIntegerField()
    name_sealed = models.BinaryField(default=bytes)
    media_type = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(r, r) for r in Role])
    template = models.CharField(max_length=120, blank=True)
    pages = models.PositiveIntegerField(null=True)
    ocr = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)

    bound_to: ClassVar = ("ulid", "mail_id", "position")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mail", "position"], name="one_document_a_position"),)
        ordering = ("position",)

    def __str__(self) -> str:
        return self.ulid


class SealedFile(models.Model):
    """Encrypted bytes: the raw message, a document, a picture of a page, or the text of a document without pages."""

    class Kind(models.TextChoices):
        RAW = "raw"
        DOCUMENT = "document"
        PICTURE = "picture"
        TEXT = "text"

    mail = models.ForeignKey(MailMessage, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    document = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(default=0)  # counts from 1; 0 for a whole document or message
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    content_sealed = models.BinaryField()

    bound_to: ClassVar = ("mail_id", "kind", "document", "page")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mail", "kind", "document", "page"], name="one_file_a_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
