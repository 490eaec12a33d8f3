"""A proposed map: what is known becomes a line, what is not a remark, and no robot ever presses what is final."""

import pytest
import yaml

from filling.drawing.command import TEMPLATES
from filling.drawing.inventory import PageSeen, SeenField, Twins
from filling.drawing.proposal import final_button, load_lists, load_vocabulary, propose, save_button
from filling.drawing.rehearsing import invented_record
from filling.drawing.writing import Part, written
from filling.map import screenmap

VOCABULARY = load_vocabulary(TEMPLATES / "codes" / "labels.yaml")
LISTS = load_lists(TEMPLATES / "codes")


def seen(label, kind="text", *options, required=False, longest=None):
    return SeenField(label, kind, tuple(options), required, longest, None)


def proposed(*fields):
    return propose(fields, VOCABULARY, LISTS, set())


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("First name(s)", "child.forename"),
        ("Child's surname", "child.surname"),
        ("D.O.B", "child.date_of_birth"),
        ("Source of contact", "contact.source_code"),
        ("Reason for contact *", "contact.reason"),
        ("Notes for the team", None),
    ],
)
def test_a_label_is_known_by_its_words(label, path):
    (found,) = proposed(seen(label))

    assert found.path == path


def test_a_path_is_proposed_once_but_for_the_two_boxes_of_a_moment():
    assert [one.path for one in proposed(seen("Surname"), seen("Last name"))] == ["child.surname", None]
    moment = proposed(seen("Incident date", "date"), seen("Incident time", "time"))
    assert [one.path for one in moment] == ["contact.incident.start"] * 2


def test_a_list_that_does_not_offer_the_council_s_texts_is_told():
    (found,) = proposed(seen("Gender", "select", "", "Male", "Female"))

    assert (found.codes, found.lacks) == ("contact/gender", ("Unknown",))


def test_only_a_file_box_takes_attachments():
    assert [one.path for one in proposed(seen("Document"), seen("Document", "file"))] == [None, "attachments"]


@pytest.mark.parametrize(
    ("buttons", "save", "final"),
    [
        (("Cancel", "Save draft", "Finalise contact"), "Save draft", "Finalise contact"),
        (("Save", "Save and finish later"), "Save and finish later", None),
        (("Save and submit", "Save"), "Save", "Save and submit"),
        (("Send",), None, "Send"),
        ((), None, None),
    ],
)
def test_the_button_that_saves_is_never_one_that_makes_final(buttons, save, final):
    assert (save_button(buttons), final_button(buttons)) == (save, final)


def map_of(tmp_path, *fields, buttons=("Save draft",), twins=()):
    part = Part(None, PageSeen("Contact", fields, twins, buttons), proposed(*fields))
    path = tmp_path / "drawn.yaml"
    path.write_text(written({"screen": "drawn", "version": 1, "url": "http://127.0.0.1:1/"}, [part]), encoding="utf-8")
    return path, part


def test_what_is_written_is_a_map_that_loads_and_tells_what_is_open(tmp_path):
    fields = (
        seen("Surname", longest=255),
        seen("Yes: or no?", "radio", "Yes", "No", required=True),
        seen("Method of contact", "select", "", "Email", "Fax"),
        SeenField(None, "text", (), False, None, "txt17"),
    )
    path, _ = map_of(tmp_path, *fields, buttons=("Save draft", "Finalise"), twins=(Twins("Name", 2, ("Child",)),))
    text = path.read_text()

    assert screenmap.load(path).name == "drawn"
    assert yaml.safe_load(text)["submit"] == {"button": "Finalise", "allowed": False}
    assert yaml.safe_load(text)["form"][0]["fill"]["Method of contact"] == {"text": "Email"}
    for remark in ("at most 255 characters", "Yes | No", "txt17", "2 fields answer to 'Name'", "within: Child"):
        assert remark in text


def test_a_rehearsal_s_record_has_a_value_for_each_path_and_picks_no_outcome(tmp_path):
    _, part = map_of(
        tmp_path, seen("Surname"), seen("Date of birth"), seen("Contact outcome", "select", "Send to MASH")
    )

    assert invented_record([part]) == {
        "mark": "PR-REHEARSAL",
        "child": {"surname": "Braithwaite-Sample", "date_of_birth": "2015-03-14"},
    }
