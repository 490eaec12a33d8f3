"""Every envelope is opened, and every document keeps what it came out of."""

import io
import zipfile
from dataclasses import replace
from email.message import Message

import pytest
from asn1crypto import cms
from PIL import Image

from extractors.options import Limits, ReadOptions
from extractors.post.parts import payload
from extractors.post.unwrapping import Unwrapping
from tests.unit.extractors.post.mails import mail, with_file

PDF = b"%PDF-1.4\n% invented\n%%EOF\n"
OPTIONS = ReadOptions()


def opened(data: bytes, name="post.eml", options=OPTIONS):
    return Unwrapping(options).open(data, name)


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def test_a_mail_is_its_words_and_its_enclosures():
    message, form = opened(bytes(with_file(mail("A worry about a child."), PDF, "26PAC1.pdf")))

    assert (message.is_message, message.mail.text.new) == (True, "A worry about a child.")
    assert (form.name, form.media_type, form.lineage) == ("26PAC1.pdf", "application/pdf", ("post.eml",))
    assert form.carrier is message.mail


def test_mail_in_mail_in_zip_keeps_its_lineage():
    inner = with_file(mail(None), PDF, "form.pdf")
    outer = with_file(mail(None), zipped(**{"folder/inner.eml": bytes(inner)}), "Documents.zip")

    (form,) = opened(bytes(outer))

    assert form.lineage == ("post.eml", "Documents.zip", "inner.eml")


def test_mail_deeper_than_may_be_opened_is_held():
    message = with_file(mail(None), PDF, "form.pdf")
    for _ in range(10):
        outer = mail(None)
        outer.add_attachment(message)
        message = outer

    assert [document.problem.code for document in opened(bytes(message))] == ["too_large"]


def test_mail_nested_a_thousand_deep_is_held():
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(1200))

    assert [document.problem.code for document in opened(b"MIME-Version: 1.0\r\n" + deep)] == ["too_large"]


def test_ten_thousand_parts_are_counted_and_not_all_opened():
    parts = b"".join(b"--x\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n" for _ in range(10_000))
    message = (
        b"MIME-Version: 1.0\r\nFrom: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + parts
        + b"--x--\r\n"
    )

    documents = opened(message)

    assert len(documents) <= OPTIONS.limits.documents + 2
    assert documents[-1].problem.code == "too_large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 400, "unsupported"),
        ("EncryptedPackage".encode("utf-16-le").join([b"\xd0\xcf\x11\xe0" + bytes(600)] * 2), "password_protected"),
        (b"PK\x03\x04 broken", "unreadable"),
    ],
)
def test_what_cannot_be_opened_says_why(data, code):
    (document,) = opened(data, "thing.bin")

    assert document.problem.code == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    (document,) = opened(zipped(**{"report.pdf": bytes(20_000_000)}), "documents.zip")

    assert document.problem.code == "too_large"


def test_an_empty_zip_is_told():
    (document,) = opened(zipped(), "documents.zip")

    assert "empty" in document.problem.sentence


def test_a_locked_zip_asks_for_its_password():
    locked = bytearray(zipped(**{"report.pdf": PDF}))
    for at in (locked.index(b"PK\x03\x04") + 6, locked.index(b"PK\x01\x02") + 8):
        locked[at] |= 1

    (document,) = opened(bytes(locked), "documents.zip")

    assert document.problem.code == "password_protected"


def test_type_is_told_by_content_not_by_name():
    (document,) = opened(PDF, "notes.txt")

    assert document.media_type == "application/pdf"


def test_labelled_lines_in_a_text_file_are_not_mistaken_for_a_mail():
    (document,) = opened(b"Child: Amir Testcase\nDoB: 1/2/2016\n\nHe came in hungry.\n", "concern.txt")

    assert (document.is_message, "He came in hungry." in document.mail.text.new) == (False, True)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=utf-8''EHA%20%C5%81%C4%99cki.pdf", "EHA Łęcki.pdf"),
        ('attachment; filename="=?utf-8?B?RUhBIMWBxJljaGkucGRm?="', "EHA Łęchi.pdf"),
        ('attachment; filename*0="EHA "; filename*1="form.pdf"', "EHA form.pdf"),
        ('attachment; filename="..\\\\..\\\\etc/passwd"', "passwd"),
        ('attachment; filename="fdp.mrof\u202egpj.pdf"', "fdp.mrofgpj.pdf"),
        ('attachment; filename="%s.pdf"' % ("a" * 5000), "a" * 180),
        ('attachment; filename="."', "attachment-2.pdf"),
    ],
)
def test_file_names_are_decoded_and_made_harmless(header, name):
    part = f"Content-Type: application/pdf\r\nContent-Disposition: {header}\r\n\r\n".encode() + PDF
    message = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + part + b"\r\n--x--\r\n"

    (document,) = opened(message)

    assert document.name == name


