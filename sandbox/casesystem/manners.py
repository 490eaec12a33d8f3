"""The manners of real case systems, each of which can be switched on by itself, at the start or while running."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from threading import Lock


@dataclass(frozen=True, slots=True)
class Manners:
    """What this system does to whoever types into it. Counts run down: the next N requests are met so."""

    letters: bool = False  # sign-in asks for letters of a memorable word instead of the secret answer
    totp: bool = False  # sign-in asks for a time-based code as well
    expired: bool = False  # the password is past its 30 days
    one_session: bool = True  # signing in ends the user's other session
    idle: float = 0  # seconds until an unused session ends; 0: never
    popup: bool = False  # the person search opens in a window of its own
    postback: bool = False  # choosing a category sends the form to the server, which replaces it
    warn_duplicates: bool = True  # saving a second contact like an earlier one asks first
    unsaved_dialog: bool = False  # leaving a changed form asks first
    version: int = 1  # 2: fields renamed and moved
    slow: float = 0  # seconds before each answer
    slow_save: float = 0  # seconds between storing a draft and answering
    maintenance: bool = False  # every page says that the system is closed
    locked: int = 0  # N forms are said to be held by another user
    unavailable: int = 0  # N requests are answered 503
    error_before_save: int = 0  # N saves fail with 500, nothing stored
    error_after_save: int = 0  # N saves are stored, then fail with 500
    lose_session: int = 0  # N signed-in requests find their session gone
    lose_session_at_save: int = 0  # N saves find their session gone, nothing stored
    mangle: int = 0  # N saves store one field other than it was typed


class Switchboard:
    """The manners in force. Counted ones are used up, one request at a time, from any thread."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._lock = Lock()

    @property
    def now(self) -> Manners:
        return self._manners

    def switch(self, **changes: object) -> None:
        with self._lock:
            self._manners = replace(self._manners, **changes)  # type: ignore[arg-type]  # names are checked by replace

    def use_up(self, name: str) -> bool:
        """True when this request is one of the N that are to be met so."""
        with self._lock:
            left = int(getattr(self._manners, name))
            if left:
                self._manners = replace(self._manners, **{name: left - 1})  # type: ignore[arg-type]  # a counted one
            return left > 0

    def be_slow(self, seconds: float) -> None:
        if seconds:
            time.sleep(seconds)


def from_text(text: str) -> Manners:
    """Read `letters,idle=20,version=2` as given on the command line. Raises ValueError naming what is unknown."""
    known = {field.name: type(field.default) for field in fields(Manners)}
    chosen: dict[str, object] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = part.partition("=")
        if name not in known:
            raise ValueError(f"no manner is called {name!r}; there are: {', '.join(known)}")
        chosen[name] = _read(known[name], value)
    return replace(Manners(), **chosen)  # type: ignore[arg-type]  # each value was read by its field's type


def _read(kind: type, value: str) -> object:
    if kind is bool:
        return value.lower() not in {"0", "no", "off", "false"}
    return kind(value or 1)
