"""What one person may see of a contact and of the post that it came in: decided here, for every page, list and export.

A mask is the family's, not the row's: the strictest of all versions, repeats and other reports of the same children or event counts for
each of them (records.store.families), whenever it becomes known. Until matching has said that no record is restricted, a contact
is as good as masked. Whoever has opened a contact with a reason sees that contact, and its post once every contact of it is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from postroom.errors import NotAllowed
from postroom.states import MailState
from records import vault
from records.audit import Actor
from records.models import ChildRow, Contact, MailMessage, Opening, SealedFile
from records.store.clocks import not_ahead
from records.store.families import MASKED_RECORD
from records.store.post import file_of
from records.store.values import Standing, standing_values

MASKED = "Restricted"
UNREAD = (MailState.CLAIMED, MailState.STORED)
WITHOUT_NAMES = frozenset(
    {
        "document_type", "agency_reference", "police_brag", "dash_grade", "source_code", "date_of_referral",
        "incident.start", "incident.cad_ref", "incident.crime_ref", "referrer.organisation",
    }
)  # fmt: skip
"""What tells an officer how urgent a report is and whose it is, and names nobody and no place."""


class Mask(StrEnum):
    """How much of a contact a person sees."""

    OPEN = "open"
    WITHOUT_NAMES = "without_names"  # matching has not answered, and the council chose to show what names nobody
    NOT_MATCHED = "not_matched"  # matching has not answered: open with a reason
    SHUT = "shut"  # a record is restricted, or an address must not be disclosed: open with a reason


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A piece of post as one person may see it. What is shut is not there."""

    mail: str
    is_open: bool
    _row: MailMessage

    @property
    def envelope(self) -> Mapping[str, Any]:
        return vault.shown_json(self._row, "envelope_sealed", {}) if self.is_open else {}

    def words(self, row: Model, column: str) -> str:
        """A sealed word about this post, such as the name of a document."""
        return vault.shown(row, column) if self.is_open else MASKED

    def file(self, kind: SealedFile.Kind, document: int, page: int = 0) -> tuple[bytes, str] | None:
        """(bytes, media type) of a kept file; None where there is none or it is shut."""
        return file_of(self._row, kind, document, page) if self.is_open else None


@dataclass(frozen=True, slots=True)
class OpenContact:
    """A contact as one person may see it. What is masked is not there, so that no page can show it."""

    ulid: str
    mask: Mask
    _row: Contact

    @property
    def is_open(self) -> bool:
        return self.mask is Mask.OPEN

    @property
    def reading(self) -> Mapping[str, Any]:
        """As it was read, without what people said since."""
        return self._read if self.is_open else {}

    @property
    def values(self) -> dict[str, Standing]:
        if self.mask in (Mask.SHUT, Mask.NOT_MATCHED):
            return {}
        values = standing_values(self._row)
        return values if self.is_open else {path: each for path, each in values.items() if path in WITHOUT_NAMES}

    @property
    def narrative(self) -> Mapping[str, Any]:
        return self.reading.get("narrative") or {}

    @property
    def reference(self) -> str:
        """The agency's own, which names nobody: also where matching has not answered, if the council chose so."""
        if self.mask in (Mask.SHUT, Mask.NOT_MATCHED):
            return ""
        return str((self._read.get("agency_reference") or {}).get("value") or "")

    @property
    def _read(self) -> Mapping[str, Any]:
        """For pages: a reading that cannot be opened costs its own row."""
        reading: Mapping[str, Any] = vault.shown_json(self._row, "reading_sealed", {})
        return reading

    def children(self) -> tuple[ChildRow, ...]:
        return tuple(self._row.children.all()) if self.is_open else ()

    def words(self, row: Model, column: str) -> str:
        """A sealed word about this contact, such as why a person is asked."""
        return vault.shown(row, column) if self.is_open else MASKED


def open_contact(ulid: str, actor: Actor) -> OpenContact:
    """Raises Contact.DoesNotExist for an unknown id."""
    (found,) = open_contacts(Contact.objects.filter(ulid=ulid), actor) or (None,)
    if found is None:
        raise Contact.DoesNotExist
    return found


def open_contacts(found: QuerySet[Contact], actor: Actor | None) -> tuple[OpenContact, ...]:
    """Each as this person may see it, in the order of the query; nobody has opened anything."""
    return tuple(OpenContact(row.ulid, _mask(row), row) for row in masks(found, actor))


def check_open(ulid: str, actor: Actor) -> None:
    """A contact is not changed by somebody who may not see it. Raises NotAllowed."""
    if not open_contact(ulid, actor).is_open:
        raise NotAllowed("Open this contact with a reason first.")


