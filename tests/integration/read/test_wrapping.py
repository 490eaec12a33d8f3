"""Real envelopes, opened and read to the end: what each turned out to be, and which document did what."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from extractors.command import main
from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping
from extractors.reading import read_post
from postroom.contact import Disposition, Role
from tests.unit.extractors.post.mails import mail, with_file

POST = Path(__file__).parents[2] / "documents" / "post"
DEMO = Path(__file__).parents[3] / "sandbox" / "samples" / "mail"
OPTIONS = ReadOptions()


def read(name: str, folder: Path = POST):
    return read_post((folder / name).read_bytes(), name, OPTIONS)


def roles(reading) -> dict[str, str]:
    return {document.name: document.role.value for document in reading.documents}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("wrap-forwarded-twice.eml", "Merlin Report 26 PAC 068457 (2) FINAL.pdf"),
        ("wrap-outlook-msg.msg", "26PAC103696 - OFFICIAL SENSITIVE.PDF"),
        ("wrap-signed.eml", "Merlin Report 26 PAC 168788 (2) FINAL.pdf"),
        ("wrap-winmail.eml", "26PAC053928.pdf"),
        ("wrap-zip.eml", "doc20324443384009.pdf"),
        ("e1-named-doc.eml", "Early Help Assessment.doc"),
    ],
)
def test_a_form_in_any_envelope_is_the_contact_and_the_rest_supports_it(name, form):
    reading = read(name)

    assert (reading.disposition, len(reading.contacts)) == (Disposition.CONTACT, 1)
    assert [document.name for document in reading.documents if document.role is Role.PRIMARY] == [form]


def test_evidence_points_at_the_document_that_it_is_in():
    reading = read("wrap-zip.eml")
    used = {leaf.document for _, leaf in reading.contacts[0].every_leaf() if leaf.page is not None}

    assert {reading.documents[index].name for index in used} == {"doc20324443384009.pdf"}


def test_two_families_in_one_mail_are_never_mixed():
    first, second = read("wrap-two-families.eml").contacts
    names = [{str(child.surname.value) for child in contact.children if child.surname} for contact in (first, second)]

    assert names[0] and names[1] and not names[0] & names[1]
    assert first.agency_reference.value != second.agency_reference.value


def test_two_families_in_one_mail_s_words_are_two_contacts():
    contacts = read("p1-two-families.eml").contacts

    assert [[child.forename.value for child in contact.children] for contact in contacts] == [["Jermaine"], ["Baljit"]]


@pytest.mark.parametrize("name", ["p2-quoted-chain.eml", "p2-signed.eml", "p2-forwarded.eml"])
def test_nothing_of_an_older_message_reaches_a_contact(name):
    reading = read(name)
    told = json.dumps([contact.as_json() for contact in reading.contacts])

    assert len(reading.contacts) == 1
    assert "Giolla" not in told
    assert "received it in error" not in told


@pytest.mark.parametrize(
    ("name", "folder", "reason"),
    [
        ("held-password-docx.eml", POST, "password_protected"),
        ("held-password-pdf.eml", DEMO, "password_protected"),
        ("held-smime-encrypted.eml", POST, "encrypted"),
        ("held-zero-byte.eml", POST, "empty"),
        ("held-empty-mail.eml", DEMO, "empty"),
        ("held-truncated.eml", DEMO, "unreadable"),
        ("held-xxe-docx.docx", POST, "unreadable"),
        ("held-blank-pages.eml", POST, "too_large"),
        ("held-lookalike.eml", DEMO, "sender_not_trusted"),
    ],
)
def test_what_a_person_must_see_is_held_with_its_reason(name, folder, reason):
    reading = read(name, folder)

    assert (reading.disposition, reading.reason) == (Disposition.HELD, reason)
    assert "root:" not in json.dumps(reading.as_json(explain=True))


@pytest.mark.parametrize(
    ("name", "folder", "reason"),
    [
        ("no-bulk-mail.eml", POST, "bulk_mail"),
        ("no-calendar.eml", POST, "calendar"),
        ("no-auto-reply.eml", DEMO, "auto_reply"),
        ("no-delivery-report.eml", DEMO, "delivery_report"),
    ],
)
def test_mail_that_is_no_contact_is_known(name, folder, reason):
    reading = read(name, folder)

    assert (reading.disposition, reading.reason, reading.contacts) == (Disposition.NOT_A_CONTACT, reason, ())


def test_a_kind_of_file_that_nobody_reads_is_held():
    reading = read_post(bytes(range(256)) * 12, "recording.xyz", OPTIONS)

    assert (reading.disposition, reading.reason) == (Disposition.HELD, "unsupported")


def test_a_readable_form_beside_an_unreadable_one_is_held_with_what_was_read():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("form.eml", (POST / "wrap-zip.eml").read_bytes())
        archive.writestr("scan.xyz", b"\x00\x01\x02" * 500)

    reading = read_post(packed.getvalue(), "Documents.zip", OPTIONS)

    assert (reading.disposition, reading.reason, len(reading.contacts)) == (Disposition.HELD, "unsupported", 1)


def test_urgent_words_are_told_even_where_the_form_cannot_be_read():
    message = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nForm attached. The baby is not breathing properly.\r\n"
        b"--x\r\nContent-Type: application/pdf; name=form.pdf\r\n\r\n%PDF-1.4 broken\r\n--x--\r\n"
    )
    reading = read_post(message, "message.eml", OPTIONS)

    assert reading.disposition is Disposition.HELD
    assert ["not breathing" in quote.text for quote in reading.urgent] == [True]


def test_the_command_prints_one_line_a_file_in_order(capsys):
    names = ["no-calendar.eml", "wrap-zip.eml", "held-zero-byte.eml"]

    status = main([*(str(POST / name) for name in names), "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert status == 0
    assert [line["file"] for line in lines] == names
    assert [line["disposition"] for line in lines] == ["not_a_contact", "contact", "held"]
    assert all(len(line["sha256"]) == 64 for line in lines)


def test_the_command_explains_when_asked(capsys):
    main([str(POST / "wrap-zip.eml"), "--json", "--explain"])
    line = json.loads(capsys.readouterr().out)

    assert any("merlin" in sentence for sentence in line["explanation"])


def test_a_file_with_a_hostile_name_gets_its_line(tmp_path, capsysbinary):
    path = tmp_path / os.fsdecode(b"';rm -rf \xff \xe2\x80\xae.txt")
    path.write_bytes(b"\x00\x00")

    assert main([str(path), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["disposition"] == "held"


@pytest.mark.parametrize("argv", [["no-such-file.eml", "--json"], ["--json"], ["--wrong"]])
def test_a_wrong_call_is_told_from_a_bad_file(argv, capsys):
    try:
        status = main(argv)
    except SystemExit as stop:
        status = stop.code

    assert status == 2
    assert capsys.readouterr().out == ""


def test_a_signature_is_checked_and_its_signer_left_open_without_authorities():
    (told,) = read("wrap-signed.eml").signatures

    assert told.startswith("The signature fits the message.")
    assert "POSTROOM_MAIL_TRUST_ANCHORS" in told


LABELLED = (
    "Child details\nForename: {0}\nSurname: Braithwaite\nDate of birth: {1}\nGender: Female\nAddress: 27 Larkfield Mews, Hayes, UB3 1ZZ\n"
    "School: Rookery Lane Primary School\nReason for referral: The school nurse found bruises on both arms.\n"
)


def test_a_mail_whose_forms_contradict_one_another_gives_nothing_certain():
    message = mail(LABELLED.format("Ottoline", "14/03/2015"))
    other = LABELLED.format("Ottoline", "14/03/2016").replace("\n", "<br>")
    message.add_alternative(f"<p>{other}</p>", subtype="html")
    (contact,) = read_post(bytes(message), "post.eml", OPTIONS).contacts
    leaves = [leaf for _, leaf in contact.every_leaf() if leaf.value is not None]

    assert "certain" not in {leaf.status.value for leaf in leaves}
    assert all("forms_differ" in {doubt.name for doubt in leaf.doubts} for leaf in leaves)


def test_words_of_another_family_beside_a_form_are_a_contact_of_their_own():
    form = (POST / "e1-named-doc.eml").read_bytes()
    (enclosed,) = (each for each in Unwrapping(OPTIONS).open(form, "post.eml") if each.name.endswith(".doc"))
    message = with_file(mail(LABELLED.format("Rufusina", "02/09/2018")), enclosed.data, "form.docx")
    reading = read_post(bytes(message), "post.eml", OPTIONS)

    assert len(reading.contacts) == 2
    assert "Rufusina" in json.dumps([contact.as_json() for contact in reading.contacts])
