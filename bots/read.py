"""Read: unwraps and reads a kept message in a process that can be killed, and stores what was found."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from bots import templates
from bots.envelope import attachments_in
from bots.pages import keep_pages
from bots.scanning import scanned
from bots.steps import step
from bots.unlocking import unlocked
from extractors.isolation import read_isolated
from extractors.options import ReadOptions
from postroom.contact import Disposition, Reading
from postroom.errors import NotSetUp
from postroom.states import MailState
from records import store
from records.models import MailMessage

ROBOT = store.Actor.robot("reader")
NAME = "message.eml"  # the mailbox gives messages no names


@step("read", MailMessage, MailState.STORED)
def read(mail: MailMessage) -> None:
    """The same bytes are never read twice: a repeat is linked to the first."""
    if mail.scan == "infected":
        store.hold(mail, "infected", ROBOT)
        return
    if (first := store.first_of_same_bytes(mail)) and not mail.read_anyway:
        store.link_repeat(mail, first, ROBOT)
        return
    check_set_up()
    raw = store.raw_of(mail)
    if password := store.use_password(mail):
        raw = unlocked(raw, password)
        mail.scan = scanned(raw)  # what was locked could not be looked into before
        if mail.scan == "infected":
            store.hold(mail, "infected", ROBOT)
            return
    reading = trusted(mail, read_isolated(raw, NAME, options()))
    keep_pages(mail, raw, NAME, options())
    mail.attachments = attachments_in(store.raw_of(mail)) + sum(each.name == NAME for each in reading.documents[:1])
    store.take_reading(mail, reading, ROBOT)


def trusted(mail: MailMessage, reading: Reading) -> Reading:
    """Post of a stranger brings no contact into the line until a person vouches for the sender."""
    if reading.reason != "sender_not_trusted":
        return reading
    if mail.trust == "vouched":
        return replace(
            reading,
            disposition=Disposition.CONTACT if reading.contacts else Disposition.HELD,
            reason=None if reading.contacts else "empty",
        )
    return replace(reading, contacts=())


def options() -> ReadOptions:
    """Asked for each piece of post: what an admin published counts from the next one on."""
    anchors = settings.ENVIRONMENT.mail_trust_anchors
    return ReadOptions(
        templates=templates.folder(),
        spacy_model=settings.ENVIRONMENT.spacy_model,
        explain=True,
        trust_anchors=Path(anchors) if anchors else None,
    )


def check_set_up() -> None:
    """Without its language model every document would be held as if it were at fault. Raises NotSetUp."""
    name = settings.ENVIRONMENT.spacy_model
    if find_spec(name) is None and not Path(name).is_dir():
        raise NotSetUp("The language model is not installed: see POSTROOM_SPACY_MODEL.", "reader")


def warm() -> None:
    """Starts the reading process with its libraries before the first message waits for it."""
    check_set_up()
    read_isolated(b"Subject: warm up\r\n\r\nNothing.\r\n", NAME, options())
