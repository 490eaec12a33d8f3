"""Letters come out as a person would type them, and what a person must look at is doubted."""

import pytest

from extractors.characters import legible, without_look_alikes
from extractors.strokes import left_standing, runs_of, struck
from extractors.values import Found, ValueContext, interpret
from postroom.contact import Status


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Otto\u200bline", "Ottoline"),
        ("Braith\u00adwaite\u2011Hall", "Braithwaite-Hall"),
        ("\uff11\uff14\uff0f\uff10\uff13", "14/03"),
        ("\u0661\u0664", "14"),
        ("Lark\ufb01eld", "Larkfield"),
        ("UB3\u20031ZZ", "UB3 1ZZ"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\U0001d409\U0001d428", "Jo"),
        ("Jo\U000e0041\ufeff\u3164", "Jo"),
        ("\u2611\ufe0f", "\u2611"),
        ("Flat 2\u00b2 \u2026", "Flat 2\u00b2 \u2026"),
        ("\u041e\u043b\u0435\u0433", "\u041e\u043b\u0435\u0433"),
    ],
)
def test_text_is_as_a_person_would_type_it(written, typed):
    assert legible(written) == typed


def test_a_look_alike_among_latin_letters_becomes_latin():
    assert without_look_alikes("Br\u0430ithwaite \u041e\u043b\u0435\u0433") == "Braithwaite \u041e\u043b\u0435\u0433"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("children.surname", "Br\u0430ithwaite", "Braithwaite"),
        ("children.surname", "\u0420\u043e\u0435", "\u0420\u043e\u0435"),
        ("children.school", "\u202eRookery Lane", "Rookery Lane"),
        ("children.postcode", "UB3 1\u0410\u0410", "UB3 1AA"),
        ("children.nhs_number", "943\u041e476 5919", None),
    ],
)
def test_odd_letters_are_never_certain(kind, text, value):
    (leaf,) = [each for name, each in interpret(kind, Found(text), ValueContext()).items() if name in kind]
    assert leaf.status is not Status.CERTAIN
    assert leaf.value == value


def test_a_name_in_its_own_script_stays_as_it_is():
    leaf = interpret("children.surname", Found("\u041e\u043b\u0435\u0433\u043e\u0432\u0430"), ValueContext())["surname"]
    assert (leaf.value, leaf.status) == ("\u041e\u043b\u0435\u0433\u043e\u0432\u0430", Status.CERTAIN)


def test_struck_words_are_no_value():
    wrong, right = struck("Old Mill Academy"), "Rookery Lane School"
    assert interpret("children.school", Found(f"{wrong} {right}"), ValueContext())["school"].value == right
    assert interpret("children.school", Found(wrong), ValueContext())["school"].status is Status.UNREADABLE


@pytest.mark.parametrize(
    "text", ["Yes/" + struck("No"), struck("NO") + " / YES (delete as appropriate)", "Yes " + struck("No")]
)
def test_delete_as_appropriate(text):
    leaf = interpret("consent.consent_to_share", Found(text), ValueContext())["consent_to_share"]
    assert (leaf.value, leaf.status) == ("yes", Status.CERTAIN)


def test_a_narrative_says_that_words_were_struck_out():
    leaf = interpret("reason", Found(f"He {struck('hit')} pushed the child."), ValueContext())["reason"]
    assert (leaf.value, leaf.status) == ("He pushed the child.", Status.CHECK)


def test_a_word_struck_in_part_is_two():
    assert runs_of("Yes/" + struck("No")) == [("Yes/", False), ("No", True)]
    assert left_standing("Yes/" + struck("No") + " now") == "Yes/ now"
