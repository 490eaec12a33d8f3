"""Plain mails: what is found, whose it is, and that running text is never certain."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.options import TEMPLATES
from extractors.post.chain import part_text
from extractors.post.facts import MailFacts
from extractors.post.phrases import load_phrases
from extractors.prose import children_told, read_prose
from extractors.sheets import sheets_of_text
from postroom.contact import Status

SENT = datetime(2026, 11, 10, 9, 30)


def read(text, *, subject="", name="", address=""):
    mail = MailFacts(name, address, subject, SENT, part_text(text, load_phrases(TEMPLATES), sender_name=name))
    return read_prose(sheets_of_text(mail.text.new), mail)


def values(group):
    return {name: leaf.value for name, leaf in group.leaves() if leaf.value is not None}


REFERRAL = """Dear all,

I am writing to refer Aisha Begum (dob 12.3.2018) and her brother Yusuf Begum (dob 4.5.2020), both pupils at Grange Park Primary School.
They live at Flat 3, 12 High Street, Hayes UB3 1AA with their mum Nasreen Begum (tel 07700 900123). Dad, Tariq Begum, lives at
99 Other Road, Southall, UB1 2AA. Mum has been informed of this referral and has given consent.

Best wishes,

Jo Smith
Designated Safeguarding Lead
Grange Park Primary School
020 7946 0001
"""


def test_children_people_and_their_own_homes():
    (contact,) = read(REFERRAL)
    assert [values(child) for child in contact.children] == [
        {
            "forename": "Aisha",
            "surname": "Begum",
            "date_of_birth": "2018-03-12",
            "school": "Grange Park Primary School",
            "address": "Flat 3, 12 High Street, Hayes, UB3 1AA",
            "postcode": "UB3 1AA",
        },
        {
            "forename": "Yusuf",
            "surname": "Begum",
            "date_of_birth": "2020-05-04",
            "address": "Flat 3, 12 High Street, Hayes, UB3 1AA",
            "postcode": "UB3 1AA",
        },
    ]
    assert [values(person) for person in contact.people] == [
        {"forename": "Nasreen", "surname": "Begum", "relationship": "mother", "phone": "+447700900123"},
        {
            "forename": "Tariq",
            "surname": "Begum",
            "relationship": "father",
            "address": "99 Other Road, Southall, UB1 2AA",
            "postcode": "UB1 2AA",
        },
    ]
    assert values(contact.consent) == {"consent_to_share": "yes", "parents_aware": "yes"}
    assert values(contact.referrer) == {
        "name": "Jo Smith",
        "role_title": "Designated Safeguarding Lead",
        "organisation": "Grange Park Primary School",
        "phone": "+442079460001",
    }


def test_nothing_in_running_text_is_certain():
    (contact,) = read(REFERRAL)
    certain = [path for path, leaf in contact.every_leaf() if leaf.status is Status.CERTAIN]
    assert certain == ["document_type"]


def test_labelled_lines_count_as_labels():
    (contact,) = read(
        "Name: KHAN, Sara\nDOB: 01/02/2014\nAddress: 4 Low Road\n  Hayes\n  UB3 2BB\nMother: Amina Khan 07700 900222\nFather: N/K\n\nSara came in upset."
    )
    child = contact.children[0]
    assert values(child) == {
        "forename": "Sara",
        "surname": "Khan",
        "date_of_birth": "2014-02-01",
        "address": "4 Low Road, Hayes, UB3 2BB",
        "postcode": "UB3 2BB",
    }
    assert child.date_of_birth.status is Status.CERTAIN
    assert [values(person) for person in contact.people] == [
        {"forename": "Amina", "surname": "Khan", "relationship": "mother", "phone": "+447700900222"}
    ]


def test_the_shortest_concern():
    (contact,) = read("Pls see concerns re Amir, yr 4, Grange")
    assert values(contact.children[0]) == {"forename": "Amir", "school": "Grange"}


def test_two_families_never_mix():
    text = "1)\n\nWe worry about Ann Lee, dob 1/2/2015, home address 4 Low Road, Hayes, UB3 2BB.\n\n2)\n\nWe worry about Bo Fox, dob 3/4/2016, home address 9 Mill Lane, Hayes, UB3 9ZZ.\n"
    first, second = read(text)
    assert (first.children[0].postcode.value, second.children[0].postcode.value) == ("UB3 2BB", "UB3 9ZZ")
    assert "Bo" not in str(first.reason.value)
    assert len(first.children) == len(second.children) == 1


def test_a_numbered_list_about_one_family_stays_one_contact():
    (contact,) = read("We worry about Ann Lee.\n1) She is late.\n2) She is tired.")
    assert len(contact.children) == 1


def test_the_place_of_an_incident_and_a_fathers_house_are_not_the_home():
    (contact,) = read(
        "There was an incident at 12 Church Street, Uxbridge, UB8 4AA. A child called Daniel O'Connor was seen there."
    )
    assert "address" not in values(contact.children[0])


@pytest.mark.parametrize(
    "text",
    ["Her two children aged 4 and 7 were seen alone.", "She was with her three kids, 1, 4 and 7, in the street."],
)
def test_children_of_whom_only_ages_are_said_are_not_lost(text):
    (contact,) = read(text)
    assert [child.age_stated.value for child in contact.children][-2:] == [4, 7]


def test_an_unborn_child_is_a_child():
    (contact,) = read("I would like to notify you of an unborn baby. Mother is Kelly Jones, EDD 12/02/2027.")
    assert values(contact.children[0]) == {"is_unborn": True, "expected_delivery_date": "2027-02-12"}


def test_sender_and_signature_that_agree_are_sure_and_a_forwarder_is_not_the_referrer():
    (own,) = read(
        "We worry about Ann Lee.\n\nKind regards,\n\nTom Hale\nSchool Nurse", name="Tom Hale", address="tom@nhs.net"
    )
    (passed_on,) = read(
        "We worry about Ann Lee.\n\nKind regards,\n\nTom Hale\nSchool Nurse",
        name="Duty Officer",
        address="duty@council.example",
    )
    assert (own.referrer.name.value, own.referrer.name.status) == ("Tom Hale", Status.CERTAIN)
    assert passed_on.referrer.name.value == "Tom Hale"
    assert passed_on.referrer.email is None


@pytest.mark.parametrize(
    ("text", "children"),
    [
        (
            "A family on my caseload: Harpreet Kaur (4) and Jaskaran Singh (7) live with mum Simran Kaur.",
            [("Harpreet", 4), ("Jaskaran", 7)],
        ),
        ("We spoke with Jordan Pinnock today (he's 13). Jordan's mum Abena Mensahene rang.", [("Jordan", 13)]),
        (
            "Tyler Hartnell is a 9 year old boy in Year 5. He lives with his grandmother, Poppy Hartnell.",
            [("Tyler", 9)],
        ),
        ("Child 1: Ann Lee, 01/02/2015\nChild 2: Bob Lee, 03/04/2017\nMother: Sue Lee", [("Ann", None), ("Bob", None)]),
        ("Amir Khan's behaviour has changed. He told his teacher that he is afraid.", [("Amir", None)]),
    ],
)
def test_ways_of_naming_children(text, children):
    (contact,) = read(text)
    assert [
        (child.forename.value, child.age_stated.value if child.age_stated else None) for child in contact.children
    ] == children


def test_a_number_belongs_to_the_relation_written_before_it():
    (contact,) = read(
        "We worry about Zac Lee. He lives with his mother, Niamh Lee, and his father, Declan Lee. Mum's mobile is 07700 900111."
    )
    assert {person.relationship.value: person.phone.value if person.phone else None for person in contact.people} == {
        "mother": "+447700900111",
        "father": None,
    }


def test_a_neighbour_who_stays_anonymous():
    (contact,) = read(
        "The children next door are left alone. They are about 3 and 5 and live at 12 Orchard Mews, Hayes, UB4 1PF. I wish to remain anonymous."
    )
    assert [values(child) for child in contact.children] == [
        {"age_stated": age, "address": "12 Orchard Mews, Hayes, UB4 1PF", "postcode": "UB4 1PF"} for age in (3, 5)
    ]
    assert (contact.source_code.value, contact.source_code.status) == ("9", Status.CHECK)


@pytest.mark.parametrize("text", ["Bundle attached.", "Please see attached.", "For triage please.", "", "   "])
def test_a_covering_note_is_no_contact(text):
    assert read(text, subject="Documents") == []


@pytest.mark.parametrize(
    ("sentence", "aware", "consent"),
    [
        ("Mum is aware of this email but has not consented to information being shared.", "yes", "no"),
        ("Parents are not aware of this email and consent to share has not been sought.", "no", "not_sought"),
        ("I have spoken to mum and she has given her consent.", "yes", "yes"),
        ("We have not told the parents.", "no", None),
        ("Dad refused consent.", None, "no"),
    ],
)
def test_who_knows_and_who_agreed(sentence, aware, consent):
    (contact,) = read(f"We worry about Ann Lee. {sentence}")
    said = values(contact.consent)
    assert (said.get("parents_aware"), said.get("consent_to_share")) == (aware, consent)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_or_is_certain(text):
    for contact in read(text, subject=text[:40]):
        assert all(
            leaf.status is not Status.CERTAIN or path == "document_type" or ":" in text or "=" in text or "\t" in text
            for path, leaf in contact.every_leaf()
        )


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ("VIW1 stated that her two kids, 4 and 7, were asleep upstairs.", [{"age_stated": 4}, {"age_stated": 7}]),
        ("She lives with her daughter Amina (7).", [{"forename": "Amina", "age_stated": 7}]),
        ("There are no children in the household. She denied that her son (34) had been there.", []),
        ("She agreed to a referral to adult social care. This is for information for CSC.", []),
    ],
)
def test_children_of_whom_only_a_form_s_narrative_tells_are_proposed(account, told):
    children = children_told(account, None)
    assert [{name: leaf.value for name, leaf in child.leaves() if leaf.value is not None} for child in children] == told
    assert not [leaf for child in children for _, leaf in child.leaves() if leaf.status is Status.CERTAIN]
