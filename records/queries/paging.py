"""A stretch of a long list, found by the row that it begins after: the last page of a million rows costs as much as the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a stretch begins: after a row, or before one; both empty for the top of the list. Rows are named by their public reference."""

    after: str = ""
    before: str = ""


TOP = Start()


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """Rows in the order of the list. `earlier` and `later` name the rows at its ends where the list goes on beyond them."""

    rows: tuple[Row, ...]
    earlier: str
    later: str


def stretch(found: QuerySet[Row], order: tuple[str, ...], start: Start, size: int, name: str = "ulid") -> Stretch[Row]:
    """`order` are columns, "-" for descending, of which the last is unique. An index over them makes it quick.

    `name` is the column of the public reference. One that is unknown leads to the top.
    """
    key = _key(found, order, start.before or start.after, name)
    if key is None:
        return _told(list(found.order_by(*order)[: size + 1]), size, name, goes_back=False)
    if not start.before:
        rows = list(found.filter(_beyond(order, key)).order_by(*order)[: size + 1])
        return _told(rows, size, name, goes_back=True)
    backwards = tuple(_turned(each) for each in order)
    rows = list(found.filter(_beyond(backwards, key)).order_by(*backwards)[: size + 1])
    kept = tuple(reversed(rows[:size]))
    last = kept[-1] if kept else None
    return Stretch(kept, _named(kept[0], name) if len(rows) > size else "", _named(last, name) if last else "")


def _told(rows: list[Row], size: int, name: str, *, goes_back: bool) -> Stretch[Row]:
    kept = tuple(rows[:size])
    earlier = _named(kept[0], name) if kept and goes_back else ""
    return Stretch(kept, earlier, _named(kept[-1], name) if len(rows) > size else "")


def _named(row: Row, name: str) -> str:
    return str(getattr(row, name))


def _key(found: QuerySet[Row], order: tuple[str, ...], said: str, name: str) -> tuple[Any, ...] | None:
    if not said:
        return None
    columns = [each.lstrip("-") for each in order]
    return found.model._default_manager.filter(**{name: said}).values_list(*columns).first()


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _beyond(order: tuple[str, ...], key: tuple[Any, ...]) -> Q:
    """Rows that come after the key. The first column alone is said twice, for the index to begin at."""
    column, side = order[0].lstrip("-"), "lt" if order[0].startswith("-") else "gt"
    further = Q(**{f"{column}__{side}": key[0]})
    if len(order) == 1:
        return further
    return Q(**{f"{column}__{side}e": key[0]}) & (further | Q(**{column: key[0]}) & _beyond(order[1:], key[1:]))
