"""What the studio tells an admin about a template that is not sound: every kind of mistake, with its line, in words that say what to do."""

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
REPORT = "  - {document_type: marf, titles: [Small Form]}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n" for before, here in zip("abcdefgh", "bcdefghi", strict=True)
)


def but(old: str, new: str) -> str:
    """The sound template with one change."""
    assert old in SOUND
    return SOUND.replace(old, new)


MISTAKES = [
    # what is no YAML, or made to do harm
    ("name: [", 1, "a bracket is opened and not closed"),
    ("", 0, "nothing stands here; it must be lines of `key: value`"),
    ("- a\n", 1, "it must be lines of `key: value`"),
    (BOMB, 2, "references (& and *)"),
    ("&a {name: *a, sections: *a}", 1, "references (& and *)"),
    ("[" * 5000, 1, "deep nesting"),
    ("x" * 5_000_000, 0, "at most 100,000 characters"),
    (but("version: 1", "version: 2001-01-99"), 0, "a number or a date that is none"),
    ("!!python/object/apply:os.system ['id']", 1, "`!` begins a word"),
    ("name: \0", 0, "cannot be read"),
    (but("  all", "\tall"), 4, "indent with blanks"),
    (but("[Surname]", "['Surname]"), 17, "a quotation mark is opened and never closed"),
    (but("heading: Reason", "heading: Reason: why"), 16, "a second `: `"),
    (but("    heading: Reason", "     heading: Reason"), 16, "second `: `"),
    # the head
    (but("name: small-form\n", ""), 1, "`name` is missing here"),
    (but("name: small-form", "name: Small Form"), 1, "small letters, digits and hyphens"),
    (but("version: 1\n", ""), 1, "`version` is missing here"),
    (but("version: 1", "version: one"), 2, "it must be a whole number"),
    (but("version: 1", "version: 0"), 2, "must be 1 or more"),
    (but("identity:\n  all: [Small Form]\n  labels: 2\n", ""), 1, "`identity` is missing here"),
    (but("all: [Small Form]", "all: []"), 4, "give at least one"),
    (but("all: [Small Form]", "all: [Form]"), 4, "stand on any form"),
    (but("  labels: 2", "  labels: 2\n  none: [Small form]"), 6, "must be printed and must not be printed"),
    (but("labels: 2", "labels: 7"), 5, "the template has 2: it would never fit"),
    (but("labels: 2", "labels: 1"), 5, "must be 2 or more"),
    (but("reports:\n" + REPORT, ""), 1, "`reports` is missing here"),
    (but("document_type: marf", "document_type: mafr"), 7, "did you mean `marf`?"),
    (but(REPORT, REPORT + "  - {document_type: eha, titles: [small form]}\n"), 8, "stands for two kinds of report"),
    (but(REPORT, REPORT + "  - {document_type: eha}\n"), 7, "each needs its `titles`"),
    (SOUND + "ethnicity_scheme: martian\n", 18, "no ethnicity scheme called “martian”"),
    (SOUND + "fixed: {source_code: '66'}\n", 18, "no referral source “66”"),
    (SOUND + "fixed: {surname: Smith}\n", 18, "it must be one of source_code"),
    (SOUND + "date_order: day_frist\n", 18, "did you mean `day_first`?"),
    (SOUND + "reference: '(unclosed'\n", 18, "pattern"),
    # sections
    (but("narrative: true", "narrativ: true"), 15, "did you mean `narrative`?"),
    (but("    narrative: true\n", "    other_labels: [Reason]\n"), 1, "no section is the narrative"),
    (but("    each: children\n", ""), 12, "give the section `each: children` or `each: people`"),
    (but("each: children", "each: childs"), 11, "did you mean `children`?"),
    (but("    each: children\n", "    table: true\n"), 11, "`table` needs `each`"),
    (but("heading: Reason", "heading: Child"), 16, "opens the section “child” already"),
    (but("name: reason", "name: child"), 15, "two sections called “child”"),
    (
        SOUND.replace("    heading: Reason\n", "").replace("    heading: Child\n", ""),
        14,
        "two sections have no heading",
    ),
    (SOUND + "  - name: more\n    heading: More\n", 18, "reads nothing"),
    (but("each: children\n", "each: children\n    starts: [Name]\n"), 12, "is no label of this section"),
    (but("each: children\n", "each: children\n    other_labels: [Surname]\n"), 12, "is read and not read"),
    # fields
    (but("kind: surname", "kind: sirname"), 13, "“sirname” for children; did you mean `surname`?"),
    (but("{kind: surname, labels", "{labels"), 13, "say what the field holds"),
    (but("surname, labels: [Surname]", "surname"), 13, "say where the value is found"),
    (but("labels: [Surname]", "label: [Surname]"), 13, "did you mean `labels`?"),
    (but("labels: [Surname]", "labels: [Surname], within: 'x(.*)'"), 13, "`labels` or `within`, not both"),
    (but("labels: [Surname]", "labels: []"), 13, "words must stand here"),
    (but("labels: [Surname]", "labels: ['']"), 13, "words must stand here"),
    (but("labels: [Surname]", "labels: 7"), 13, "words must stand here"),
    (but("First name", "Surname"), 14, "“Surname” belongs to surname already"),
    (but("[Surname]}", "[Surname], place: besides}"), 13, "did you mean `beside`?"),
    (but("labels: [Surname]", "within: '(unclosed'"), 13, "pattern"),
    (but("labels: [Surname]", "within: '(a+)+$'"), 13, "could take for ever"),
    (SOUND + "reference: '.*.*.*=.*x'\n", 18, "could take for ever"),
]
VALIDATORS_OWN = ("is not of type", "is a required property", "Additional properties", "is not valid under", "does not match", "is too short", "minimum of", "non-empty")  # fmt: skip


def test_a_sound_template_has_no_problem() -> None:
    assert check_template(SOUND) == []


@pytest.mark.parametrize(("wrong", "line", "what"), MISTAKES, ids=[what[:40] for _, _, what in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_what_to_do(wrong: str, line: int, what: str) -> None:
    problems = check_template(wrong)

    assert any(problem.line == line and what in problem.what for problem in problems), problems
    assert not any(own in problem.what for own in VALIDATORS_OWN for problem in problems)
    assert all(len(problem.what) < 250 for problem in problems)


def test_no_and_yes_are_words() -> None:
    assert check_template(SOUND.replace("labels: [Surname]", "labels: [Surname, No, Yes, On]")) == []