def open_post(ulid: str, actor: Actor) -> OpenPost:
    """Raises MailMessage.DoesNotExist for an unknown id."""
    (found,) = open_posts(MailMessage.objects.filter(ulid=ulid), actor) or (None,)
    if found is None:
        raise MailMessage.DoesNotExist
    return found


def open_posts(found: Iterable[MailMessage], actor: Actor | None) -> tuple[OpenPost, ...]:
    """Each as this person may see it, in the order in which they are given."""
    mails = list(found)
    shut = _shut_posts(mails, actor)
    return tuple(OpenPost(each.ulid, each.state not in UNREAD and each.pk not in shut, each) for each in mails)


def _shut_posts(mails: Iterable[MailMessage], actor: Actor | None) -> frozenset[int]:
    """Those of which a contact is shut for this person, or a contact of the same mail in another copy."""
    copies = {each.pk: _copies(each) for each in mails}
    same = _same_post(set().union(*copies.values()) if copies else set())
    wanted = {pk for names in copies.values() for name in names for pk in same.get(name, ())}
    shut = set(shut_for(actor).filter(mail__in=wanted).order_by().values_list("mail", flat=True))
    return frozenset(pk for pk, names in copies.items() if any(shut & same.get(name, set()) for name in names))


def _copies(mail: MailMessage) -> set[tuple[str, Any]]:
    """By what the same mail in another copy is known: (column, value)."""
    named = {
        ("pk", mail.pk),
        ("pk", mail.repeat_of_id),
        ("sha256", mail.sha256),
        ("message_id_hash", mail.message_id_hash),
    }
    return {(column, value) for column, value in named if value}


def _same_post(names: set[tuple[str, Any]]) -> dict[tuple[str, Any], set[int]]:
    """The mails that bear each of these names."""
    found: dict[tuple[str, Any], set[int]] = {name: {name[1]} for name in names if name[0] == "pk"}
    for column in ("sha256", "message_id_hash"):
        values = [value for name, value in names if name == column]
        rows = MailMessage.objects.filter(**{f"{column}__in": values}).order_by()
        for value, pk in rows.values_list(column, "pk"):
            found.setdefault((column, value), set()).add(pk)
    return found


def masks(found: QuerySet[Contact], actor: Actor | None) -> QuerySet[Any]:
    """With what decides the mask of each, in the same question."""
    return found.annotate(kin_masked=_kin_masked(), unanswered=Exists(_unanswered()), opened=Exists(_opened(actor)))


def shut_for(actor: Actor | None) -> QuerySet[Contact]:
    """All that this person may not see as it is."""
    masked = MASKED_RECORD | Q(_kin_masked()) | Q(Exists(_unanswered()))
    return Contact.objects.filter(masked, ~Exists(_opened(actor)))


def _mask(row: Any) -> Mask:
    if row.opened:
        return Mask.OPEN
    if row.sensitive or row.restricted or row.kin_masked:
        return Mask.SHUT
    if row.unanswered:
        return Mask(settings.ENVIRONMENT.before_matching)
    return Mask.OPEN


def _kin_masked() -> Exists:
    return Exists(Contact.objects.filter(MASKED_RECORD, family=OuterRef("family")).order_by())


def _unanswered() -> QuerySet[Contact]:
    """Matching has not said yet whether a record is restricted. Of a repeat it says so with the first."""
    silent = Q(matching_answered=False) & (Q(repeat_of__isnull=True) | Q(repeat_of__matching_answered=False))
    return Contact.objects.filter(silent, pk=OuterRef("pk")).order_by()


def _opened(actor: Actor | None) -> QuerySet[Opening]:
    """By this person, and not over. One from a clock that was ahead and is set right counts no more."""
    now = timezone.now()
    theirs = Opening.objects.filter(actor=actor.name if actor else "", until__gt=now, contact=OuterRef("pk"))
    return theirs.filter(not_ahead("opened_at", now)) if actor else Opening.objects.none()


def opened_until(ulid: str, actor: Actor) -> datetime | None:
    """How long a contact stays open to this person who opened it."""
    now = timezone.now()
    theirs = Opening.objects.filter(not_ahead("opened_at", now), actor=actor.name, until__gt=now, contact__ulid=ulid)
    return theirs.order_by("-until").values_list("until", flat=True).first()


def shut_mails(ulids: Iterable[str], actor: Actor | None) -> frozenset[str]:
    """Of these mails, those that are shut for this person."""
    found = open_posts(MailMessage.objects.filter(ulid__in=list(ulids)).defer("envelope_sealed"), actor)
    return frozenset(each.mail for each in found if not each.is_open)