@pytest.mark.parametrize("charset", ["us-ascii", "iso-8859-1", "no-such-charset", "utf-8"])
def test_a_mail_that_lies_about_its_charset_is_read(charset):
    message = f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n\r\nZoë Łęcki’s form\r\n"

    (document,) = opened(message.encode())

    assert document.mail.text.new.strip() == "Zoë Łęcki’s form"


def test_an_enclosure_cut_short_on_its_way_is_not_read():
    whole = bytes(with_file(mail(), PDF * 400, "form.pdf"))

    *_, form = opened(whole[: len(whole) // 2])

    assert form.problem.code == "unreadable"


def test_signed_content_is_read_and_its_signature_ignored():
    inner = bytes(with_file(mail(None), PDF, "form.pdf")).replace(b"octet-stream", b"pdf")
    signed = (
        b"MIME-Version: 1.0\r\nFrom: a@met.police.uk\r\nContent-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n"
        + inner
        + b"\r\n--s\r\nContent-Type: application/x-pkcs7-signature; name=smime.p7s\r\n"
        + b"Content-Disposition: attachment; filename=smime.p7s\r\n\r\n"
        + cms.ContentInfo(
            {
                "content_type": "signed_data",
                "content": {
                    "version": "v1",
                    "digest_algorithms": [],
                    "encap_content_info": {"content_type": "data"},
                    "signer_infos": [],
                },
            }
        ).dump()
        + b"\r\n--s--\r\n"
    )

    form, signature = opened(signed)

    assert (form.name, signature.ignored) == ("form.pdf", True)


def test_a_mail_inside_its_signature_is_opened():
    content = {"content_type": "data", "content": bytes(with_file(mail(None), PDF, "form.pdf"))}
    signed = {"version": "v1", "digest_algorithms": [], "encap_content_info": content, "signer_infos": []}
    data = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()

    (form,) = opened(data, "smime.p7m")

    assert form.name == "form.pdf"


def test_encrypted_content_waits_for_a_person():
    sealed = {
        "version": "v0",
        "recipient_infos": [],
        "encrypted_content_info": {
            "content_type": "data",
            "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"0" * 16},
        },
    }
    data = cms.ContentInfo({"content_type": "enveloped_data", "content": sealed}).dump()

    (document,) = opened(data, "smime.p7m")

    assert document.problem.code == "encrypted"


def test_a_secure_service_covering_note_is_encrypted_post():
    (note,) = opened(bytes(mail("You have received a secure message. Click here to read the message.")))

    assert note.problem.code == "encrypted"


@pytest.mark.parametrize(
    ("size", "ignored"), [((120, 40), True), ((1200, 120), True), ((1240, 1754), False), ((900, 700), False)]
)
def test_logos_are_ignored_and_pictures_of_forms_are_not(size, ignored):
    *_, document = opened(bytes(with_file(mail(), picture(*size), "image001.png", "image/png")))

    assert document.ignored is ignored


def test_the_empty_stub_that_exchange_adds_is_ignored():
    documents = opened(bytes(with_file(mail(), b"\r\n", "ATT00001.txt", "text/plain")))

    assert [document.is_message for document in documents] == [True]


def test_a_file_larger_than_the_limit_is_held():
    small = replace(OPTIONS, limits=Limits(file_bytes=1000))

    (document,) = opened(bytes(with_file(mail(None), PDF * 100, "form.pdf")), options=small)

    assert document.problem.code == "too_large"


def test_a_damaged_mail_inside_is_handed_on_whatever_letters_it_holds():
    inside, outer = Message(), Message()
    inside["Content-Type"], outer["Content-Type"] = "multipart/mixed", "message/rfc822"
    inside.set_payload("Zoë is safe")
    outer.set_payload([inside])
    assert "Zoë is safe".encode() in payload(outer)[0]
