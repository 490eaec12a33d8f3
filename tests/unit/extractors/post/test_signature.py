"""Who signed a mail is told, or that the signature does not fit, or why nobody can say; the mail is read either way."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID

from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping
from tests.unit.extractors.post.mails import mail, with_file
from tests.unit.extractors.post.signing import Authority, Signer

WORDS = "Amir Testcase has bruises on both arms."
ENTITY = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode() + b"\r\n"
GOOD = "Signed by Duty Sergeant (duty@met.police.uk). The signature fits the message and the sender's address."


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def signer(authority):
    return Signer(authority)


@pytest.fixture(scope="module")
def anchors(authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("anchors") / "authorities.pem"
    path.write_bytes(authority.pem())
    return path


def opened(data: bytes, anchors=None):
    unwrapping = Unwrapping(replace(ReadOptions(), trust_anchors=anchors))
    documents = unwrapping.open(data, "post.eml")
    words = " ".join(each.mail.text.new for each in documents if each.mail and not each.ignored)
    return words, " ".join(unwrapping.signatures), documents


@pytest.mark.parametrize("form", ["beside", "around"])
def test_a_signature_that_fits_says_whose_it_is(signer, anchors, form):
    words, told, _ = opened(getattr(signer, form)(ENTITY), anchors)

    assert (WORDS in words, told) == (True, GOOD)


def test_line_ends_that_a_mail_server_rewrote_change_nothing(signer, anchors):
    assert opened(signer.beside(ENTITY).replace(b"\r\n", b"\n"), anchors)[1] == GOOD


def test_a_signed_mail_inside_another_one_is_told_of(signer, anchors):
    outer = b"From: b@nhs.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
    inner = b"--o\r\nContent-Type: message/rfc822\r\n\r\n" + signer.beside(ENTITY) + b"\r\n--o--\r\n"
    words, told, _ = opened(outer + inner, anchors)

    assert (WORDS in words, told) == (True, GOOD)


@pytest.mark.parametrize("form", ["beside", "around"])
def test_a_changed_message_is_told_and_read_all_the_same(signer, anchors, form):
    changed = getattr(signer, form)(ENTITY).replace(b"both", b"four")
    words, told, _ = opened(changed, anchors)

    assert "four arms" in words
    assert told.startswith("The signature does not fit")


@pytest.mark.parametrize(
    ("make", "doubt"),
    [
        (lambda authority: Signer(Authority("Another")), "no authority that you trust"),
        (lambda authority: Signer(authority, days=-1), "not valid today"),
        (lambda authority: Signer(authority, purpose=ExtendedKeyUsageOID.SERVER_AUTH), "not made for signing mail"),
    ],
)
def test_a_signer_whom_nobody_vouches_for_is_told_with_the_reason(authority, anchors, make, doubt):
    words, told, _ = opened(make(authority).beside(ENTITY), anchors)

    assert WORDS in words
    assert "could not be checked" in told
    assert doubt in told


def test_a_signature_of_somebody_else_than_the_sender_is_told(authority, anchors):
    told = opened(Signer(authority, "other@nhs.net").beside(ENTITY), anchors)[1]

    assert "is not the address that it was sent from" in told


def test_without_authorities_the_signature_is_looked_at_and_the_signer_left_open(signer, tmp_path):
    for anchors in (None, tmp_path / "missing.pem"):
        told = opened(signer.beside(ENTITY), anchors)[1]
        assert told.startswith("The signature fits the message.")
        assert "POSTROOM_MAIL_TRUST_ANCHORS" in told


def test_a_signature_without_the_signer_s_certificate_cannot_be_checked(signer, anchors):
    words, told, _ = opened(signer.around(ENTITY, pkcs7.PKCS7Options.NoCerts), anchors)

    assert WORDS in words
    assert "certificate is not enclosed" in told


def test_a_damaged_signature_is_told_and_the_mail_is_read(signer, anchors):
    pem = signer.beside(ENTITY)
    cut = pem[: pem.index(b"MII")] + b"MIIB" + pem[pem.index(b"MII") + 600 :]
    words, told, _ = opened(cut, anchors)

    assert WORDS in words
    assert "could not be checked" in told


def test_a_signature_that_lost_its_mail_is_no_problem_of_the_mail(signer, anchors):
    words, told, documents = opened(bytes(with_file(mail(WORDS), signer.alone(ENTITY), "noname")), anchors)

    assert WORDS in words
    assert "lies alone" in told
    assert [each.problem for each in documents] == [None, None]


@pytest.mark.parametrize(
    "first",
    [
        "Content-Type: text/plain",
        "Content-Transfer-Encoding: 8bit",
        "MIME-Version: 1.0",
        "Date: Sat, 5 Sep 2026 00:05:00 +0100",
        "X-Case: 1",
        "Content-Language: en",
        "Received: from a by b",
    ],
)
def test_what_is_signed_may_begin_with_any_header(signer, anchors, first):
    words, told, documents = opened(signer.around(f"{first}\r\n\r\n{WORDS}\r\n".encode()), anchors)

    assert (words, told) == (WORDS, GOOD)
    assert documents[-1].is_message


def test_a_file_that_is_signed_as_it_is_comes_out(signer, anchors):
    *_, form = opened(signer.around(b"%PDF-1.4\n% invented\n%%EOF\n"), anchors)[2]

    assert form.media_type == "application/pdf"
