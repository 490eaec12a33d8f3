"""The tables. Only records.store writes them and only records.queries and the store read them.

Columns that end in `_sealed` are encrypted by records.vault; nothing that a document said stands in a plain column,
except codes and keyed hashes that the worktray and the linking need.
"""

from records.models.alarm import AlarmRaised
from records.models.contact import Approval, ChildRow, Contact, Correction, EventKey, FamilyKey, OpenPoint, PointKind
from records.models.figures import Agency, ChildFigure, ContactFigure, FiguresUpTo, PostcodeLocality
from records.models.post import Document, MailMessage, SealedFile
from records.models.sign_in import RecoveryCode, SecondStep
from records.models.studio import PublishedTemplate, Rehearsal, Replay
from records.models.watch import (
    Attempt,
    AuditEvent,
    BookedDay,
    Certificate,
    ChainHead,
    ChainProof,
    Heartbeat,
    Opening,
    OutsideSystem,
    Reason,
    Reply,
    StoreKeys,
)

__all__ = [
    "Agency",
    "AlarmRaised",
    "Approval",
    "Attempt",
    "AuditEvent",
    "BookedDay",
    "Certificate",
    "ChainHead",
    "ChainProof",
    "ChildFigure",
    "ChildRow",
    "Contact",
    "ContactFigure",
    "Correction",
    "Document",
    "EventKey",
    "FamilyKey",
    "FiguresUpTo",
    "Heartbeat",
    "MailMessage",
    "OpenPoint",
    "Opening",
    "OutsideSystem",
    "PointKind",
    "PostcodeLocality",
    "PublishedTemplate",
    "Reason",
    "RecoveryCode",
    "Rehearsal",
    "Replay",
    "Reply",
    "SealedFile",
    "SecondStep",
    "StoreKeys",
]
