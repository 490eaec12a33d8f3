"""How a risk is mentioned. False reassurance is the worst mistake: what is not plainly denied is never "denied"."""

import pytest

from extractors.narrative import annotate
from extractors.options import ReadOptions
from postroom.contact import Contact, Field, Incident, Status

OPTIONS = ReadOptions()


def polarities(text: str, *, start: str = "2026-11-02T10:00") -> list[tuple[str, str]]:
    contact = Contact(reason=Field(text, Status.CERTAIN), incident=Incident(start=Field(start, Status.CERTAIN)))
    return [(each.code, each.polarity) for each in annotate(contact, OPTIONS).indicators]


@pytest.mark.parametrize(
    "text",
    [
        "There were no concerns re neglect and no hazards were seen.",
        "There is no evidence of neglect, physical abuse, sexual abuse or emotional abuse.",
        "Mother denied drug use, alcohol misuse and domestic violence.",
        "Denies self harm, suicidal thoughts, drug use and alcohol misuse.",
        "There has never been any domestic violence, self-harm or drug use in the home.",
        "No drugs, alcohol, weapons or signs of domestic violence were found.",
        "Neither child has bruises, burns or other injuries.",
        "The child did not appear hungry, dirty or neglected.",
        "Depression, anxiety and self-harm were all ruled out.",
        "Sexual abuse was ruled out by the paediatrician.",
        "A child protection medical was not thought to be required.",
        "Allegations of domestic abuse were unfounded.",
        "Domestic violence: none. Drug use: nil.",
        "Domestic violence is not a concern.",
        "Nobody has been cruel to him.",
        "No one has hit the child.",
        "He says that he does not want to die.",
        "She said that he has not touched Bianca.",
        "He isn't abusive and he doesn't drink, he just can't manage.",
        "I am not saying that he hurts them on purpose.",
        "He is not at risk of harm from her.",
        "No previous history of self-harm.",
    ],
)
def test_denied_and_each_member_of_a_list_under_one_denial(text):
    assert {polarity for _, polarity in polarities(text)} == {"denied"}


@pytest.mark.parametrize(
    "text",
    [
        "She does not cope and smokes cannabis.",
        "Mother was drunk and the children were not seen.",
        "She is not only drunk but uses heroin.",
        "He did not deny hitting the child.",
        "Mother did not stop hitting the child.",
        "Mother never tried to stop dad hitting the child.",
        "Nobody protects the child from domestic violence.",
        "Mother, without supervision, was drunk.",
        "There are not enough beds and the children are neglected.",
        "Mother is not coping and there is domestic violence.",
        "The history does not fit the injury.",
        "He could not explain his bruises.",
        "The children did not witness the domestic abuse.",
        "He wasn't there when mum was drunk.",
        "No further domestic violence was reported.",
        "Sexual abuse has not been ruled out.",
        "Neglect cannot be ruled out.",
        "Father has been smoking cannabis since 2019.",
        "No concerns. Physical abuse disclosed.",
        "She has no family support and uses heroin.",
    ],
)
def test_what_is_not_plainly_denied_is_not_called_denied(text):
    found = polarities(text)

    assert found
    assert "denied" not in {polarity for _, polarity in found}
    assert "historical" not in {polarity for _, polarity in found}


@pytest.mark.parametrize(
    "text",
    [
        "Cannabis use has stopped.",
        "Mum has stopped using heroin.",
        "Dad stopped drinking in 2020.",
        "Dad hit the child in 2019.",
        "There was domestic abuse in 2018 but the couple have separated.",
        "She is no longer self-harming.",
        "There is no longer any domestic violence.",
        "Mother has a history of depression but is well now.",
    ],
)
def test_what_is_over(text):
    assert {polarity for _, polarity in polarities(text)} == {"historical"}


def test_what_came_back_is_not_over():
    assert ("1B", "historical") not in polarities("Mum used to be drunk and is drinking heavily again.")[-1:]


def test_a_year_is_long_ago_only_for_a_later_report():
    assert {polarity for _, polarity in polarities("Dad hit the child in 2019.", start="2019-12-01T10:00")} == {
        "affirmed"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No bruises or burns were seen and mother was drunk.", [("18C", "denied"), ("1B", "affirmed")]),
        ("He does not have bruises; he has burns.", [("18C", "denied"), ("18C", "affirmed")]),
        ("No bruises on his arms, but a burn on his leg.", [("18C", "denied"), ("18C", "affirmed")]),
        ("We think he may be carrying drugs for older boys.", [("24A", "possible")]),
    ],
)
def test_each_statement_of_a_sentence_for_itself(text, expected):
    assert polarities(text) == expected


@pytest.mark.parametrize("text", ["Archie touched the oven.", "Dad shook the bottle.", "He bit into an apple."])
def test_what_is_done_to_a_thing_is_no_risk(text):
    assert polarities(text) == []
