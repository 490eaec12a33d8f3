"""Letters and mails in running text: who is a child, who is family, and that no place, parent or patient becomes a child."""

import pytest

from tests.unit.extractors.prose.test_prose import read, values


def who(text, **mail):
    (contact,) = read(text, **mail)
    children = [" ".join(filter(None, (v.get("forename"), v.get("surname")))) for v in map(values, contact.children)]
    people = {
        " ".join(filter(None, (v.get("forename"), v.get("surname")))): v.get("relationship")
        for v in map(values, contact.people)
    }
    return children, people


@pytest.mark.parametrize(
    ("text", "children", "people"),
    [
        (
            "I am the GP of Mrs Sarah Jones, 34, of 12 Elm Road, Hayes UB3 4EE. She has two children, Mia (6) and Noah (3).",
            ["Mia", "Noah"],
            {},
        ),
        (
            "We are concerned about a family in Harefield. Leo Marsh, who is seven, came in. His mum Kerry Marsh was late.",
            ["Leo Marsh"],
            {"Kerry Marsh": "mother"},
        ),
        (
            "Elisa Fernandes (15, Year 10) told me. Her step-father Paulo was out.",
            ["Elisa Fernandes"],
            {"Paulo": "step_father"},
        ),
        ("This is about Kai and Skye Lawson. Kai is 12, Skye 9.", ["Kai Lawson", "Skye Lawson"], {}),
        ("We worry about Sarah Jones and her son. Tim Jones is 4.", ["Tim Jones"], {"Sarah Jones": "mother"}),
        (
            "They went to their dad's, Dean Sparks, for the weekend. Freddie Holloway, 8, and Archie Holloway, 5, came back tired.",
            ["Freddie Holloway", "Archie Holloway"],
            {"Dean Sparks": "father"},
        ),
        ("Chelsea Fox is 14, and lives at 3 Ferry Close, Cowley, UB8 2BB.", ["Chelsea Fox"], {}),
        (
            "Ethan Li (born 18 August 2011) lives with his grandmother, Mrs Wong Mei Fong, at Flat 21, Regent House, Hayes, UB3 3NR.",
            ["Ethan Li"],
            {"Wong Mei Fong": "grandparent"},
        ),
    ],
)
def test_children_and_family(text, children, people):
    assert who(text) == (children, people)


def test_a_parent_who_writes_is_one_of_the_people():
    children, people = who(
        "I am the mother of Freddie Holloway, 8, and Archie Holloway, 5. Tracey Holloway",
        name="Tracey",
        address="tracey@example.org",
    )

    assert children == ["Freddie Holloway", "Archie Holloway"]
    assert people == {"Tracey Holloway": "mother"}


def test_a_mail_without_capitals():
    children, people = who(
        "hi im the auntie of tyler and kayleigh smith there mum donna is on heroin again tyler is 13 and kayleigh 11 they live at 9 hilltop court"
    )

    assert children == ["Tyler Smith", "Kayleigh Smith"]
    assert people["Donna"] == "mother"


def test_a_pregnant_woman_is_the_mother_and_her_baby_the_child():
    (contact,) = read("I visited Amina Ali, who is 24 weeks pregnant, EDD 04/03/2027.")

    assert [values(child) for child in contact.children] == [
        {"is_unborn": True, "expected_delivery_date": "2027-03-04"}
    ]
    assert [values(person)["relationship"] for person in contact.people] == ["mother"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Leo Marsh, who is seven, came in late.", 7),
        ("Connor Tandy is in Y6 and is ten, he was tired.", 10),
        ("Elisa Fernandes (15, Year 10) was upset.", 15),
        ("Jay Low is about 4 and was alone.", 4),
    ],
)
def test_ages_in_words_and_figures(text, age):
    (contact,) = read(text)

    assert contact.children[0].age_stated.value == age


@pytest.mark.parametrize(
    "text", ["Re: Tyrone Baker, Year 10\n\nTyrone was upset.", "Re: Alfie Dunn, DOB 10.08.2026, was seen."]
)
def test_a_school_year_or_a_date_is_no_age(text):
    (contact,) = read(text)

    assert "age_stated" not in values(contact.children[0])


def test_the_home_of_a_named_father_is_his():
    (contact,) = read(
        "Freddie Holloway, 8, went to his dad's, Dean Sparks. Dean lives at 7 Moor Lane, Staines. We live at 16 Sutton Court Road, Hillingdon UB10 9HP."
    )

    assert values(contact.children[0])["address"] == "16 Sutton Court Road, Hillingdon, UB10 9HP"
    assert values(contact.people[0])["address"] == "7 Moor Lane, Staines"
