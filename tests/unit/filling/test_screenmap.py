"""Screen maps: those that are shipped load, and a mistake is told with its line and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from filling.map import screenmap
from postroom.errors import Misconfigured

ROOT = Path(__file__).parents[3]
MAPS = [*(ROOT / "templates" / "screens").glob("*.yaml"), *(ROOT / "tests" / "functional" / "filling").glob("*.yaml")]
GOOD = "screen: one\nurl: http://127.0.0.1/\nform:\n  - fill:\n      Surname: child.surname\n"


def refusal(tmp_path, text):
    path = tmp_path / "map.yaml"
    path.write_text(text)
    with pytest.raises(Misconfigured) as refused:
        screenmap.load(path)
    return refused.value.reason


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name)
def test_every_map_loads(path):
    assert screenmap.load(path).form


def test_an_address_of_a_host_alone_keeps_the_maps_path(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(GOOD.replace("127.0.0.1/", "127.0.0.1/enquiry"))

    assert screenmap.load(path, "http://127.0.0.1:9").url == "http://127.0.0.1:9/enquiry"


def test_a_date_may_be_laid_out_in_letters(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(GOOD + "      Born: {value: child.date_of_birth, format: dd-mm-yyyy}\n")

    assert screenmap.load(path).form[0].action.fields[1].format == "%d-%m-%Y"


def test_another_address_takes_the_maps_place(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(GOOD)

    assert screenmap.load(path, "http://127.0.0.1:9/").url == "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the map is empty"),
        ("a: [b", "this is not YAML"),
        ("screen: one\nform: []\n", "line 1: 'url' is missing"),
        (GOOD + "saev: Save\n", "line 6: 'saev' is not known here (did you mean 'save'?)"),
        (GOOD + "  - pres: Save\n", "line 6: 'pres' is not known here (did you mean 'press'?)"),
        (GOOD + "      Forename: 3\n", "line 6: Forename: expected text or a table"),
        (GOOD + "      Forename: {text: a, value: b}\n", "line 6: expected one of value, text, secret, one_time_code"),
        (
            GOOD + "      Forename: {value: a, when_filled: never}\n",
            "line 6: when_filled: 'never' is not known; expected one of: stop, keep, replace",
        ),
        (
            GOOD + "      Grade: {value: a, codes: contact/grades}\n",
            "line 6: contact.yaml has no list 'grades'; expected one of: categories",
        ),
        (GOOD + "      Grade: {value: a, codes: nowhere/grades}\n", "line 6: there is no code list file nowhere.yaml"),
        (GOOD + "      Surname: child.forename\n", "line 6: 'Surname' stands here twice"),
        (GOOD + "  - press: Save\n    go: Next\n", "line 6: expected exactly one kind of step here, found: press, go"),
        (GOOD + "reference: {url: 'contact/[0-9]+'}\n", "line 6: expected one pair of brackets"),
        (GOOD + "      Born: {value: a, format: short}\n", "line 6: 'short' says no way to write a date"),
        (
            GOOD + "      Name: {value: {child.surname}}\n",
            "found a table (name: value) (text with {paths} needs quotation",
        ),
        (GOOD + "  - click: Next\n", "line 6: 'click' is not known here (did you mean 'press'?)"),
        (
            GOOD + "    when: child.sex == M\n",
            "line 6: when: 'child.sex == M' does not do; expected a path and nothing more",
        ),
        (GOOD + "mark: ref\n", "line 6: no field of the form holds our own mark; expected one with 'ref'"),
        (GOOD + "read_back: []\n", "line 6: read_back needs a way to the saved record"),
        (GOOD + "look_first: {steps: [], row: a, none: b}\n", "line 6: look_first needs our own mark"),
        (GOOD + "mark: [ref, day]\n", "line 6: no field of the form holds our own mark; expected one with 'ref'"),
        (GOOD + "mark: mark\nlook_first: {steps: [], row: a}\n", "line 7: expected `none:` or `list:`"),
        (GOOD + "after_save: []\n", "line 6: after_save goes on where save ends; expected `save:` too"),
        (GOOD + "  - go: {link: Open, barred: Merged}\n", "line 6: barred: says which rows are not to be chosen"),
        (GOOD.replace("http://", ""), "does not do; expected an address that begins with http:// or https://"),
        (GOOD + "  - rows: {over: people, fill: {Name: item.name}}\n", "line 6: rows: 'add' is missing"),
        (GOOD + "  - letters: {field: Letter, secret: WORD}\n", "line 6: expected {n} (3) or {nth} (3rd) in the label"),
        (
            GOOD + "person_search: {steps: [], results: {columns: {case_id: No}, none: none, merged: 'Merged ('}}\n",
            "line 6: this is no regular expression",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, told):
    assert told in refusal(tmp_path, text)


def test_a_map_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Misconfigured, match="cannot be read"):
        screenmap.load(tmp_path / "none.yaml")


def test_an_address_of_the_command_is_looked_at_too(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(GOOD)

    with pytest.raises(Misconfigured, match="'nowhere' is no address"):
        screenmap.load(path, "nowhere")


def test_yes_and_no_are_words(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(GOOD + "      Seen: {value: a, codes: [Yes, No]}\n      Alone: {value: b, required: true}\n")

    _, seen, alone = screenmap.load(path).form[0].action.fields

    assert [text for _, text in seen.codes.entries] == ["Yes", "No"]
    assert alone.required is True
