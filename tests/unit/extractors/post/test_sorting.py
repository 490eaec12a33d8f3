"""A mail is no contact only if a machine says that it made it and it is empty-handed; whom to trust."""

import pytest

from extractors.options import ReadOptions
from extractors.post.phrases import load_phrases
from extractors.post.sender import Senders, is_trusted, load_senders
from extractors.post.sorting import said_by_machine
from extractors.post.unwrapping import Unwrapping
from extractors.reading import read_post
from tests.unit.extractors.post.mails import mail, with_file

OPTIONS = ReadOptions()
SENDERS = load_senders(OPTIONS.templates)
REPORT = (
    b"From: postmaster@nhs.net\r\nSubject: Undeliverable\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/report; boundary=r\r\n\r\n--r\r\n\r\nYour message could not be delivered.\r\n"
    b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; nhs.net\r\n\r\nAction: failed\r\n"
    b"--r\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--r--\r\n"
)
BULK = {"List_Unsubscribe": "<https://example.org/u>", "List_Id": "<news.example.org>", "Precedence": "bulk"}
BEATEN = "Amir Testcase was beaten by his father last night and has bruises on both arms."
DETAILS = (
    "Child: Amir Testcase\nDate of birth: 14/03/2015\nNHS number: 943 476 5919\nAddress: 1 Sample Way, Hayes, UB3 1ZZ"
)


def said(message) -> str | None:
    unwrapping = Unwrapping(OPTIONS)
    unwrapping.open(bytes(message), "post.eml")
    return said_by_machine(unwrapping.outermost, load_phrases(OPTIONS.templates))


def outcome(message) -> str:
    reading = read_post(bytes(message), "post.eml", OPTIONS)
    return reading.disposition.value


def invitation(text="When: Thursday", method="REQUEST", description=""):
    message = mail(text, subject="Invitation: meeting")
    said_so = f"METHOD:{method}\r\n" if method else ""
    words = f"DESCRIPTION:{description}\r\n" if description else ""
    message.add_alternative(
        f"BEGIN:VCALENDAR\r\n{said_so}BEGIN:VEVENT\r\n{words}END:VEVENT\r\nEND:VCALENDAR\r\n", subtype="calendar"
    )
    return message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (mail(Auto_Submitted="auto-replied"), "auto_reply"),
        (mail(Auto_Submitted="auto-replied (vacation)"), "auto_reply"),
        (mail(X_Autoreply="yes"), "auto_reply"),
        (mail(Precedence="auto_reply"), "auto_reply"),
        (mail(subject="Undeliverable: Thank you", sender="postmaster@nhs.net"), "delivery_report"),
        (REPORT % b"Subject: Thank you\r\n\r\nThank you.", "delivery_report"),
        (invitation(), "calendar"),
        (mail(**BULK), "bulk_mail"),
        (invitation(method=""), None),
        (mail("A worry about Amir."), None),
        (mail(Auto_Submitted="auto-generated"), None),
        (mail(X_Auto_Response_Suppress="All"), None),
        (mail(subject="Automatic reply: Referral received"), None),
        (mail(subject="Out of Office Hours referral"), None),
        (mail(subject="Accepted: referral"), None),
        (mail(subject="Declined: early help"), None),
        (mail(subject="Undeliverable: family moved away"), None),
        (mail(subject="Undeliverable: family moved away", Return_Path="<>"), None),
    ],
)
def test_only_what_machines_say_of_themselves_counts(message, expected):
    assert said(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        mail("I am away until Monday.", Auto_Submitted="auto-replied"),
        mail("I am away. If a child is at immediate risk, please call 999.", Auto_Submitted="auto-replied"),
        mail("In an emergency dial 999.", Auto_Submitted="auto-replied"),
        mail("Call the police where you think a child has been hurt.", Auto_Submitted="auto-replied"),
        mail(
            "If you believe that a child is being abused or neglected, contact the MASH.", Auto_Submitted="auto-replied"
        ),
        mail("Read our case study: how Mia (14) was supported after a domestic incident.", **BULK),
        REPORT % b"Subject: Thank you\r\n\r\nThank you, we have your contact.",
        invitation(),
    ],
)
def test_what_is_empty_handed_is_no_contact(message):
    assert outcome(message) == "not_a_contact"


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"X_Autoreply": "yes"}, BULK])
@pytest.mark.parametrize("words", [BEATEN, DETAILS, "The baby is not breathing."])
def test_words_of_harm_and_details_of_a_child_are_never_dismissed(headers, words):
    assert outcome(mail(words, **headers)) != "not_a_contact"


