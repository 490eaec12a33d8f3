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
    spoilt = chance.choice(INSIDE)(inside, chance)
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
        files[name] = chance.choice((*INSIDE, swap_tags, declare_entities))(files[name], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return packed.getvalue()


def declare_entities(data: bytes, chance: random.Random) -> bytes:
    laughs = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
    bomb = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + laughs + b'<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    told = data.replace(b"?>", b"?>" + bomb, chance.randrange(1, 3))
    return told.replace(b"<w:t>", b"<w:t>&e9;&out;", 1)


def swap_tags(data: bytes, chance: random.Random) -> bytes:
    """Two tags change places: the markup stays whole and means nonsense, or is broken."""
    tags = list(re.finditer(rb"</?w:[a-zA-Z]+", data))
    if len(tags) < 2:
        return change_bytes(data, chance)
    one, other = sorted(chance.sample(tags, 2), key=lambda tag: tag.start())
    return data[: one.start()] + other[0] + data[one.end() : other.start()] + one[0] + data[other.end() :]


def swap_objects(data: bytes, chance: random.Random) -> bytes:
    """A PDF's references lead to other objects: pages to fonts, fonts to pictures, a page to itself."""
    numbers = sorted({int(found[1]) for found in re.finditer(rb"(\d{1,5}) 0 obj", data)})
    if len(numbers) < 2:
        return change_bytes(data, chance)
    swapped = dict(zip(chance.sample(numbers, min(4, len(numbers))), chance.choices(numbers, k=4), strict=False))
    return re.sub(rb"\b(\d{1,5}) 0 R", lambda found: b"%d 0 R" % swapped.get(int(found[1]), int(found[1])), data)


def spoil_the_table_of_objects(data: bytes, chance: random.Random) -> bytes:
    at = data.rfind(b"startxref")
    if at < 0:
        return cut_short(data, chance)
    where = chance.choice([b"0", b"9" * 12, b"-1", str(chance.randrange(len(data))).encode()])
    return data[: max(0, at - chance.randrange(300))] + chance.choice([b"", b"startxref\n" + where + b"\n%%EOF"])


def change_what_pdf_says(data: bytes, chance: random.Random) -> bytes:
    """Widths, encodings, sizes and filters are lost, or become absurd."""
    before, after = chance.choice(PDF_WORDS)
    return re.sub(before, after, data)


def lie_about_sizes(data: bytes, chance: random.Random) -> bytes:
    """A zip's entries say that they are smaller, larger or packed another way than they are."""
    spoilt = bytearray(data)
    for entry in re.finditer(rb"PK(?:\x01\x02|\x03\x04)", data):
        sizes = entry.start() + (20 if data[entry.start() + 2] == 1 else 18)
        if chance.random() < 0.4:
            spoilt[sizes : sizes + 8] = chance.choice(
                [bytes(8), b"\xff" * 8, chance.randbytes(8), b"\x01\x00\x00\x00\xff\xff\xff\x7f"]
            )
    return bytes(spoilt)


def give_a_hostile_name(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice(HOSTILE_NAMES)
    return re.sub(rb'filename="?[^"\r\n;]*"?', lambda _: b'filename="' + name + b'"', data)


def sprinkle_nulls(data: bytes, chance: random.Random) -> bytes:
    step = chance.randrange(3, 4000)
    return b"\0".join(data[at : at + step] for at in range(0, len(data), step))


def nest_in_mail(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        data = b"MIME-Version: 1.0\r\nFrom: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" + data
    return data


def lie_about_the_charset(data: bytes, chance: random.Random) -> bytes:
    wrong = chance.choice([b"utf-16", b"utf-7", b"no-such", b"iso-2022-jp", b"base64", b"idna", b"zlib"])
    return re.sub(rb"charset=\"?[\w-]+\"?", b"charset=" + wrong, data)


def break_lines(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r", b"\r\n\r\n", b"", b"\n\x00"]))


HOSTILE_NAMES = [
    b"../../../../etc/cron.d/x",
    b"C:\\Windows\\win.ini",
    b"a" * 5000 + b".pdf",
    b"\xe2\x80\xaefdp.exe",
    b"nul\0l.pdf",
    b"=?utf-8?b?////?=",
    b"$(reboot).pdf",
    b"<script>alert(1)</script>.docx",
]
PDF_WORDS = [
    (rb"/Widths", b"/Wydths"),
    (rb"/ToUnicode", b"/ToUnicorn"),
    (rb"/Encoding ?/\w+", b"/Encoding /Identity-H"),
    (rb"/MediaBox ?\[[^]]*\]", b"/MediaBox [0 0 9000000 9000000]"),
    (rb"/MediaBox ?\[[^]]*\]", b"/MediaBox [0 0 0 0]"),
    (rb"/MediaBox ?\[[^]]*\]", b"/MediaBox [(a) null]"),
    (rb"/Rotate \d+", b"/Rotate 37"),
    (rb"/FlateDecode", b"/LZWDecode"),
    (rb"/FlateDecode", b"/ASCII85Decode"),
    (rb"/Count \d+", b"/Count 99999999"),
    (rb"/Rect ?\[[^]]*\]", b"/Rect [1 2]"),
    (rb"/Subtype ?/Type1", b"/Subtype /Type3"),
    (rb"/FT ?/\w+", b"/FT (x)"),
    (rb"/Kids", b"/Parent"),
]
INSIDE = (
    cut_short,
    change_bytes,
    zero_a_stretch,
    swap_digits,
    put_in_something_nasty,
    repeat_a_stretch,
    swap_objects,
    spoil_the_table_of_objects,
    change_what_pdf_says,
    lie_about_sizes,
    sprinkle_nulls,
)
MUTATIONS = [
    *INSIDE,
    give_a_hostile_name,
    swap_tags,
    lose_the_beginning,
    lose_a_stretch,
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
