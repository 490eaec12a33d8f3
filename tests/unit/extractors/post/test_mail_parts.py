"""A mail's words are read wherever they stand and however they are coded, and what cannot be had is told."""

import base64
import binascii
import quopri

import pytest

from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping

OPTIONS = ReadOptions()
WORDS = "Amir Testcase has bruises on both arms. His address is 1 Sample Way, Hayes. The nurse saw it on Monday."
PDF = b"%PDF-1.4\n% invented\n" + bytes(range(32, 127)) * 6 + b"\n%%EOF\n"
HEAD = b"From: A <a@police.uk>\r\nSubject: Referral\r\nMIME-Version: 1.0\r\n"


def opened(data: bytes):
    return Unwrapping(OPTIONS).open(data, "post.eml")


def mixed(*parts: str, kind="mixed", end="--x--\r\n") -> bytes:
    body = "".join(f"--x\r\n{part}\r\n" for part in parts)
    return HEAD + f'Content-Type: multipart/{kind}; boundary="x"\r\n\r\n{body}{end}'.encode()


def text(words: str, kind="plain", more="") -> str:
    return f"Content-Type: text/{kind}; charset=utf-8\r\n{more}\r\n{words}"


def single(body: bytes, encoding="", kind="text/plain; charset=utf-8") -> bytes:
    stated = f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""
    return HEAD + f"Content-Type: {kind}\r\n{stated}\r\n".encode() + body


def new_words(documents) -> str:
    return " ".join(" ".join(each.mail.text.new for each in documents if each.mail).split())


PICTURE = "Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4"


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([text("First."), PICTURE, text("Second.")], "First. Second."),
        ([text("First.\r\n\r\nKind regards\r\nAnna"), PICTURE, text("Second.")], "First. Second."),
        (
            [text("First."), PICTURE, text("<p>Second.</p>", "html", "Content-Disposition: inline\r\n")],
            "First. Second.",
        ),
        (
            [text("First."), text("Second.", more='Content-Disposition: attachment; filename="ATT00001.txt"\r\n')],
            "First. Second.",
        ),
        ([text("<p>All <b>words</b>.</p>", "html"), text("All words.")], "All words."),
        ([text("Words."), text("This e-mail is intended solely for the addressee.")], "Words."),
        ([text("Rich <bold>words</bold>.", "enriched")], "Rich words ."),
    ],
)
def test_bodies_that_follow_one_another_are_one_message(parts, wanted):
    assert new_words(opened(mixed(*parts))).replace(" .", ".") == wanted.replace(" .", ".")


def test_alternatives_that_say_the_same_are_read_once():
    (message,) = opened(mixed(text("Amir is 4."), text("<p>Amir is <b>4</b>.</p>", "html"), kind="alternative"))

    assert (message.mail.text.new, message.note) == ("Amir is 4.", None)


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("See the formatted form.", "<p>Amir is 4.</p><p>He has bruises.</p>"),
        ("Amir is 4.\r\nHis sister is Layla.\r\nHe has bruises.", "<p>Amir is 4.</p><p>Formatted.</p>"),
    ],
)
def test_alternatives_that_differ_are_both_read_and_it_is_told(plain, html):
    (message,) = opened(mixed(text(plain), text(html, "html"), kind="alternative"))

    assert {"Amir", "bruises"} <= set(message.mail.text.new.replace(".", " ").split())
    assert "plain form" in message.note


def test_what_the_sender_struck_out_does_not_come_back_by_the_plain_form():
    html = '<p>Amir is 4.</p><p style="display:none">He is 5.</p>'
    (message,) = opened(mixed(text("Amir is 4.\r\n\r\nHe is 5."), text(html, "html"), kind="alternative"))

    assert "5" not in message.mail.text.new


def base64_of(words: str) -> bytes:
    return base64.encodebytes(words.encode())


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (base64_of(WORDS), "base64"),
        (base64_of(WORDS), ""),
        (base64_of(WORDS), "7bit"),
        (base64_of(WORDS), "quoted-printable"),
        (base64_of(WORDS), "x-unheard-of"),
        (base64_of(WORDS[:40]) + base64_of(WORDS[40:]), "base64"),
        (base64_of(WORDS[:41]) + b"\r\n" + base64_of(WORDS[41:]), '"Base-64"'),
        (base64_of(WORDS).replace(b"\n", b" \n!\n", 1), "base64"),
        (base64_of(WORDS).rstrip(b"=\n"), "base64"),
        (base64_of(WORDS) + b"\n--\nThis message has been scanned for viruses.\n", "base64"),
        (WORDS.encode(), "base64"),
        (WORDS.encode(), "quoted-printable"),
        (quopri.encodestring((WORDS + " = é é").encode()), "8bit"),
        (WORDS.encode("utf-16"), ""),
    ],
)
def test_words_are_read_however_they_are_coded_and_whatever_is_stated(body, encoding):
    (message,) = opened(single(body, encoding))

    assert new_words([message]).startswith(WORDS)
    assert message.problem is None


