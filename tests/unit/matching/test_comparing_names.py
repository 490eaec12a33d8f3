"""Names made comparable, and how alike two words are."""

import pytest

from matching.likeness import Likeness, likeness, weighed
from matching.names import family_words, fold, given_words, is_marked, sounds


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Al-Hassan", ("hassan",)),
        ("AlHassan", ("hassan",)),
        ("Almousawi", ("mousawi",)),
        ("O'Neill", ("neill",)),
        ("O’ Brien", ("brien",)),
        ("Mac Inerney", ("inerney",)),
        ("MacInerney", ("inerney",)),
        ("Łącka-Şahin", ("lacka", "sahin")),
        ("bin Khalid", ("khalid",)),
        ("Unknown", ()),
        ("Do", ("do",)),
    ],
)
def test_a_surname_is_compared_without_particles_and_accents(written: str, compared: tuple[str, ...]) -> None:
    assert family_words(written) == compared


@pytest.mark.parametrize("written", ["Baby of Rachel", "Unborn baby", "UB", "FNU", "Twin 2", "", "???"])
def test_a_placeholder_is_no_forename(written: str) -> None:
    assert given_words(written) == ()


@pytest.mark.parametrize(
    "written", ["DUPLICATE Ama", "Doyle (DUPLICATE)", "Samra DO NOT USE", "ZZTEST", "Test", "Fenwell do-not-use"]
)
def test_marked_records_are_told_by_their_names(written: str) -> None:
    assert is_marked(written)


@pytest.mark.parametrize("written", ["Tester", "Usher", "Dupont", "Testino", ""])
def test_real_names_are_not_taken_for_marks(written: str) -> None:
    assert not is_marked(written)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("amina", "amina", Likeness.SAME),
        ("mohammed", "muhammad", Likeness.VARIANT),
        ("yousef", "yusuf", Likeness.VARIANT),
        ("xaliimo", "halima", Likeness.VARIANT),
        ("katarzyna", "kasia", Likeness.VARIANT),
        ("harpreet", "harpeet", Likeness.NEAR),
        ("nadeern", "nadeem", Likeness.NEAR),
        ("m", "marlon", Likeness.INITIAL),
        ("hassan", "hussain", Likeness.DIFFERENT),
        ("sukhdeep", "kuldeep", Likeness.DIFFERENT),
        ("ali", "isa", Likeness.DIFFERENT),
    ],
)
def test_likeness_of_two_words(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_two_names_in_common_use_are_two_names_and_a_rare_spelling_is_a_slip() -> None:
    known = {"amir": 40, "amar": 30, "harpreet": 400, "harpret": 3}
    assert weighed("amir", "amar", known) is Likeness.DIFFERENT
    assert weighed("harpreet", "harpret", known) is not Likeness.DIFFERENT


@pytest.mark.parametrize("text", ["محمد علي", "Иван", "李小龍", "x" * 500, "\u0000\u200b", "💥"])
def test_other_scripts_and_long_names_are_folded_without_an_error(text: str) -> None:
    assert isinstance(fold(text), str)
    assert all(isinstance(heard, str) for word in given_words(text) for heard in sounds(word))
