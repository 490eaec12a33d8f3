"""Ways in which post is spoiled on its way, or on purpose. Each takes bytes and chance, and gives bytes."""

from __future__ import annotations

import base64
import io
import random
import re
import zipfile
import zlib

ATTACHMENT = re.compile(rb"\r?\n\r?\n([A-Za-z0-9+/=\r\n]{400,})")
NASTY = [
    b"\x00",
    b"\xff\xfe",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\n--",
    b"]]>",
    b"(" * 500,
    b"[" * 500,
    b"<<" * 300,
]


def cut_short(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def lose_the_beginning(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def lose_a_stretch(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 4000) :]


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 60) if spoilt else 0):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def zero_a_stretch(data: bytes, chance: random.Random) -> bytes:
    at, long = chance.randrange(len(data) + 1), chance.randrange(1, 2000)
    return data[:at] + bytes(min(long, len(data) - at)) + data[at + long :]


def put_in_something_nasty(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(NASTY) + data[at:]


def repeat_a_stretch(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at : at + 800] * chance.randrange(2, 40) + data[at:]


def swap_digits(data: bytes, chance: random.Random) -> bytes:
    """Lengths, offsets and dates become others: the structure stays and lies."""
    places = [match.start() for match in re.finditer(rb"\d", data)]
    spoilt = bytearray(data)
    for at in chance.sample(places, min(len(places), 25)):
        spoilt[at] = ord("0") + chance.randrange(10)
    return bytes(spoilt)


def spoil_the_enclosure(data: bytes, chance: random.Random) -> bytes:
    """Spoils the bytes inside a base64 part, so that the mail around it stays sound."""
    found = list(ATTACHMENT.finditer(data))
    if not found:
        return change_bytes(data, chance)
    match = chance.choice(found)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", match[1])
    inside = base64.b64decode(letters[: len(letters) // 4 * 4])
    spoilt = chance.choice((cut_short, change_bytes, zero_a_stretch, swap_digits, put_in_something_nasty))(
        inside, chance
    )
    return data[: match.start(1)] + base64.encodebytes(spoilt) + data[match.end(1) :]


def spoil_a_part_of_an_archive(data: bytes, chance: random.Random) -> bytes:
    """Spoils one file inside a Word document or a zip, and packs it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError):
        return change_bytes(data, chance)
    name = chance.choice(sorted(files) or [""])
    if name:
        files[name] = chance.choice((cut_short, change_bytes, swap_digits, put_in_something_nasty, repeat_a_stretch))(
            files[name], chance
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return packed.getvalue()


def declare_entities(data: bytes, chance: random.Random) -> bytes:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "'
        + b"&a;" * 50
        + b'"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    return data.replace(b"?>", b"?>" + bomb, chance.randrange(1, 3))


def nest_in_mail(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        data = b"MIME-Version: 1.0\r\nFrom: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" + data
    return data


def lie_about_the_charset(data: bytes, chance: random.Random) -> bytes:
    wrong = chance.choice([b"utf-16", b"utf-7", b"no-such", b"iso-2022-jp", b"base64", b"idna", b"zlib"])
    return re.sub(rb"charset=\"?[\w-]+\"?", b"charset=" + wrong, data)


def break_lines(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r", b"\r\n\r\n", b"", b"\n\x00"]))


MUTATIONS = [
    cut_short,
    lose_the_beginning,
    lose_a_stretch,
    change_bytes,
    zero_a_stretch,
    put_in_something_nasty,
    repeat_a_stretch,
    swap_digits,
    spoil_the_enclosure,
    spoil_the_enclosure,
    spoil_the_enclosure,
    spoil_a_part_of_an_archive,
    spoil_a_part_of_an_archive,
    declare_entities,
    nest_in_mail,
    lie_about_the_charset,
    break_lines,
]
