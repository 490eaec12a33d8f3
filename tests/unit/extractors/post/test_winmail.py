"""A winmail.dat is opened whatever form its words are in, and they are not lost beside those of the mail around it."""

import struct

import compressed_rtf
import pytest

from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping
from extractors.reading import read_post
from tests.unit.extractors.post.mails import mail, with_file

WORDS = "Amir Testcase has bruises on both arms."
RICH = rb"{\rtf1\ansi\ansicpg1252 " + WORDS.encode() + rb"\par}"
BINARY, TEXT = 0x0102, 0x001E
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009


def winmail(*properties: tuple[int, int, bytes]) -> bytes:
    """TNEF (MS-OXTNEF) with one attribute: the message's properties."""
    packed = struct.pack("<I", len(properties))
    for kind, number, data in properties:
        packed += struct.pack("<HHII", kind, number, 1, len(data)) + data + bytes(-len(data) % 4)
    attribute = struct.pack("<BII", 1, 0x00069003, len(packed)) + packed + struct.pack("<H", sum(packed) & 0xFFFF)
    return struct.pack("<IH", 0x223E9F78, 1) + attribute


def opened(data: bytes, name="post.eml"):
    return Unwrapping(ReadOptions()).open(data, name)


FORMS = [
    (TEXT, BODY, WORDS.encode() + b"\0"),
    (BINARY, HTML, f"<p>{WORDS}</p>".encode()),
    (BINARY, RTF, compressed_rtf.compress(RICH)),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", ["", "This message is in a form that your program cannot show."])
def test_its_words_are_read_in_any_form(form, around):
    documents = opened(bytes(with_file(mail(around), winmail(form), "winmail.dat", "application/ms-tnef")))

    assert documents[-1].mail.text.new == WORDS
    assert documents[-1].mail.sender_address == "duty@met.police.uk"


def test_words_that_the_mail_around_it_says_too_are_read_once():
    documents = opened(bytes(with_file(mail(WORDS), winmail(FORMS[0]), "winmail.dat", "application/ms-tnef")))

    assert [each.mail.text.new for each in documents] == [WORDS]


def test_alone_it_is_read_too():
    (only,) = opened(winmail(FORMS[2]), "winmail.dat")

    assert only.mail.text.new == WORDS


def test_a_damaged_rich_form_is_held():
    packed = bytearray(compressed_rtf.compress(RICH))
    packed[30] ^= 255
    reading = read_post(winmail((BINARY, RTF, bytes(packed))), "winmail.dat", ReadOptions())

    assert (reading.disposition.value, reading.reason) == ("held", "unreadable")
