"""A password opens what it fits, and nothing else is touched."""

import email
import io
import zipfile
from base64 import b64decode
from email import policy
from email.message import EmailMessage

import docx
import msoffcrypto
import openpyxl
import pytest
import pyzipper
from pypdf import PdfReader, PdfWriter

from bots import unlocking
from bots.unlocking import opened_document, unlocked

PASSWORD = "larkspur"
OLD_ZIP = b64decode(  # the encryption of the first zip programs, which Python reads and does not write
    "UEsDBBQAAQAAAAAAIVp0zlcXHgAAABIAAAAIAAAAbm90ZS50eHRpvzjF5LOQloCn+FLtLHfL8EoKqFQkvfU6DF/EppFQSwECFAAUAAEAAAAAACFa"
    "dM5XFx4AAAASAAAACAAAAAAAAAAAAAAAAAAAAAAAbm90ZS50eHRQSwUGAAAAAAEAAQA2AAAARAAAAAAA"
)


def word() -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph("The child is safe.")
    document.save(target)
    return locked_office(target.getvalue())


def excel() -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "The child is safe."
    book.save(target)
    return locked_office(target.getvalue())


def locked_office(content: bytes) -> bytes:
    target = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(PASSWORD, target)
    return target.getvalue()


def pdf() -> bytes:
    writer, target = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt(PASSWORD)
    writer.write(target)
    return target.getvalue()


def aes_zip(inside: bytes = b"The child is safe.") -> bytes:
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(PASSWORD.encode())
        archive.writestr("note.txt", inside)
    return target.getvalue()


def first_file(archive: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(archive)).read("note.txt")


def test_a_word_file_is_opened():
    opened = docx.Document(io.BytesIO(opened_document(word(), PASSWORD)))
    assert opened.paragraphs[0].text == "The child is safe."


def test_an_excel_file_is_opened():
    opened = openpyxl.load_workbook(io.BytesIO(opened_document(excel(), PASSWORD)))
    assert opened.active["A1"].value == "The child is safe."


def test_a_pdf_is_opened():
    assert not PdfReader(io.BytesIO(opened_document(pdf(), PASSWORD))).is_encrypted


@pytest.mark.parametrize("locked", [aes_zip(), OLD_ZIP], ids=["aes", "old"])
def test_a_zip_is_opened(locked):
    assert first_file(opened_document(locked, PASSWORD)) == b"The child is safe."


def test_a_locked_document_in_a_locked_zip_is_opened():
    inside = first_file(opened_document(aes_zip(word()), PASSWORD))
    assert docx.Document(io.BytesIO(inside)).paragraphs[0].text == "The child is safe."


@pytest.mark.parametrize("locked", [word(), excel(), pdf(), aes_zip(), OLD_ZIP])
def test_a_wrong_password_opens_nothing(locked):
    assert opened_document(locked, "delphinium") is None


@pytest.mark.parametrize("free", [b"PK\3\4 broken", b"%PDF-1.7 broken", unlocking.OFFICE + b"broken", b"", b"text"])
def test_what_is_not_locked_or_broken_stays(free):
    assert opened_document(free, PASSWORD) is None


def test_a_zip_that_unpacks_to_too_much_stays_locked(monkeypatch):
    monkeypatch.setattr(unlocking, "UNPACKED", 1000)
    assert opened_document(aes_zip(b"0" * 2000), PASSWORD) is None


def mail_with(content: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Report"
    mail.set_content("The password follows by phone.")
    mail.add_attachment(content, maintype="application", subtype="zip", filename="report.zip")
    return mail.as_bytes(policy=policy.SMTP)


def test_a_message_keeps_its_words_and_names_when_its_document_is_opened():
    message = email.message_from_bytes(unlocked(mail_with(aes_zip()), PASSWORD), policy=policy.SMTP)
    (attached,) = message.iter_attachments()

    assert message.get_body().get_content().strip() == "The password follows by phone."
    assert (attached.get_filename(), attached.get_content_type()) == ("report.zip", "application/zip")
    assert first_file(attached.get_content()) == b"The child is safe."


def test_a_message_that_the_password_does_not_open_is_left_byte_for_byte():
    raw = mail_with(aes_zip())
    assert unlocked(raw, "delphinium") == raw
