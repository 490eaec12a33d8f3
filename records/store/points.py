"""Open points: what a person must do. Opened once for each question, closed by whoever answers it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from records import audit, vault
from records.audit import Actor
from records.models import ChildRow, Contact, MailMessage, OpenPoint, PointKind

LONGEST_REASON = 500  # characters: a page has room for a sentence or two


def open_point(
    kind: PointKind,
    reason: str,
    *,
    mail: MailMessage | None = None,
    contact: Contact | None = None,
    child: ChildRow | None = None,
    path: str = "",
) -> OpenPoint:
    """Asks once: the same question that is open already is left as it stands. `reason` is kept sealed: it may quote the post."""
    parts = (mail.ulid if mail else "", contact.ulid if contact else "", child.ulid if child else "", kind, path)
    question = " ".join(parts)
    new = OpenPoint(mail=mail, contact=contact, child=child, kind=kind, path=path, question=question)
    vault.seal(new, "reason_sealed", reason[:LONGEST_REASON].encode())
    columns = ("ulid", "mail", "contact", "child", "kind", "path", "reason_sealed")
    defaults = {column: getattr(new, column) for column in columns}
    return OpenPoint.objects.get_or_create(question=question, closed_at=None, defaults=defaults)[0]


def close_points(points: QuerySet[OpenPoint], actor: Actor) -> int:
    """Closes those that are open, and says so in the chain. How many there were."""
    count = 0
    for point in points.filter(closed_at__isnull=True):
        point.closed_at, point.closed_by = timezone.now(), actor.name
        point.save(update_fields=["closed_at", "closed_by"])
        audit.record(actor, f"point.{point.kind}", point.ulid, {"path": point.path} if point.path else {})
        count += 1
    return count
