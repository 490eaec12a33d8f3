"""What an admin says of a form's labels becomes a draft that the reader finds nothing wrong with."""

import pytest

from extractors.forms import check_template
from web.template_draft import Unsound, draft, labelled, shipped

CHILD = ("About the child", "Surname", "children.surname")
BORN = ("About the child", "Born", "children.date_of_birth")
MOTHER = ("Family", "Mother's name", "people.forename")
SENDER = ("About the child", "Sent by", "referrer.name")


@pytest.mark.parametrize(
    "rows",
    [
        [CHILD, BORN],
        [CHILD, BORN, MOTHER],
        [CHILD, SENDER, BORN],
        [("", "Surname", "children.surname"), ("", "Sent by", "referrer.name")],
        [CHILD, BORN, ("What worries you", "Tell us", ".reason")],
        [CHILD, BORN, ("", "What worries you", ".reason")],
    ],
)
def test_a_draft_is_a_sound_template(rows):
    text = draft("Riverside Worry Sheet", "other", labelled(rows))

    assert [problem for problem in check_template(text) if problem.hinders] == []


def test_a_child_and_another_person_under_one_heading_are_asked_for_apart():
    rows = labelled([CHILD, ("About the child", "Mother", "people.forename")])

    with pytest.raises(Unsound, match="a child and of another person"):
        draft("Riverside Worry Sheet", "other", rows)


def test_what_is_shipped_has_a_name_and_a_version():
    assert all(each.name and each.version for each in shipped())
