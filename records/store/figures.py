"""Keeps the figures that reports count: a projection of the audit chain, caught up whenever somebody asks.

Every change of a contact is a link of the chain, so no verb has to think of the figures, and none can forget them. Caught up twice, or
again from the start, they are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from postroom.clock import LONDON
from postroom.figures import age_band, ethnic_group
from postroom.states import ContactState
from records import vault
from records.models import Agency, AuditEvent, ChildFigure, ChildRow, Contact, ContactFigure, FiguresUpTo
from records.store.localities import locality_of
from records.store.values import Standing, standing_values

LINKS_AT_ONCE = 5_000
CONFIRMED_WITHIN = timedelta(days=2)
NOT_COUNTED = (ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED)
CHANGES = ("contact.", "child.", "value.", "draft.", "approval.")
DRAFTED = ("draft.saved", "draft.finished")
PORTAL, EMAIL = "Portal", "Email"


def catch_up(most: int | None = None) -> int:
    """Counts what changed since the last time, oldest first; `most`: links of the chain to look at. How many were looked at."""
    looked = 0
    while most is None or looked < most:
        found = _next_links(LINKS_AT_ONCE if most is None else min(LINKS_AT_ONCE, most - looked))
        if not found:
            break
        looked += found
    return looked


def _next_links(most: int) -> int:
    with transaction.atomic():
        upto, _ = FiguresUpTo.objects.select_for_update().get_or_create(pk=1)
        links = list(
            AuditEvent.objects.filter(number__gt=upto.number)
            .order_by("number")
            .values_list("number", "subject", "action")[:most]
        )
        if links:
            _count({subject for _, subject, action in links if action.startswith(CHANGES)})
            upto.number = links[-1][0]
            upto.save()
        return len(links)


def _count(subjects: Iterable[str]) -> None:
    """Counts the contacts that these references name, by themselves or by a child."""
    wanted = list(subjects)
    of_children = ChildRow.objects.filter(ulid__in=wanted).values("contact_id")
    for contact in _contacts(Q(ulid__in=wanted) | Q(pk__in=of_children)):
        if contact.reading_sealed:  # of a purged contact what was counted stays
            _count_contact(contact)


def _contacts(which: Q) -> QuerySet[Contact]:
    return Contact.objects.filter(which).select_related("mail", "approval").prefetch_related("children", "corrections")


def _count_contact(contact: Contact) -> None:
    standing = standing_values(contact)
    values = {path: each.value for path, each in standing.items()}
    approval = getattr(contact, "approval", None)
    drafted = _drafted_at(contact)
    decided = approval.approved_at if approval else None
    figure, _ = ContactFigure.objects.update_or_create(
        contact=contact,
        defaults={
            "day": contact.received_at.astimezone(LONDON).date(),
            "counted": ContactState(contact.state) not in NOT_COUNTED,
            "source": str(values.get("source_code") or "")[:2],
            "channel": _channel(contact),
            "agency": _agency(values.get("referrer.organisation")),
            "outcome": approval.outcome if approval else "",
            "category": approval.category if approval else "",
            "children": len(contact.children.all()),
            "drafted_after_s": _seconds(contact.received_at, drafted),
            "decided_after_s": _seconds(contact.received_at, decided),
            "drafted_in_time": drafted <= contact.due_at if drafted else None,
            "in_time": decided <= contact.due_at if decided else None,
            "has_consent": values.get("consent.consent_to_share") is not None,
            "known_form": bool(contact.template),
            "late_after_call": _is_late(contact, _date(values.get("date_of_referral"))),
            **_accuracy(standing),
        },
    )
    for row in contact.children.all():
        _count_child(figure, row, values)


def _count_child(figure: ContactFigure, row: ChildRow, values: Mapping[str, Any]) -> None:
    def said(name: str) -> Any:
        return values.get(f"children[{row.position}].{name}")

    decision = vault.shown_json(row, "decision_sealed", {})
    proposed = decision.get("selected") or ""
    by_person = bool(row.settled_by) and figure.outcome != ""
    ChildFigure.objects.update_or_create(
        child=row,
        defaults={
            "contact": figure,
            "sex": said("sex") if said("sex") in ("M", "F") else "U",
            "age_band": age_band(
                figure.day,
                born=_date(said("date_of_birth")),
                age=_age(said("age_stated")),
                unborn=bool(said("is_unborn")),
            ),
            "ethnic_group": ethnic_group(said("ethnicity_code")),
            "locality": locality_of(said("postcode")),
            "person": row.settled_as if row.settled_as != ChildRow.NEW else "",
            "has_date_of_birth": bool(said("date_of_birth") or said("expected_delivery_date")),
            "has_address": bool(said("address")),
            "proposed": bool(proposed),
            "proposal_refused": bool(proposed) and by_person and row.settled_as != proposed,
        },
    )


def _accuracy(standing: Mapping[str, Standing]) -> dict[str, int]:
    """How many values were certain as read, and how many of them a person changed all the same; how many stand as they were read."""
    read = [each for each in standing.values() if each.envelope and each.envelope["value"] is not None]
    certain = [each for each in read if each.status == "certain"]
    standing_now = [each for each in standing.values() if each.value is not None]
    return {
        "certain": len(certain),
        "certain_corrected": sum(each.value != each.envelope["value"] for each in certain if each.envelope),
        "values": len(standing_now),
        "typed_as_read": sum(
            bool(each.envelope) and each.value == (each.envelope or {})["value"] for each in standing_now
        ),
    }


def _drafted_at(contact: Contact) -> datetime | None:
    """When the last of its children had a draft for the first time; None while one has none."""
    children = [row.ulid for row in contact.children.all()]
    first: dict[str, datetime] = {}
    links = AuditEvent.objects.filter(action__in=DRAFTED, subject__in=children).order_by("number")
    for subject, at in links.values_list("subject", "at"):
        first.setdefault(subject, at)
    return max(first.values()) if children and len(first) == len(children) else None


def _channel(contact: Contact) -> str:
    """Portal where the council's own form server sent it (POSTROOM_PORTAL_SENDERS), else e-mail."""
    envelope = vault.shown_json(contact.mail, "envelope_sealed", {})
    sender = parseaddr(str(envelope.get("from") or ""))[1].casefold()
    return PORTAL if sender and sender in settings.ENVIRONMENT.reporting.portal_senders else EMAIL


def _agency(name: Any) -> Agency | None:
    folded = " ".join(str(name or "").split())
    if not folded:
        return None
    digest = vault.keyed_hash(f"agency {folded.casefold()}")
    new = Agency(digest=digest)
    vault.seal(new, "name_sealed", folded.encode())
    return Agency.objects.get_or_create(digest=digest, defaults={"name_sealed": new.name_sealed})[0]


def _is_late(contact: Contact, referred: date | None) -> bool:
    """A referral by telephone is to be confirmed in writing within two days (Working Together): the form tells the day of the referral."""
    if referred is None:
        return False
    return contact.received_at.astimezone(LONDON).date() - referred > CONFIRMED_WITHIN


def _seconds(start: datetime, end: datetime | None) -> int | None:
    return max(0, int((end - start).total_seconds())) if end else None


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _age(value: Any) -> int | None:
    return value if isinstance(value, int) else None
