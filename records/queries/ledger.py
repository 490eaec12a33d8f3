"""The ledger: every mail of a day in London is in exactly one column, and every attachment of it became a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from postroom.clock import LONDON
from postroom.states import ContactState, MailState
from records.models import BookedDay, Contact, Document, MailMessage

DRAFTED = frozenset({ContactState.DRAFTED, ContactState.APPROVED, ContactState.FINISHING, ContactState.FINISHED})
COLUMNS = {
    MailState.REPEAT: "linked",
    MailState.NOT_A_CONTACT: "not_a_contact",
    MailState.HELD: "held",
    MailState.CLOSED: "closed",
    MailState.CLAIMED: "waiting",
    MailState.STORED: "waiting",
}
FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)
"""No post is older, and none is younger: a ledger of other years is empty."""
A_MONTH = 31


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """Mails received on one day in London and what became of each. `difference` must be 0."""

    day: date
    received: int = 0
    drafted: int = 0
    in_review: int = 0
    linked: int = 0
    not_a_contact: int = 0
    held: int = 0
    closed: int = 0
    waiting: int = 0
    documents: int = 0
    documents_accounted: int = 0

    @property
    def difference(self) -> int:
        parts = (self.drafted, self.in_review, self.linked, self.not_a_contact, self.held, self.closed, self.waiting)
        return self.received - sum(parts) + self.documents - self.documents_accounted


def ledger(day: date) -> LedgerDay:
    """Worked out from the tables."""
    return worked_out([day])[day]


def worked_out(days: Sequence[date]) -> dict[date, LedgerDay]:
    """The same for several days that lie close together, with three questions however many mails came."""
    counts: dict[date, Counter[str]] = {day: Counter() for day in days}
    known = [day for day in days if FIRST <= day <= LAST]
    if known:
        for day, columns in _columns(_received(min(known), max(known))):
            if day in counts:
                counts[day].update(columns)
    return {day: LedgerDay(day, **counted) for day, counted in counts.items()}


def _received(first: date, last: date) -> QuerySet[MailMessage]:
    start, end = (datetime.combine(day, time.min, LONDON).astimezone(UTC) for day in (first, last + timedelta(days=1)))
    return MailMessage.objects.filter(received_at__gte=start, received_at__lt=end)


def _columns(mails: QuerySet[MailMessage]) -> Iterator[tuple[date, dict[str, int]]]:
    """(day, what one mail adds to its columns)."""
    states = defaultdict[int, set[str]](set)
    for mail, state in Contact.objects.filter(mail__in=mails).order_by().values_list("mail", "state"):
        states[mail].add(state)
    papers = dict(Document.objects.filter(mail__in=mails).order_by().values_list("mail").annotate(Count("pk")))
    for pk, at, state, attachments in mails.order_by().values_list("pk", "received_at", "state", "attachments"):
        column = COLUMNS.get(MailState(state)) or _read(states.get(pk, set()))
        kept = papers.get(pk, 0)
        lost = max(0, attachments - kept) if state == MailState.READ else 0
        accounted = kept if state != MailState.CLAIMED else 0
        said = {"received": 1, "documents": kept + lost, "documents_accounted": accounted}
        yield at.astimezone(LONDON).date(), said | ({column: 1} if column else {})


def _read(contacts: set[str]) -> str:
    """The column of a mail that was read; none where it came to no contact."""
    if contacts & DRAFTED:
        return "drafted"
    if contacts == {ContactState.REPEAT}:
        return "linked"
    return "in_review" if contacts else ""


def kept(days: Sequence[date]) -> tuple[LedgerDay, ...]:
    """As the books have it. Days that changed since they were booked are worked out, and booked."""
    books = {each.day: each for each in BookedDay.objects.filter(day__in=days)}
    old = [day for day in days if day not in books or not books[day].is_fresh]
    found = worked_out(old) if old else {}
    for day, figures in found.items():
        _book(books.get(day), figures)
    return tuple(found[day] if day in found else _booked(books[day]) for day in days)


def _book(book: BookedDay | None, figures: LedgerDay) -> None:
    """Kept only where nothing has changed since the look at the books that came before the look at the tables."""
    if book is None:
        if figures.received:
            BookedDay.objects.get_or_create(day=figures.day)  # booked at the next look
        return
    said = {name: value for name, value in asdict(figures).items() if name != "day"}
    BookedDay.objects.filter(pk=book.pk, changes=book.changes).update(figures=said, booked_at_change=book.changes)


def _booked(book: BookedDay) -> LedgerDay:
    return LedgerDay(book.day, **book.figures)


def disproved() -> list[date]:
    """Days whose figures in the books are not those of the tables. Each is noted, and worked out anew when it is next asked for."""
    fresh = [each for each in BookedDay.objects.order_by("day") if each.is_fresh]
    wrong = [day for start in range(0, len(fresh), A_MONTH) for day in _wrong(fresh[start : start + A_MONTH])]
    BookedDay.objects.exclude(day__in=wrong).filter(is_disproved=True).update(is_disproved=False)
    BookedDay.objects.filter(day__in=wrong).update(is_disproved=True, booked_at_change=None)
    return wrong


def _wrong(books: Sequence[BookedDay]) -> Iterator[date]:
    truth = worked_out([each.day for each in books])
    for each in books:
        is_same = BookedDay.objects.filter(pk=each.pk, changes=each.changes).exists()
        if is_same and _booked(each) != truth[each.day]:
            yield each.day
