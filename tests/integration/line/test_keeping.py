"""What is kept is sealed, what is over its time is gone, and what an operator is told of it is true."""

import datetime as dt

import pytest
from django.utils import timezone

from postroom.states import ContactState
from records import store
from records.audit import SYSTEM
from records.models import Contact, MailMessage, OpenPoint, PointKind
from records.store.retention import content_left, purge_due
from tests import factories

pytestmark = pytest.mark.django_db
TESS = store.Actor.user("tess")


def decided_long_ago(contact, days=31):
    past = timezone.now() - dt.timedelta(days=days)
    Contact.objects.filter(pk=contact.pk).update(state=ContactState.FINISHED, last_moved_at=past)
    MailMessage.objects.filter(pk=contact.mail.pk).update(last_moved_at=past)
    return MailMessage.objects.get(pk=contact.mail.pk)


def as_text(value):
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


# --- retention ------------------------------------------------------------------------------------------------------


def test_why_a_person_is_asked_is_sealed_and_goes_with_the_purge():
    contact = factories.drafted_contact()
    said = "The form gives two values: “Sunflower” and “Amir”."
    point = store.open_point(PointKind.CHECK_VALUE, said, contact=contact, path="children[0].school")
    mail = decided_long_ago(contact)
    assert point.reason == said
    assert "Sunflower" not in repr([[as_text(value) for value in row.values()] for row in OpenPoint.objects.values()])

    purge_due(SYSTEM)
    point.refresh_from_db()
    assert (point.reason, content_left(mail)) == ("", 0)
