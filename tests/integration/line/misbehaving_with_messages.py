"""What mail servers do wrong with one message: when it is listed, and when it is fetched."""

from __future__ import annotations

from collections.abc import Callable

from tests.integration.line.misbehaviours import (
    HELD,
    POISON,
    STORED,
    fetches,
    hang_up,
    listed_otherwise,
    lists,
    misbehaves,
)
from tests.integration.line.scripted_imap import Asked, HangUp, Scripted, Talk

# --- one message, when it is listed ----------------------------------------------------------------------------------


@misbehaves("NO to the listing of one message", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return lists(asked) and (talk.say(f"{asked.tag} NO [SERVERBUG] not this one") or True)


def _date(name: str, date: str) -> None:
    @misbehaves(name, HELD)
    def _(talk: Talk, asked: Asked) -> bool:
        return lists(asked) and listed_otherwise(talk, asked, date=date)


_date("no INTERNALDATE", "")
_date("an INTERNALDATE of NIL", "INTERNALDATE NIL ")
_date("the 31st of February", 'INTERNALDATE "31-Feb-2026 10:00:00 +0000" ')
_date("the year 1 east of Greenwich", 'INTERNALDATE "01-Jan-0001 00:00:00 +1400" ')
_date("a day to come", 'INTERNALDATE "21-Nov-2199 10:00:00 +0000" ')
_date("the year 0", 'INTERNALDATE "00-Jan-0000 00:00:00 +0000" ')
_date("a date that is a number", "INTERNALDATE 12345 ")
_date("a zone of four days", 'INTERNALDATE "21-Nov-2026 10:00:00 +9999" ')


@misbehaves("BYE whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return lists(asked) and hang_up(talk, "* BYE so long")


@misbehaves("half a line, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.send(b"* 2 FETCH (UID 2 INTERNALD")
        raise HangUp
    return False


@misbehaves("silence, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return lists(asked) and talk.hold_still()


@misbehaves("a flood of empty lines, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.send(b"\r\n" * 50_000)
        return listed_otherwise(talk, asked)
    return False


@misbehaves("a line of two million letters, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.say("* OK " + "x" * 2_000_000)
        return listed_otherwise(talk, asked)
    return False


@misbehaves("a hundred thousand brackets, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.say("* 2 FETCH " + "(" * 100_000, f"{asked.tag} OK done")
    return lists(asked)


@misbehaves("a broken quotation, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.say('* 2 FETCH (UID 2 INTERNALDATE "21-Nov', f"{asked.tag} OK done")
    return lists(asked)


@misbehaves("a literal in the form for clients, whenever one message is listed", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        talk.say("* 2 FETCH (UID 2 BODY[HEADER.FIELDS (MESSAGE-ID)] {5+}", "abcde)", f"{asked.tag} OK done")
    return lists(asked)


@misbehaves("OK, and not a word of one message", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if lists(asked):
        for uid in asked.uids:
            if uid != POISON:
                talk.answer(uid, asked.words)
        talk.say(f"{asked.tag} OK done")
    return lists(asked)


def _eight_bit(server: Scripted) -> None:
    letter = server.folders["INBOX"][1]
    letter.raw = letter.raw.replace(b"<2.INBOX", b"<2.sch\xf6n\0\xf8")


@misbehaves("8-bit letters and a NUL in the Message-ID", prepare=_eight_bit)
def _(talk: Talk, asked: Asked) -> bool:
    return False


@misbehaves("sizes of NIL, less than nothing and beyond all numbers")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "FETCH" and "RFC822.SIZE" in asked.words:
        for uid, size in zip(asked.uids, ("NIL", "-5", str(2**70)), strict=False):
            date = talk.letters[0].date
            talk.say(
                f"* {uid} FETCH (UID {uid} INTERNALDATE {date} RFC822.SIZE {size} BODY[HEADER.FIELDS (MESSAGE-ID)] NIL)"
            )
        talk.say(f"{asked.tag} OK done")
        return True
    return False


@misbehaves("answers in another order, and for messages that nobody asked for")
def _(talk: Talk, asked: Asked) -> bool:
    if asked.verb == "FETCH":
        for uid in [*reversed(asked.uids)]:
            talk.say("* 99 FETCH (UID 777 FLAGS ())", "* 98 FETCH (FLAGS (\\Seen))")
            talk.answer(uid, asked.words)
        talk.say(f"{asked.tag} OK done")
    return asked.verb == "FETCH"


# --- one message, when it is fetched ---------------------------------------------------------------------------------


def _body(name: str, answer: Callable[[Talk, Asked], None], poison: str = HELD) -> None:
    @misbehaves(name, poison)
    def _(talk: Talk, asked: Asked) -> bool:
        if fetches(asked):
            answer(talk, asked)
            talk.say(f"{asked.tag} OK done")
        return fetches(asked)


def _says(line: str) -> Callable[[Talk, Asked], None]:
    return lambda talk, asked: talk.say(line)


def _raw(talk: Talk) -> bytes:
    return next(each.raw for each in talk.letters if each.uid == POISON)


@misbehaves("NO to the body", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return fetches(asked) and (talk.say(f"{asked.tag} NO cannot") or True)


@misbehaves("a body that hangs", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    return fetches(asked) and talk.hold_still()


@misbehaves("a body that drips", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if fetches(asked):
        talk.send(b"* 2 FETCH (UID 2 BODY[] {300}\r\n")
        talk.drip(b"x" * 300, 0.1)
    return fetches(asked)


@misbehaves("BYE in the middle of a body", HELD)
def _(talk: Talk, asked: Asked) -> bool:
    if fetches(asked):
        talk.send(b"* 2 FETCH (UID 2 BODY[] {300}\r\nabc")
        hang_up(talk, "", "* BYE")
    return False


_body("a body of NIL", _says("* 2 FETCH (UID 2 BODY[] NIL)"))
_body("no body", _says("* 2 FETCH (UID 2)"))
_body("a part of the body", _says('* 2 FETCH (UID 2 BODY[]<0> "abc")'))
_body("a body that is a number", _says("* 2 FETCH (UID 2 BODY[] 12345)"))
_body("the body of another number", lambda talk, asked: talk.answer(3, asked.words))
_body(
    "a literal that is longer than it says",
    lambda talk, asked: talk.send(b"* 2 FETCH (UID 2 BODY[] {10}\r\n" + _raw(talk) + b")\r\n"),
)
_body(
    "a literal that is shorter than it says",
    lambda talk, asked: (talk.send(b"* 2 FETCH (UID 2 BODY[] {90000}\r\n" + _raw(talk) + b")\r\n"), talk.hold_still())[
        0
    ],
)
_body(
    "a literal of a hundred gigabytes",
    lambda talk, asked: talk.send(b"* 2 FETCH (UID 2 BODY[] {99999999999}\r\n" + _raw(talk) + b")\r\n"),
)
_body(
    "a body cut off without a word",
    lambda talk, asked: talk.send(b"* 2 FETCH (UID 2 BODY[] {12}\r\nFrom: a@b\r\n\r)\r\n"),
)
_body(
    "the bytes of another message",
    lambda talk, asked: talk.send(b"* 2 FETCH (UID 2 BODY[] {25}\r\nMessage-ID: <3.INBOX@x>\r\n\r\n"[:54] + b")\r\n"),
)
_body(
    "flags before the body, and twice",
    lambda talk, asked: (
        talk.say("* 2 FETCH (FLAGS (a) UID 2)"),
        talk.answer(2, asked.words),
        talk.say("* 2 FETCH (UID 2 FLAGS (b))"),
    )[0],
    STORED,
)