@pytest.mark.parametrize(
    "message",
    [
        invitation(BEATEN),
        invitation(description=BEATEN),
        REPORT % (b"Subject: Referral\r\n\r\n" + BEATEN.encode()),
        REPORT % bytes(with_file(mail("Please see attached."), b"%PDF-1.4", "form.pdf")),
        with_file(mail(**BULK), b"%PDF-1.4", "form.pdf"),
        with_file(mail(Auto_Submitted="auto-replied"), b"%PDF-1.4", "form.pdf"),
        with_file(invitation(), b"%PDF-1.4", "form.pdf"),
        mail("He said: if you call the police I will kill her.", Auto_Submitted="auto-replied"),
        mail("If I am away please call my mobile, the baby was shaken by his father.", Auto_Submitted="auto-replied"),
        mail("If you can, please visit today: his stepdad was there again.", Auto_Submitted="auto-replied"),
        mail("If you can, please visit today: Amir has been beaten again.", Auto_Submitted="auto-replied"),
        mail("This is about 943 476 5919.", Auto_Submitted="auto-replied"),
        invitation("She told her teacher that she will not go home."),
    ],
)
def test_an_enclosed_document_or_concern_is_never_dismissed(message):
    assert outcome(message) != "not_a_contact"


def test_what_is_dismissed_keeps_its_first_line_for_a_person():
    reading = read_post(bytes(mail("I am away.\n\nBack on Monday.", Auto_Submitted="auto-replied")), "m.eml", OPTIONS)

    assert reading.first_line == "I am away."


def trusted(message, senders: Senders = SENDERS) -> bool:
    unwrapping = Unwrapping(OPTIONS)
    unwrapping.open(bytes(message), "post.eml")
    return is_trusted(unwrapping.outermost, senders)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (mail(sender="duty@met.police.uk"), True),
        (mail(sender="dsl@larchfield.hillingdon.sch.uk"), True),
        (mail(sender="duty@met-police.uk"), False),
        (mail(sender="duty@notpolice.uk"), False),
        (
            mail(
                sender="duty@met.police.uk",
                Authentication_Results="mx.hillingdon.example; dmarc=fail header.from=met.police.uk",
            ),
            False,
        ),
        (
            mail(
                sender="duty@met.police.uk",
                Authentication_Results="mx.hillingdon.example; dmarc=pass header.from=other.example",
            ),
            False,
        ),
        (
            mail(
                sender="duty@met.police.uk",
                Authentication_Results="mx.attacker.example; dmarc=pass header.from=met.police.uk",
            ),
            False,
        ),
        (mail(sender="duty@met.police.uk", Authentication_Results="rubbish;;;"), False),
    ],
)
def test_whom_to_trust(message, expected):
    assert trusted(message) is expected


def test_a_forged_stamp_below_our_own_is_not_believed():
    message = mail(
        sender="duty@met.police.uk",
        Authentication_Results="mx.hillingdon.example; dmarc=fail header.from=met.police.uk",
    )
    message["Authentication-Results"] = "mx.hillingdon.example; dmarc=pass header.from=met.police.uk"

    assert not trusted(message)


def test_our_own_stamp_that_cannot_be_read_lets_no_other_one_speak():
    message = mail(
        sender="duty@met.police.uk",
        Authentication_Results="mx.hillingdon.example; dmarc=fail (no end of this header.from=met.police.uk",
    )
    message["Authentication-Results"] = "mx.hillingdon.example; dmarc=pass header.from=met.police.uk"

    assert not trusted(message)


def test_a_mail_with_two_senders_is_held():
    message = mail(sender="duty@met.police.uk, duty@elsewhere.example")
    twice = b"From: duty@elsewhere.example\r\n" + bytes(mail(sender="duty@met.police.uk"))

    assert not trusted(message)
    assert not trusted(twice)


def test_a_mail_that_no_server_handled_was_put_here_by_a_person():
    message = mail(sender="someone@example.org")
    del message["Received"], message["Authentication-Results"]

    assert trusted(message)
