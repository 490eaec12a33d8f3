"""Mail that is no contact is known by what it says about itself, and a mail that carries a document is never dismissed."""

import pytest

from extractors.options import ReadOptions
from extractors.post.phrases import load_phrases
from extractors.post.sender import Senders, is_trusted, load_senders
from extractors.post.sorting import not_a_contact
from extractors.post.unwrapping import Unwrapping
from tests.unit.extractors.post.mails import mail, with_file

OPTIONS = ReadOptions()
SENDERS = load_senders(OPTIONS.templates)
FORGED = "mx.met-police.example; dmarc=pass header.from=met-police.example"


def reason(message) -> str | None:
    unwrapping = Unwrapping(OPTIONS)
    documents = unwrapping.open(bytes(message), "post.eml")
    return not_a_contact(unwrapping.outermost, documents, load_phrases(OPTIONS.templates))


def invitation():
    message = mail("When: Thursday")
    message.add_alternative("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", subtype="calendar")
    return message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (mail(Auto_Submitted="auto-replied"), "auto_reply"),
        (mail(subject="Automatic reply: Referral received"), "auto_reply"),
        (mail(subject="Out of Office: referral"), "auto_reply"),
        (mail(subject="Undeliverable: Thank you", sender="postmaster@nhs.net"), "delivery_report"),
        (invitation(), "calendar"),
        (mail(subject="Accepted: TAF meeting"), "calendar"),
        (mail(List_Unsubscribe="<https://example.org/u>", List_Id="<news.example.org>"), "bulk_mail"),
        (mail("A worry about Amir."), None),
        (mail(Auto_Submitted="auto-generated"), None),
        (mail(subject="Undeliverable: family moved away"), None),
    ],
)
def test_what_a_mail_says_about_itself(message, expected):
    assert reason(message) == expected


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"List_Unsubscribe": "<u>", "List_Id": "<l>"}])
def test_a_mail_that_carries_a_document_is_never_dismissed(headers):
    assert reason(with_file(mail(**headers), b"%PDF-1.4", "form.pdf")) is None


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
