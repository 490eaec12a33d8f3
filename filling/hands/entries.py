"""From what a field is to hold to what its control takes, and whether what the control holds is that. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filling.dates import read_date, why_no_date
from filling.hands.comparing import BETWEEN, TIMES, is_same, is_shown, parts_of
from filling.map.codes import choose
from filling.map.fields import WhenFilled
from filling.map.values import TICK_WORDS, Wanted
from filling.page.looking import Match
from filling.writing import date_format, formatted, in_words, kind_of_words, read_time, read_written
from postroom.errors import NeedsAPerson

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field, its control and the text that goes in. `kept` where the system's own value stays."""

    wanted: Wanted
    match: Match
    text: str
    kept: bool = False

    @property
    def name(self) -> str:
        return self.wanted.name

    def holds(self, one: str) -> bool:
        """Whether a control for several shows this one among them."""
        return any(one in parts_of(self.match.value, sign) for sign in BETWEEN)

    @property
    def is_done(self) -> bool:
        return self.kept or self.is_same

    @property
    def is_same(self) -> bool:
        """Whether the control holds the text. A plain box that takes a date or a time may write it in its own way."""
        match, said = self.match, self.wanted.field.kind
        if self.wanted.several:
            return any(sorted(self.text.split("; ")) == sorted(parts_of(match.value, sign)) for sign in BETWEEN)
        if match.kind == "cell":
            return is_shown(self.wanted, match.value)
        if match.kind not in {"text", "calendar"}:
            return is_same(match.kind, self.text, match.value)
        kind = "date" if match.kind == "calendar" else kind_of_words(said, match.hint, self.wanted.value or "")
        if kind == "date":
            layout = self.wanted.field.format or date_format(match.hint)
            day = read_date(self.wanted.value or "")
            return day is not None and day == read_written(match.value, layout)
        return is_same(kind or "text", self.text, match.value)


def prepare(wanted: Wanted, match: Match, typed_before: bool) -> Entry | None:
    """What to type, None where the record has nothing to say. Raises NeedsAPerson with field and reason."""
    if wanted.value is None:
        if (match.required or wanted.required) and not match.value.strip() and match.kind != "tick":
            raise NeedsAPerson(f"{wanted.name}: the form needs it, and the record has no value.")
        return None
    text = as_typed(wanted, match)
    if Entry(wanted, match, text).is_same:
        return Entry(wanted, match, text)
    if match.given and not typed_before:
        return _beside_given(wanted, match, text)
    return _if_open(wanted, match, text)


def _beside_given(wanted: Wanted, match: Match, text: str) -> Entry:
    match wanted.field.when_filled:
        case WhenFilled.KEEP:
            return Entry(wanted, match, text, kept=True)
        case WhenFilled.REPLACE:
            return _if_open(wanted, match, text)
        case WhenFilled.STOP:
            raise NeedsAPerson(
                f"{wanted.name}: the system has filled this in with another value already "
                "(the map can say when_filled: keep or replace)."
            )


def _if_open(wanted: Wanted, match: Match, text: str) -> Entry:
    if match.locked or match.waits:
        raise NeedsAPerson(f"{wanted.name}: the system does not let this be changed.")
    if match.max is not None and len(text) > match.max:
        raise NeedsAPerson(f"{wanted.name}: the value has {len(text)} characters, the form takes {match.max}.")
    return Entry(wanted, match, text)


def as_typed(wanted: Wanted, match: Match) -> str:
    """The text that this kind of control takes. Raises NeedsAPerson where the value cannot be put so."""
    value = wanted.value or ""
    match match.kind:
        case "date" | "date3" | "calendar":
            return _as_date(wanted, value, match)
        case "time" | "time2" | "datetime-local" | "month":
            return _as_moment(wanted, value, match.kind)
        case _:
            return _as_words(wanted, formatted(wanted.field.format, value), match)


def _as_words(wanted: Wanted, value: str, match: Match) -> str:
    match match.kind:
        case "tick":
            return _as_tick(wanted, value)
        case "number":
            return _as_number(wanted, value)
        case "select" | "radio":
            return _as_option(wanted, value, match)
        case "multiselect" | "ticks" | "pair":
            return "; ".join(_as_option(wanted, one, match) for one in wanted.several or (value,))
        case "text" | "cell" if not wanted.field.format:
            kind = kind_of_words(wanted.field.kind, match.hint, value)
            if kind == "date" and read_date(value) is None:
                raise NeedsAPerson(f"{wanted.name}: {why_no_date(value)}.")
            return in_words(kind, value, match.hint)
        case _:
            return value


def _as_date(wanted: Wanted, value: str, match: Match) -> str:
    day = read_date(value)
    if day is None:
        raise NeedsAPerson(f"{wanted.name}: {why_no_date(value)}.")
    if match.unordered:
        raise NeedsAPerson(
            f"{wanted.name}: nothing says which of the three boxes takes the day, the month and the year "
            '(the map can say format: "%d/%m/%Y").'
        )
    return f"{day.day}/{day.month}/{day.year}" if match.kind == "date3" else day.isoformat()


def _as_moment(wanted: Wanted, value: str, kind: str) -> str:
    moment = read_time(value)
    if moment is None:
        raise NeedsAPerson(f"{wanted.name}: the value is not a {'time' if kind in TIMES else 'date and time'}.")
    return moment.strftime({"time": "%H:%M", "time2": "%H:%M", "month": "%Y-%m"}.get(kind, "%Y-%m-%dT%H:%M"))


def _as_tick(wanted: Wanted, value: str) -> str:
    on = TICK_WORDS.get(value.strip().lower())
    if on is None:
        raise NeedsAPerson(f"{wanted.name}: a tick takes yes or no.")
    return "yes" if on else "no"


def _as_number(wanted: Wanted, value: str) -> str:
    if not NUMBER.fullmatch(value.strip()):
        raise NeedsAPerson(f"{wanted.name}: the value is not a number, and the form takes nothing else here.")
    return value.strip()


def _as_option(wanted: Wanted, value: str, match: Match) -> str:
    at = choose(value, match.options)
    if at is None:
        raise NeedsAPerson(f"{wanted.name}: the screen does not offer this option ({len(match.options)} others).")
    return match.options[at]
