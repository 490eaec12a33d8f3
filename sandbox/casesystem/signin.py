"""Signing in to the pretend case system: login ID, password, and a secret answer or letters of a memorable word."""

from __future__ import annotations

import hmac
import random
import secrets
import time
from dataclasses import dataclass, field

import pyotp

from sandbox.casesystem.manners import Manners

QUESTION = "What was the name of your first school?"


@dataclass(frozen=True, slots=True)
class Account:
    """One user. `login:password:secret answer:memorable word[:totp secret]` on the command line."""

    login: str
    password: str
    answer: str
    word: str
    totp: str = ""

    @classmethod
    def from_text(cls, text: str) -> Account:
        parts = text.split(":")
        if len(parts) not in {4, 5}:
            raise ValueError("an account is login:password:answer:word, or login:password:answer:word:totp-secret")
        return cls(*parts)


@dataclass(slots=True)
class Session:
    """One browser's visit. `stage` is the next thing that it must do; `in` when it is signed in."""

    stage: str = "login"
    account: Account | None = None
    places: tuple[int, ...] = ()
    seen: float = field(default_factory=time.monotonic)


class Door:
    """Who is signed in. Sessions live in memory: a restart signs everybody out, as real systems do."""

    def __init__(self, accounts: list[Account]) -> None:
        self._accounts = {account.login.casefold(): account for account in accounts}
        self._sessions: dict[str, Session] = {}

    def visit(self, cookie: str | None, idle_s: float) -> tuple[str, Session]:
        """The visitor's session, new when there is none or it was idle for too long."""
        session = self._sessions.get(cookie or "")
        if session and idle_s and time.monotonic() - session.seen > idle_s:
            session = None
        if session is None or cookie is None:
            cookie, session = secrets.token_urlsafe(16), Session()
            self._sessions[cookie] = session
        session.seen = time.monotonic()
        return cookie, session

    def leave(self, cookie: str) -> None:
        self._sessions.pop(cookie, None)

    def leave_all(self) -> None:
        self._sessions.clear()

    def answer(self, session: Session, form: dict[str, str], manners: Manners) -> str | None:
        """Take what was typed at the present stage. Returns a complaint, or None when it went on to the next."""
        match session.stage:
            case "login":
                session.account = self._accounts.get(form.get("login", "").casefold())
                session.stage = "password"
                return None
            case "password":
                if session.account is None or not _same(form.get("password", ""), session.account.password):
                    session.stage, session.account = "login", None
                    return "The login ID or password is not right."
                session.places = tuple(sorted(random.sample(range(1, len(session.account.word) + 1), 3)))
                session.stage = "letters" if manners.letters else "question"
                return None
            case _:
                return self._last_stages(session, form, manners)

    def _last_stages(self, session: Session, form: dict[str, str], manners: Manners) -> str | None:
        account = session.account
        if account is None:
            session.stage = "login"
            return "Start again."
        if not _proves(session, account, form):
            session.stage, session.account = "login", None
            return "That answer is not right."
        if manners.totp and session.stage != "code":
            session.stage = "code"
            return None
        session.stage = "expired" if manners.expired else "in"
        if manners.one_session:
            self._end_others(session)
        return None

    def _end_others(self, session: Session) -> None:
        others = [
            key for key, other in self._sessions.items() if other.account == session.account and other is not session
        ]
        for key in others:
            del self._sessions[key]


def _proves(session: Session, account: Account, form: dict[str, str]) -> bool:
    match session.stage:
        case "letters":
            typed = "".join(form.get(f"letter{place}", "") for place in session.places)
            return _same(typed.casefold(), "".join(account.word[place - 1] for place in session.places).casefold())
        case "code":
            return pyotp.TOTP(account.totp).verify(form.get("code", ""), valid_window=1)
        case "question":
            return _same(form.get("answer", "").strip().casefold(), account.answer.casefold())
        case _:
            return False


def _same(typed: str, wanted: str) -> bool:
    return hmac.compare_digest(typed.encode(), wanted.encode())
