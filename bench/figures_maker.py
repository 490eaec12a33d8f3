"""The figures of a full store, put in bulk as if the line had counted each contact on its day: the bench measures reports, not a first count."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.store_maker import put, sealed
from postroom.clock import LONDON
from postroom.figures import AGE_BANDS, ETHNIC_GROUPS
from records import vault
from records.models import Agency, ChainHead, ChildFigure, ChildRow, Contact, ContactFigure, FiguresUpTo
from records.reports.lists import council_list, named_list
from records.store.figures import NOT_COUNTED

AGENCIES = 400  # schools, surgeries and forces that write
PERSONS = 40_000


def fill() -> None:
    """Unless they are there."""
    if ContactFigure.objects.exists():
        return
    chance = random.Random(18)
    put(Agency, (_agency(number) for number in range(AGENCIES)))
    put(ContactFigure, _contacts(chance, list(Agency.objects.values_list("pk", flat=True))))
    figures = dict(ContactFigure.objects.values_list("contact_id", "pk"))
    put(ChildFigure, _children(chance, figures))
    head = ChainHead.objects.get(pk=1)
    FiguresUpTo.objects.update_or_create(pk=1, defaults={"number": head.number})


def _agency(number: int) -> Agency:
    agency = Agency(digest=vault.keyed_hash(f"bench agency {number}"))
    return sealed(agency, "name_sealed", f"Agency {number}".encode())  # type: ignore[no-any-return]


def _contacts(chance: random.Random, agencies: list[int]) -> Iterator[ContactFigure]:
    outcomes, categories = council_list("outcomes"), council_list("categories")
    sources = list(named_list("sources"))
    for pk, at, state in Contact.objects.values_list("pk", "received_at", "state").iterator():
        is_decided = state == "finished"
        yield ContactFigure(
            contact_id=pk, day=at.astimezone(LONDON).date(), counted=state not in NOT_COUNTED, source=chance.choice(sources),
            channel=chance.choice(("Email", "Portal")), agency_id=chance.choice(agencies), children=1,
            outcome=chance.choice(outcomes) if is_decided else "", category=chance.choice(categories) if is_decided else "",
            drafted_after_s=chance.randrange(20, 90), decided_after_s=chance.randrange(600, 90_000) if is_decided else None,
            in_time=chance.random() < 0.9 if is_decided else None, has_consent=chance.random() < 0.7, known_form=chance.random() < 0.8,
            certain=30, certain_corrected=chance.choice((0, 0, 0, 1)), values=34, typed_as_read=32,
        )  # fmt: skip


def _children(chance: random.Random, figures: dict[int, int]) -> Iterator[ChildFigure]:
    for pk, contact in ChildRow.objects.values_list("pk", "contact_id").iterator():
        yield ChildFigure(
            child_id=pk, contact_id=figures[contact], sex=chance.choice(("M", "F", "U")), age_band=chance.choice(AGE_BANDS),
            ethnic_group=chance.choice(ETHNIC_GROUPS), locality=chance.choice(("North", "Southeast", "Southwest", "Not known")),
            person=f"C{chance.randrange(PERSONS)}", has_date_of_birth=True, has_address=chance.random() < 0.9, proposed=True,
        )  # fmt: skip
