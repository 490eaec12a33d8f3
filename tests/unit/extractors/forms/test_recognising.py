"""Which template reads which pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms import load_templates, read_with, read_with_template, try_template
from extractors.sheets import sheets_of_text
from postroom.contact import Status
from postroom.errors import Misconfigured, SeveralTemplatesFit
from tests.unit.extractors.forms.golden import MEDIA_TYPES, pairs
from tests.unit.extractors.forms.test_checking import SOUND

FORM = """\
Small Form

Child

Surname: O'NEILL
First name: Niamh

Reason

Niamh was seen at school.
"""


def _pair(name: str):
    return next(pair for pair in pairs() if f"{pair.template}/{pair.form.name}" == name)


def test_a_letter_fits_no_template_and_every_template_says_why() -> None:
    reading = read_with_template(sheets_of_text("Dear Hub,\n\nplease see our concerns.\n\nYours"))
    assert reading.template is None
    assert reading.contacts == ()
    assert len(reading.explanation) == len(load_templates())
    assert all("does not fit: “" in line for line in reading.explanation)


def test_two_templates_that_fit_stop_the_reading() -> None:
    pair = _pair("met-merlin-text/acn.pdf")
    template = next(each for each in load_templates() if each.name == pair.template)
    twins = (template, replace(template, name="a-copy"))
    with pytest.raises(SeveralTemplatesFit, match="met-merlin-text@1, a-copy@1"):
        read_with(twins, pair.sheets())


def test_two_reports_in_one_file_are_two_contacts_and_never_mixed() -> None:
    pair = _pair("met-merlin-grid/two-reports.pdf")
    contacts = read_with_template(pair.sheets()).contacts
    references = [contact.agency_reference.value for contact in contacts if contact.agency_reference]
    assert references == [said["agency_reference"] for said in pair.truth["contacts"]]
    assert [len(contact.children) for contact in contacts] == [len(said["children"]) for said in pair.truth["contacts"]]


def test_pages_out_of_another_form_are_not_read_with_this_one() -> None:
    pair = _pair("send-health-notification/twins.pdf")
    others = [template for template in load_templates() if template.name != pair.template]
    assert read_with(others, pair.sheets()).template is None


def test_an_admin_can_try_a_template_on_a_document() -> None:
    reading = try_template(SOUND, FORM.encode(), "text/plain")
    assert reading.template == "small-form@1"
    child = reading.contacts[0].children[0]
    assert child.surname is not None
    assert (child.surname.value, child.surname.status) == ("O'Neill", Status.CERTAIN)
    assert any("children.surname: by the label “Surname:”" in line for line in reading.explanation)


def test_a_template_that_is_not_sound_is_not_tried() -> None:
    with pytest.raises(Misconfigured):
        try_template("name: x", FORM.encode(), "text/plain")


def test_the_media_types_of_the_pairs_are_known() -> None:
    assert {pair.form.suffix for pair in pairs()} <= set(MEDIA_TYPES)
