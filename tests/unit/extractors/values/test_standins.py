"""What people write where they have no value is never certain."""

import pytest

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Status

NONE = [
    ("children.nhs_number", ["999 999 9999", "000 000 0000", "111-111-1111", "1234567890"]),
    ("children.date_of_birth", ["01/01/1900", "01/01/1901", "11/11/1111", "31/12/1899"]),
    ("referrer.phone", ["00000 000000", "07000 000000", "07000000000", "01234567890", "99999999999"]),
    ("children.postcode", ["AA1 1AA", "XX1 1XX", "ZZ9 9ZZ"]),
    ("children.surname", ["XX", "XXXX", "Unknown", "TBC", "N/K", "unknown unknown"]),
    ("children.forename", ["xxx", "Unknown", "Not known"]),
    ("children.name", ["Unknown Unknown", "XX XX"]),
    ("referrer.email", ["none@none.com", "noemail@noemail.com", "unknown@school.example"]),
]
SOMEBODYS_OWN = [
    ("children.date_of_birth", "01/01/1995"),
    ("referrer.phone", "07777 777777"),
    ("children.surname", "Doe"),
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NONE for text in texts])
def test_stand_ins_are_no_values(kind, text):
    assert not [leaf for leaf in interpret(kind, Found(text), ValueContext()).values() if leaf.status is Status.CERTAIN]


@pytest.mark.parametrize(("kind", "text"), SOMEBODYS_OWN)
def test_what_may_be_somebodys_own_is_proposed(kind, text):
    (leaf,) = interpret(kind, Found(text), ValueContext()).values()
    assert (leaf.status, leaf.value is None) == (Status.CHECK, False)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("children.nhs_number", "943 476 5919"),
        ("children.surname", "Nunn"),
        ("children.postcode", "AL1 1AA"),
        ("children.forename", "Xavi"),
    ],
)
def test_ordinary_values_stay_certain(kind, text):
    (leaf,) = interpret(kind, Found(text), ValueContext()).values()
    assert leaf.status is Status.CERTAIN
