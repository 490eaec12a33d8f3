"""A leaf's value in words for people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from web.codes import name_of
from web.leaves import About, Kind, about

FULL_DATE = 10  # characters of YYYY-MM-DD


def shown(path: str, value: Any) -> str:
    """The value as a person would write it; empty for no value."""
    if value is None or value == []:
        return ""
    return _in_words(about(path), value)


def _in_words(leaf: About, value: Any) -> str:
    match leaf.kind:
        case Kind.CODE:
            return name_of(leaf.codes, str(value))
        case Kind.TRUE_FALSE:
            return "Yes" if value else "No"
        case Kind.NAMES:
            return "; ".join(str(each) for each in value)
        case Kind.DATE | Kind.DATE_OR_MONTH:
            return _date(str(value))
        case Kind.MOMENT:
            return _moment(str(value))
        case Kind.NHS_NUMBER:
            digits = str(value)
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return str(value)


def _date(value: str) -> str:
    try:
        date = dt.date.fromisoformat(value if len(value) >= FULL_DATE else f"{value}-01")
    except ValueError:
        return value
    return f"{date.day} {date:%B %Y}" if len(value) >= FULL_DATE else f"{date:%B %Y}"


def _moment(value: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment.day} {moment:%B %Y, %H:%M}"
