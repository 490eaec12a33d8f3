"""What mail servers do wrong with labels and news, with a folder, and with the whole connection."""

from __future__ import annotations

from collections.abc import Callable

from tests.integration.line.misbehaviours import (
    HELD,
    STORED,
    fetches,
    first,
    hang_up,
    in_police,
    misbehaves,
)
from tests.integration.line.scripted_imap import Asked, HangUp, Scripted, Talk

# --- labels and news -------------------------------------------------------------------------------------------------


@misbehaves("every label is refused")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "STORE" and (talk.say(f"{asked.tag} NO [PERMISSIONDENIED] no keywords here") or True)


@misbehaves("BYE to every label")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "STORE" and hang_up(talk, "* BYE")


def _google(server: Scripted) -> None:
    server.capabilities += " X-GM-EXT-1 LITERAL+ CONDSTORE"


@misbehaves("says that it is Google, and knows no labels", prepare=_google)
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "STORE" and "X-GM" in asked.words and (talk.say(f"{asked.tag} BAD what?") or True)


@misbehaves("IDLE is never answered")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "IDLE" and talk.hold_still()


@misbehaves("says that it can IDLE, and cannot")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "IDLE" and (talk.say(f"{asked.tag} BAD what?") or True)


@misbehaves("nonsense in IDLE")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "IDLE":
        talk.say("+ idling", "* 5 EXISTS", "%%% what", "* \x00\x01")
        talk.lines.readline()
        talk.say(f"{asked.tag} OK done")
    return asked.verb == "IDLE"


# --- a folder --------------------------------------------------------------------------------------------------------


def _police(name: str, verb: str, answer: Callable[[Talk, Asked], object]) -> None:
    @misbehaves(name, STORED, None)
    def _(talk: Talk, asked: Asked) -> bool:
        return in_police(asked, verb) and bool(answer(talk, asked) or True)


_police("NO to a folder", "SELECT", lambda talk, asked: talk.say(f"{asked.tag} NO [NONEXISTENT] no such folder"))
_police("a folder that hangs", "SELECT", lambda talk, asked: talk.hold_still())
_police("BYE to a folder", "SELECT", lambda talk, asked: hang_up(talk, "* BYE"))
_police("a folder without UIDVALIDITY", "SELECT", lambda talk, asked: talk.say("* 1 EXISTS", f"{asked.tag} OK done"))
_police("an answer to another command", "SELECT", lambda talk, asked: talk.say("ZZZ9 OK done"))
_police("NO to a search", "SEARCH", lambda talk, asked: talk.say(f"{asked.tag} NO not now"))
_police("a search that finds words", "SEARCH", lambda talk, asked: talk.say("* SEARCH one two", f"{asked.tag} OK done"))


@misbehaves("NO to every listing of a folder with one message", police=HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return in_police(asked, "FETCH") and (talk.say(f"{asked.tag} NO not now") or True)


@misbehaves("untagged lines without end in a folder", STORED, None)
def _(talk: Talk, asked: Asked) -> bool:
    while in_police(asked, "SEARCH"):
        talk.say("* OK still here")
    return False


@misbehaves("a search that finds thirty thousand messages that are not there")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "SEARCH" and asked.folder == "INBOX" and "*" in asked.words and first(talk):
        talk.say("* SEARCH " + " ".join(map(str, range(1, 30_001))), f"{asked.tag} OK done")
        return True
    return False


# --- the whole connection --------------------------------------------------------------------------------------------


@misbehaves("ten thousand messages deleted before every answer")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb in {"SEARCH", "FETCH"}:
        talk.send(b"* 1 EXPUNGE\r\n" * 10_000)
    return False


@misbehaves("untagged noise before every answer")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb not in {"IDLE", "LOGOUT"}:
        talk.say(
            "* OK [ALERT] the disk is nearly full",
            "* NO [X] hm",
            "* 7 EXISTS",
            "* XTHING (a (b c) NIL) 5",
            "* FLAGS ()",
            "* 0 RECENT",
        )
    return False


@misbehaves("what is no IMAP, in the first three connections")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "SEARCH" and first(talk, 3):
        talk.say(b"\xff\xfe\x00 HTTP/1.1 400 Bad Request")
    return False


@misbehaves("gone after the sign-in, three times")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "SELECT" and first(talk, 3) and hang_up(talk)


@misbehaves("the sign-in is refused twice")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "LOGIN" and first(talk, 2) and (talk.say(f"{asked.tag} NO [AUTHENTICATIONFAILED] no") or True)


@misbehaves("the sign-in hangs once")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "LOGIN" and first(talk) and talk.hold_still()


@misbehaves("the sign-in drips once")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "LOGIN" and first(talk):
        talk.drip(b"* OK " + b"x" * 1000, 0.1)
    return False


@misbehaves("no capabilities at all, once")
def _(talk: Talk, asked: Asked) -> bool:
    return asked.verb == "CAPABILITY" and first(talk) and (talk.say(f"{asked.tag} OK done") or True)


@misbehaves("the folder is numbered anew between the listing and the body")
def _(talk: Talk, asked: Asked) -> bool:
    if fetches(asked) and first(talk):
        talk.server.uidvalidity = 8
        raise HangUp
    return False


def _numbered(number: int) -> Callable[[Scripted], None]:
    def prepare(server: Scripted) -> None:
        server.folders["INBOX"][1].uid = number

    return prepare


@misbehaves("a UID beyond 2^32", prepare=_numbered(2**40))
def _(talk: Talk, asked: Asked) -> bool:
    return False


@misbehaves("a UID beyond 2^63", None, prepare=_numbered(2**65))
def _(talk: Talk, asked: Asked) -> bool:
    return False
