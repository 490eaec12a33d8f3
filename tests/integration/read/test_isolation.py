"""Reading in processes of its own: what hangs, crashes or eats memory costs one piece of post a person's look, and nothing else."""

import mmap
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from extractors import reading_process
from extractors.isolation import Post, Readers, read_isolated
from extractors.options import Limits, ReadOptions
from extractors.sheets import progress
from postroom.contact import Disposition, DocumentFacts, Reading, Role

QUICK = ReadOptions(limits=Limits(seconds=1.0, ocr_page_seconds=2.0, memory_bytes=900 * 1024 * 1024))


def spin():
    while True:
        pass


def grow():
    held = []
    while True:
        held.append(bytearray(64 * 1024 * 1024))
        time.sleep(0.01)


def fault():
    raise ValueError("Amir Testcase lives at 9 Specimen Close")


def scan(seconds):
    progress.may_begin_picture()
    time.sleep(seconds)


MISBEHAVIOUR = {
    "slow scan": lambda: scan(1.4),
    "endless scan": lambda: scan(600),
    "hang": lambda: time.sleep(600),
    "spin": spin,
    "crash": lambda: os._exit(11),
    "grow": grow,
    "swallow": lambda: bytearray(64 * 1024**3),
    "fault": fault,
}


def misbehave(data, name, options, tell):
    """Stands in for a parser that some document sets off; the name says how."""
    tell(Reading(Disposition.HELD, "unreadable", (DocumentFacts(name, "application/pdf", Role.SUPPORTING),)))
    MISBEHAVIOUR.get(name, lambda: None)()
    return Reading(Disposition.CONTACT, None, (DocumentFacts(name, "application/pdf", Role.PRIMARY),))


@pytest.fixture
def readers(monkeypatch):
    monkeypatch.setattr(reading_process, "read_post", misbehave)
    with Readers(QUICK, processes=2) as pool:
        yield pool


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "too_large"),
        ("spin", "too_large"),
        ("endless scan", "too_large"),
        ("crash", "unreadable"),
        ("grow", "too_large"),
        ("swallow", "too_large"),
        ("fault", "unreadable"),
    ],
)
def test_one_bad_document_is_held_and_the_next_is_read(readers, name, reason):
    bad, good = readers.read_each([Post(b"", name), Post(b"", "good")])

    assert (bad.disposition, bad.reason, bad.documents[0].name) == (Disposition.HELD, reason, name)
    assert bad.documents[0].problem
    assert (good.disposition, good.documents[0].name) == (Disposition.CONTACT, "good")


def test_a_page_read_by_ocr_is_given_more_time(readers):
    assert readers.read(Post(b"", "slow scan")).disposition is Disposition.CONTACT


def test_pages_read_by_ocr_are_given_no_more_than_the_longest_time():
    limits = Limits(seconds=50, ocr_page_seconds=40, most_seconds=300)

    assert [limits.seconds_with(pages) for pages in (0, 1, 30)] == [50, 90, 300]


def test_a_fault_never_tells_what_the_document_says(readers):
    held = readers.read(Post(b"", "fault"))

    assert "ValueError" in held.documents[0].problem
    assert "Amir" not in held.documents[0].problem


def test_readings_come_in_the_order_of_the_post(readers):
    names = ["a", "hang", "b", "crash", "c", "d"]

    assert [reading.documents[0].name for reading in readers.read_each(Post(b"", name) for name in names)] == names


def test_what_an_interrupted_caller_left_behind_never_answers_for_another_mail(readers):
    abandoned = readers.read_each([Post(b"", "good one"), Post(b"", "spin")])
    next(abandoned)

    assert readers.read(Post(b"", "another")).documents[0].name == "another"


def test_no_process_is_left_behind(readers):
    processes = readers.process_ids
    readers.close()

    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def test_a_mail_is_read_in_a_process_of_its_own():
    options = replace(ReadOptions(), narrative=False)
    message = b"Subject: Concern\r\nMIME-Version: 1.0\r\n\r\nI am worried about Amir Testcase (DOB 1 May 2016).\r\n"

    reading = read_isolated(message, "message.eml", options)

    assert (reading.disposition, len(reading.contacts)) == (Disposition.CONTACT, 1)


def test_what_the_worker_has_mapped_itself_is_no_fault_of_the_post():
    with mmap.mmap(-1, reading_process.ADDRESS_SPACE), Readers(ReadOptions(narrative=False)) as readers:
        reading = readers.read(Post(bytes(30 * 1024 * 1024), "recording.bin"))
    assert reading.reason == "unsupported"
