"""What the studio tells an admin about a template that is not sound."""

from __future__ import annotations

import pytest

from extractors.forms import check_template

SOUND = """\
name: small-form
version: 1
identity:
  all: [Small Form]
  labels: 2
reports:
  - {document_type: marf, titles: [Small Form]}
sections:
  - name: child
    heading: Child
    each: children
    fields:
      - {kind: surname, labels: [Surname]}
      - {kind: forenames, labels: [First name]}
  - name: reason
    heading: Reason
    narrative: true
"""


def test_a_sound_template_has_no_problem() -> None:
    assert check_template(SOUND) == []


@pytest.mark.parametrize(
    ("wrong", "line", "what"),
    [
        (SOUND.replace("kind: surname", "kind: sirname"), 13, "no kind of value called “sirname” for children"),
        (SOUND.replace("First name", "Surname"), 14, "“Surname” belongs to surname already"),
        (SOUND.replace("narrative: true", "narrativ: true"), 15, "a key that templates do not have"),
        (SOUND.replace("    narrative: true\n", ""), 9, "no section is the narrative"),
        (SOUND.replace("version: 1", "version: one"), 2, "not of the right shape"),
        (SOUND.replace("heading: Reason", "heading: Child"), 16, "opens the section “child” already"),
        (SOUND.replace("    each: children\n", "    table: true\n"), 11, "`table` needs `each`"),
        (SOUND.replace("labels: [Surname]", "within: '(unclosed'"), 13, "the pattern does not compile"),
        (SOUND + "ethnicity_scheme: martian\n", 18, "no ethnicity scheme called “martian”"),
        ("name: [", 1, "this is not YAML"),
        ("", 0, "not of the right shape"),
    ],
)
def test_problems_are_told_with_their_line(wrong: str, line: int, what: str) -> None:
    problems = check_template(wrong)
    assert any(problem.line == line and what in problem.what for problem in problems), problems


def test_no_and_yes_are_words() -> None:
    assert check_template(SOUND.replace("labels: [Surname]", "labels: [Surname, No, Yes, On]")) == []
