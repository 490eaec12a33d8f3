"""Names made comparable, and how alike two words are."""

import pytest

from matching.evidence import mother_fit, names_fit
from matching.likeness import Likeness, at_least, likeness, weighed
from matching.names import family_words, fold, given_words, is_marked, sounds, spelt
from matching.standard import from_query, mother_fields
from postroom.matching import ChildQuery


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
        ("bohclan", "bohdan", Likeness.NEAR),
        ("ai", "ae", Likeness.NEAR),
        ("ai", "mu", Likeness.DIFFERENT),
        ("millie", "mia", Likeness.DIFFERENT),  # both may be short for Amelia
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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("aisha", "anisha", Likeness.DIFFERENT),  # listed, whatever the register holds
        ("ella", "aaliyah", Likeness.DIFFERENT),  # alike in sound only
        ("zorwin", "zarwan", Likeness.DIFFERENT),  # in use here, alike in sound only
        ("aisha", "aishq", Likeness.NEAR),
        ("mohammed", "muhammad", Likeness.VARIANT),
        ("yaqoob", "yaqub", Likeness.VARIANT),
        ("henry", "harry", Likeness.VARIANT),
    ],
)
def test_a_forename_that_could_be_another_given_name_is_another(one: str, other: str, expected: Likeness) -> None:
    known = {"ella": 30, "aaliyah": 20, "zorwin": 9, "zarwan": 12}
    assert weighed(one, other, known) is expected


@pytest.mark.parametrize(
    ("one", "other"), [("sophia", "sofia"), ("kareem", "karim"), ("leyla", "layla"), ("xasan", "hassan")]
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelt(one) == spelt(other)


def test_spellings_of_two_names_differ() -> None:
    assert spelt("elena") != spelt("elina")
    assert spelt("sara") != spelt("zara")


def child(**said: str) -> ChildQuery:
    return ChildQuery("q", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "held"),
    [
        (child(forename="Hao", surname="Ma"), child(forename="Ma Hao", surname="Ma")),
        (child(forename="Dunya", surname="Al-Jubouri"), child(forename="AL-JUBOURI, Dunya")),
        (child(forename="Crina", surname="Dobre"), child(forename="Crina Dobre", surname="Dobre")),
        (child(forename="Northam", surname="Albie"), child(forename="Albie", surname="Northam")),
        (child(forename="Farzana", middle_names="Sharmin", surname="Alam"), child(forename="Sharmin", middle_names="Farzana", surname="Alam")),
    ],
)  # fmt: skip
def test_one_name_in_other_boxes_is_the_same_name(said: ChildQuery, held: ChildQuery) -> None:
    fits = names_fit(from_query(said, "2026-11-22"), from_query(held, "2026-11-22"), {})
    assert all(at_least(fit, Likeness.VARIANT) for fit in fits)


def test_a_name_is_not_exchanged_when_another_is_left_over() -> None:
    lone, brother = child(forename="Ismail"), child(forename="Ali", middle_names="Mohamud", surname="Ismail")
    assert names_fit(from_query(lone, "2026-11-22"), from_query(brother, "2026-11-22"), {})[0] is Likeness.DIFFERENT


def test_one_name_in_both_boxes_is_one_name() -> None:
    assert from_query(child(forename="Gulab", surname="Gulab"), "2026-11-22").family == ()


@pytest.mark.parametrize("written", ["Feven Tesfay", "Tesfay Feven", "TESFAY, Feven", "Mrs Feven Tesfay"])
def test_a_mother_is_the_same_in_any_order(written: str) -> None:
    said = from_query(child(forename="Abel"), "2026-11-22")._replace(**mother_fields("Feven", "Tesfay"))
    assert mother_fit(said, said._replace(**mother_fields(written))).value == "agrees"


@pytest.mark.parametrize("text", ["محمد علي", "Иван", "李小龍", "x" * 500, "\u0000\u200b", "💥"])
def test_other_scripts_and_long_names_are_folded_without_an_error(text: str) -> None:
    assert isinstance(fold(text), str)
    assert all(isinstance(heard, str) for word in given_words(text) for heard in sounds(word))
