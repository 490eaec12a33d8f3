"""Outlook messages are opened whatever form their words are in, with all that lies in them."""

import compressed_rtf
import pytest

from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping
from extractors.reading import read_post
from tests.unit.extractors.post.msgs import attachment, message, written

OPTIONS = ReadOptions()
WORDS = "Amir Testcase has bruises on both arms."
PDF = b"%PDF-1.4\n% invented\n%%EOF\n"
RICH = rb"{\rtf1\ansi\ansicpg1252 " + WORDS.encode() + rb"\par He is Zo\'eb's brother.\par}"
IN_HTML = (
    rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
    + WORDS.encode()
    + rb"\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}"
)


def opened(tree):
    return Unwrapping(OPTIONS).open(written(tree), "post.msg")


@pytest.mark.parametrize(
    "tree",
    [
        message(WORDS),
        message(html=f"<p>{WORDS}</p>"),
        message(rich=compressed_rtf.compress(RICH)),
        message(rich=compressed_rtf.compress(RICH, compressed=False)),
        message(rich=compressed_rtf.compress(IN_HTML)),
    ],
)
def test_words_are_read_in_any_form(tree):
    (only,) = opened(tree)

    assert WORDS in only.mail.text.new
    assert (only.mail.sender_name, only.mail.sender_address, only.mail.subject) == (
        "Anna Smith",
        "anna@police.uk",
        "Referral",
    )


def test_letters_of_the_rich_form_are_right():
    (only,) = opened(message(rich=compressed_rtf.compress(RICH)))

    assert "Zoë's brother" in only.mail.text.new


def test_a_damaged_rich_form_is_held_and_not_called_empty():
    packed = bytearray(compressed_rtf.compress(RICH))
    packed[30] ^= 255
    reading = read_post(written(message(rich=bytes(packed))), "post.msg", OPTIONS)

    assert (reading.disposition.value, reading.reason) == ("held", "unreadable")
    assert "rich form" in reading.documents[0].problem


def test_a_plain_form_that_is_only_a_stub_does_not_hide_the_other():
    (only,) = opened(message("See the formatted form.", html=f"<p>{WORDS}</p>"))

    assert WORDS in only.mail.text.new


def test_a_message_inside_is_opened_with_its_files():
    inner = message(WORDS, attached=[attachment("form.pdf", PDF)], head=24)
    cover, inside, form = opened(message("See below.", attached=[attachment("Referral", inner, method=5)]))

    assert (cover.mail.text.new, inside.mail.text.new, form.data) == ("See below.", WORDS, PDF)
    assert form.lineage == ("post.msg", "Referral")


def test_messages_deeper_than_may_be_opened_are_held():
    tree = message(WORDS, head=24)
    for _ in range(10):
        tree = message("", attached=[attachment("inner", tree, method=5)], head=24)

    assert "too_large" in {
        each.problem.code
        for each in opened(message("See.", attached=[attachment("inner", tree, method=5)]))
        if each.problem
    }


@pytest.mark.parametrize(
    ("attached", "code"),
    [
        (attachment("plan.docx", method=2), "unreadable"),
        (attachment("drawing", {"CONTENTS": b"x" * 600}, method=6), "unsupported"),
    ],
)
def test_what_cannot_be_taken_out_is_told(attached, code):
    cover, other = opened(message(WORDS, attached=[attached]))

    assert (cover.mail.text.new, other.problem.code) == (WORDS, code)


def test_an_absence_reply_is_known_by_its_class():
    reading = read_post(
        written(message("I am away.", kind="IPM.Note.Rules.OofTemplate.Microsoft")), "post.msg", OPTIONS
    )

    assert (reading.disposition.value, reading.reason) == ("not_a_contact", "auto_reply")


@pytest.mark.parametrize("cut", [600, 1024, 2000, 3000])
def test_a_message_file_that_is_cut_off_is_told(cut):
    documents = Unwrapping(OPTIONS).open(
        written(message(WORDS, attached=[attachment("form.pdf", PDF)]))[:cut], "post.msg"
    )

    assert any(each.problem for each in documents)
