"""Words of the post that nothing was made of: an open point with its place on the page, settled by looking, and in the chain."""

import pytest
from django.urls import reverse

from postroom.contact import Disposition, DocumentFacts, Reading, Role
from postroom.places import Unexplained
from records import store
from records.models import AuditEvent, OpenPoint, SealedFile
from records.unread import path_of, place_in
from tests import factories

pytestmark = pytest.mark.django_db
TABLE = Unexplained(1, 41, (72.0, 300.0, 500.0, 380.0), "Agency Name Role", document=0)
LETTER = Unexplained(None, 12, None, "Mum told me at the gate", document=1)


@pytest.fixture
def tessa(client):
    client.force_login(factories.account("tessa", "triage"))
    return client


def contact_with(*places):
    found, picture = factories.merlin()
    facts = (
        DocumentFacts("merlin.pdf", "application/pdf", Role.PRIMARY, pages=1),
        DocumentFacts("note.docx", "application/msword", Role.SUPPORTING),
    )
    mail = factories.mail()
    reading = Reading(Disposition.CONTACT, None, facts, (found,), unexplained=places)
    (row,) = store.take_reading(mail, reading, factories.READER)
    store.keep_file(mail, SealedFile.Kind.PICTURE, picture, document=0, page=1, media_type="image/png")
    return factories.answered(row)


def unread(row):
    return row.points.filter(kind="unread_words", closed_at=None).order_by("pk")


def test_each_place_is_asked_for_and_lit_up_on_its_page(tessa):
    row = contact_with(TABLE, LETTER)
    page = tessa.get(reverse("contact", kwargs={"ulid": row.ulid})).content.decode()
    table, letter = unread(row)

    assert "41 words on page 1 of merlin.pdf were taken for nothing" in page
    assert "12 words in note.docx were taken for nothing" in page
    assert f'href="#box-point-{table.ulid}"' in page
    assert f'id="box-point-{table.ulid}" x="70.0" y="298.0"' in page
    assert 'href="#page-1-0"' in page
    assert letter.path.endswith("1 - -")


def test_whoever_looked_says_so_without_a_script_and_the_chain_keeps_it(tessa):
    row = contact_with(TABLE)
    point = unread(row).get()
    tessa.post(reverse("point", kwargs={"ulid": row.ulid, "point": point.ulid}))

    assert not unread(row).exists()
    assert OpenPoint.objects.get(pk=point.pk).closed_by == "tessa"
    assert AuditEvent.objects.filter(action="point.unread_words").exists()


def test_the_path_of_a_point_holds_no_word_of_the_post():
    assert place_in(path_of(3, TABLE)) == Unexplained(1, 0, TABLE.bbox, document=0)
    assert place_in(path_of(0, LETTER)) == Unexplained(None, 0, None, document=1)
    assert place_in("children[0].surname") is None
