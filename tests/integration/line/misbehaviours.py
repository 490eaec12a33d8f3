"""What mail servers do wrong, one manner each. The letter with UID 2 of the inbox is the one that they trip over, or the folder Police."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postroom.states import MailState
from tests.integration.line.scripted_imap import Asked, HangUp, Manner, Scripted, Talk

HELD, STORED = MailState.HELD, MailState.STORED
POISON = 2


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """`poison` is what becomes of the letter that the server trips over, `police` of the one in the other folder."""

    name: str
    manner: Manner
    poison: str | None = STORED
    police: str | None = STORED
    prepare: Callable[[Scripted], None] = lambda server: None


ALL: list[Misbehaviour] = []


def misbehaves(
    name: str,
    poison: str | None = STORED,
    police: str | None = STORED,
    prepare: Callable[[Scripted], None] | None = None,
) -> Callable[[Manner], Manner]:
    def keep(manner: Manner) -> Manner:
        ALL.append(Misbehaviour(name, manner, poison, police, prepare or (lambda server: None)))
        return manner

    return keep


# --- when a manner applies ------------------------------------------------------------------------------------------


def lists(asked: Asked) -> bool:
    """A listing in which the poison is."""
    return asked.verb == "FETCH" and asked.folder == "INBOX" and POISON in asked.uids and "HEADER.FIELDS" in asked.words


def fetches(asked: Asked) -> bool:
    return asked.verb == "FETCH" and asked.folder == "INBOX" and POISON in asked.uids and "BODY.PEEK[]" in asked.words


def in_police(asked: Asked, verb: str) -> bool:
    if verb == "SELECT":
        return asked.verb == "SELECT" and "Police" in asked.words
    return asked.verb == verb and asked.folder == "Police"


def first(talk: Talk, times: int = 1) -> bool:
    """Only the first times, by the server's memory over all connections."""
    seen = talk.server.memory["seen"] = talk.server.memory.get("seen", 0) + 1
    return seen <= times


def listed_otherwise(talk: Talk, asked: Asked, **otherwise: object) -> bool:
    for uid in asked.uids:
        talk.answer(uid, asked.words, **(otherwise if uid == POISON else {}))  # type: ignore[arg-type]
    talk.say(f"{asked.tag} OK done")
    return True


def hang_up(talk: Talk, *lines: str) -> bool:
    talk.say(*lines)
    raise HangUp
