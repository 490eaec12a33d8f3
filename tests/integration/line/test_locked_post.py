"""A locked document waits for a person, is read with the password they give, and the password is forgotten."""

import pytest

from postroom.states import MailState
from records import store
from tests.integration.line.conftest import OUR_STAMP, letter
from tests.unit.bots.test_unlocking import PASSWORD, aes_zip, mail_with, word

PERSON = store.Actor.user("tess")


@pytest.mark.parametrize("document", [word(), aes_zip(word())], ids=["word", "word in a zip"])
def test_a_locked_document_is_read_with_the_password_that_a_person_gives(line, document):
    mail, _ = line.collect(stamped(mail_with(document)), letter("The password is " + PASSWORD))
    line.work("reading")
    mail.refresh_from_db()
    assert (mail.state, mail.reason, mail.points.filter(closed_at=None).count()) == (
        MailState.HELD,
        "password_protected",
        1,
    )

    store.read_again(mail, PERSON, password="delphinium")
    line.work("reading")
    mail.refresh_from_db()
    assert (mail.state, mail.password_sealed) == (MailState.HELD, b"")

    store.read_again(mail, PERSON, password=PASSWORD)
    assert PASSWORD.encode() not in bytes(mail.password_sealed)
    line.work("reading")
    mail.refresh_from_db()
    assert (mail.state, bytes(mail.password_sealed)) == (MailState.READ, b"")
    assert not mail.points.filter(closed_at=None, kind="held_mail").exists()


def stamped(raw: bytes) -> bytes:
    """As the council's own server passes it on."""
    return f"Authentication-Results: {OUR_STAMP}\r\nFrom: desk@met.police.uk\r\n".encode() + raw
