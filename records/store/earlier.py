"""Earlier contacts of a contact's children and family: which they are, and what was decided of each."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from postroom.states import ContactState
from records.models import Approval, ChildRow, Contact
from records.store.families import MASKED_RECORD

MOST = 50  # earlier contacts of one family that are put on the table, the latest first
OF_NO_ACCOUNT = (ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED)


def earlier_of(contact: Contact, records: Collection[str]) -> list[Contact]:
    """Contacts received before this one, of its family or with a child settled as one of the records; the latest first.

    One that is masked is only given to its own family, which shares the mask: a record that is merely proposed opens nothing.
    """
    masked = Contact.objects.filter(MASKED_RECORD, family__isnull=False).values("family")
    settled = ChildRow.objects.filter(settled_as__in=set(records) - {"", ChildRow.NEW}).values("contact")
    same = Q(pk__in=settled) & ~MASKED_RECORD & (Q(family__isnull=True) | ~Q(family__in=masked))
    same |= Q(family=contact.family) if contact.family else Q()
    found = Contact.objects.filter(same, received_at__lte=contact.received_at).exclude(pk=contact.pk)
    found = found.exclude(state__in=OF_NO_ACCOUNT).exclude(received_at=contact.received_at, pk__gt=contact.pk)
    return list(found.prefetch_related("children").order_by("-received_at", "-pk")[:MOST])


def decided_as(contact: Contact) -> tuple[str, str]:
    """(category, outcome) that a person approved; empty before that."""
    approval = Approval.objects.filter(contact=contact).values_list("category", "outcome").first()
    return approval or ("", "")