def test_code_that_lost_characters_is_held_and_not_narrative():
    damaged = base64_of(WORDS)[:60].replace(b"W", b"!", 2) + base64_of(WORDS)[61:]
    (message,) = opened(single(damaged, "base64"))

    assert message.problem.code == "unreadable"


def uuencoded(data: bytes, end="end\n") -> bytes:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 form.pdf\n" + lines + b"`\n" + end.encode()


@pytest.mark.parametrize(
    "code",
    [
        uuencoded(PDF),
        b"\n".join(line.rstrip() for line in uuencoded(PDF).split(b"\n")),
        b"begin-base64 644 form.pdf\n" + base64.encodebytes(PDF) + b"====\n",
        b"Content-Type: application/pdf\n\n" + base64.encodebytes(PDF),
    ],
)
def test_a_file_that_stands_in_the_words_is_taken_out(code):
    message, form = opened(HEAD + b"\r\nPlease see attached.\n\n" + code + b"\nAnna\n")

    assert (form.data, form.problem) == (PDF, None)
    assert "Please see attached." in message.mail.text.new
    assert "Anna" in message.mail.text.whole


@pytest.mark.parametrize(
    "code",
    [
        uuencoded(PDF, end=""),
        b"=ybegin line=128 size=9 name=a.pdf\nabcdefghi\n=yend size=9\n",
        b"(This file must be converted with BinHex 4.0)\n\n:abc:\n",
    ],
)
def test_a_file_in_the_words_that_cannot_be_opened_is_told(code):
    message, form = opened(HEAD + b"\r\nPlease see attached.\n\n" + code)

    assert form.problem is not None
    assert message.mail.text.new.strip() == "Please see attached."


INSIDE = HEAD + b"Content-Type: text/plain\r\n\r\n" + WORDS.encode()


@pytest.mark.parametrize(
    ("inside", "encoding"),
    [
        (base64.encodebytes(INSIDE), "base64"),
        (base64.encodebytes(INSIDE), "7bit"),
        (quopri.encodestring(INSIDE.replace(b"plain", b'plain; x="y"')), "quoted-printable"),
        (INSIDE, "base64"),
    ],
)
def test_a_mail_inside_is_opened_however_it_is_coded(inside, encoding):
    part = f"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + inside
    data = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + part + b"\r\n--x--\r\n"

    assert WORDS in new_words(opened(data))


@pytest.mark.parametrize(
    "data",
    [
        mixed(text(WORDS), PICTURE).replace(b'; boundary="x"', b""),
        mixed(text(WORDS), PICTURE).replace(b'boundary="x"', b'boundary="other"'),
        mixed(text(WORDS), PICTURE).replace(b'Content-Type: multipart/mixed; boundary="x"\r\n', b""),
        mixed(text(WORDS) + "\r\n--x--", PICTURE),
        mixed('Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\n' + text(WORDS) + "\r\n--x--", PICTURE),
    ],
)
def test_parts_are_found_whatever_became_of_their_boundary(data):
    message, form = opened(data)

    assert (message.mail.text.new.strip(), form.media_type) == (WORDS, "application/pdf")


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + WORDS.encode(),
        mixed(text("First."), end="--x--\r\n" + WORDS),
        mixed(text("First.")).replace(b"--x\r\n", WORDS.encode() + b"\r\n--x\r\n", 1),
        mixed(f"Child: {WORDS}\r\nSeen: today\r\n\r\nMore."),
    ],
)
def test_words_that_stray_around_the_parts_are_read(data):
    assert WORDS in new_words(opened(data))


def test_a_mail_whose_words_are_cut_short_is_held():
    documents = opened(mixed(text("Amir has"), end=""))

    assert [each.problem.code for each in documents] == ["unreadable"]


def test_flowed_lines_are_one_paragraph():
    (message,) = opened(single(b"Amir lives at \r\n1 Sample Way.\r\nHe is 4.", kind="text/plain; format=flowed"))

    assert message.mail.text.new == "Amir lives at 1 Sample Way.\nHe is 4."


MAILBOX_HEAD = b"From a@b.example Sat Sep 05 00:05:00 2026\n"


def mailbox(*messages: bytes) -> bytes:
    return b"\n".join(MAILBOX_HEAD + each for each in messages)


@pytest.mark.parametrize("first", [single(b"One."), mixed(text("One.")), mixed(text("One."), end="")])
def test_every_message_of_a_mailbox_file_is_opened(first):
    data = mailbox(
        first,
        single(b">From now on two."),
        single(b"Auto.", "").replace(b"Subject", b"Auto-Submitted: auto-replied\r\nSubject"),
    )
    inside = data.decode().replace("--x", "--y").replace('"x"', '"y"')
    attached = mixed(text("See."), 'Content-Type: application/octet-stream; name="old.mbox"\r\n\r\n' + inside)

    assert new_words(opened(data)) == "One. From now on two. Auto."
    assert new_words(opened(attached)) == "See. One. From now on two. Auto."


def test_notes_that_begin_with_from_are_no_mailbox():
    (notes,) = opened(b"From the nurse\nName: Amir\n\nFrom the GP\nName: Layla\n")

    assert "Layla" in notes.mail.text.new


@pytest.mark.parametrize(
    "first",
    [
        "Content-Type: text/plain",
        "Content-Transfer-Encoding: 7bit",
        "MIME-Version: 1.0",
        "Date: Sat, 05 Sep 2026 00:05:00 +0100",
        "X-Mailer: Case 2",
        "Content-Language: en",
        "Subject: Referral",
    ],
)
def test_an_enclosed_mail_may_begin_with_any_header(first):
    data = mixed(text("See."), f"Content-Type: message/rfc822\r\n\r\n{first}\r\n\r\n{WORDS}")
    *_, inner = opened(data)

    assert (inner.is_message, inner.mail.text.new) == (True, WORDS)


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        ("=?utf-8?Q?Bj=C3=B6rk=2C_Anna?= <a@police.uk>", "Björk, Anna", "a@police.uk"),
        ('"Smith, Anna" <a@police.uk>', "Smith, Anna", "a@police.uk"),
        ("Smith, Anna <a@police.uk>", "Smith, Anna", "a@police.uk"),
        ('"=?utf-8?B?QmrDtnJrLCBBbm5h?=" <a@police.uk>', "Björk, Anna", "a@police.uk"),
        ("=?utf-8?B?QmrDtnJrLCBBbm5h <a@police.uk>", "=?utf-8?B?QmrDtnJrLCBBbm5h", "a@police.uk"),
        ("=?utf-8?B?QmrDtnJr?= =?utf-8?B?LCBBbm5h?= <A@Police.uk>", "Björk, Anna", "a@police.uk"),
        ("a@police.uk (Anna Smith)", "Anna Smith", "a@police.uk"),
        ('"a@nhs.net" <x@evil.example>', "a@nhs.net", "x@evil.example"),
        ("=?x-unknown?Q?Anna?= <a@police.uk>", "Anna", "a@police.uk"),
    ],
)
def test_names_in_from_are_whole(field, name, address):
    (message,) = opened(f"From: {field}\r\nMIME-Version: 1.0\r\n\r\n{WORDS}".encode())

    assert (message.mail.sender_name, message.mail.sender_address) == (name, address)


@pytest.mark.parametrize("charset", ["euc-kr", "windows-1256", "utf-16", "shift_jis", "koi8-r"])
def test_coded_words_of_any_character_set_are_no_damage(charset):
    words = {
        "euc-kr": "한글 이름 ",
        "windows-1256": "طفل صغير ",
        "shift_jis": "子供の名前 ",
        "koi8-r": "Ребёнок дома ",
    }.get(charset, "Zoë ")
    (message,) = opened(
        single(base64.encodebytes((words * 6).encode(charset)), "base64", f"text/plain; charset={charset}")
    )

    assert (message.mail.text.new.split(), message.problem) == ((words * 6).split(), None)


@pytest.mark.parametrize("body", [b"Hello", b"Hello\r\nAnna\r\n", b"Regards"])
def test_a_few_plain_words_said_to_be_base64_are_read(body):
    (message,) = opened(single(body, "base64"))

    assert message.mail.text.whole.split() == body.decode().split()


def test_a_file_whose_encoding_is_uuencode_is_decoded():
    part = 'Content-Type: application/pdf; name="form.pdf"\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n'
    *_, form = opened(mixed(text("See."), part + uuencoded(PDF).decode()))

    assert form.data == PDF


def test_blank_lines_before_a_mail_s_headers_are_passed_over():
    (message,) = opened(b"   \r\n\r\n" + single(WORDS.encode()))

    assert (message.is_message, message.mail.text.new) == (True, WORDS)


def test_flowed_quotes_keep_their_depth_and_the_signature_s_mark_its_line():
    body = b"> He said \r\n> that.\r\nAmir is \r\n4.\r\n-- \r\nAnna"
    (message,) = opened(single(body, kind="text/plain; format=flowed; delsp=no"))

    assert message.mail.text.whole.split("\n") == ["> He said that.", "Amir is 4.", "-- ", "Anna"]


def test_words_that_are_a_whole_mail_are_opened():
    inside = mixed(text(WORDS), PICTURE).replace(HEAD, b"")
    for body, encoding in ((inside, "8bit"), (base64.encodebytes(inside), "base64")):
        message, form = opened(single(body, encoding))

        assert (message.mail.text.new.strip(), form.media_type) == (WORDS, "application/pdf")


@pytest.mark.parametrize("charset", ["utf\0-8", "x" * 3000, "*", "utf-8'; drop", "idna", "rot13", "\udc80"])
def test_a_character_set_that_is_none_loses_no_words(charset):
    body = single(
        (WORDS + " Zoë.").encode(), kind=f'text/plain; charset="{charset}"'.encode("utf-8", "replace").decode()
    )
    (message,) = opened(body)

    assert message.mail.text.new == WORDS + " Zoë."
