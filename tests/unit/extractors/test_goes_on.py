"""A value under which words stand that nobody claimed is not certain; one that is whole stays so."""

import pytest

from extractors.general.vocabulary import load_vocabulary
from extractors.goes_on import with_ends_checked
from extractors.options import TEMPLATES
from extractors.sheets.text import sheets_of_text
from postroom.contact import Child, Contact, Field, Method, Status

STREET = "Home address: 119 Long Acre\n"


def _status(text, leaf="address", raw="119 Long Acre", **others):
    said = {leaf: raw, **others}
    child = Child(
        **{name: Field(words, Status.CERTAIN, raw=words, method=Method.LABEL) for name, words in said.items()}
    )
    checked = with_ends_checked(Contact(children=(child,)), sheets_of_text(text), load_vocabulary(TEMPLATES))
    return getattr(checked.children[0], leaf).status


@pytest.mark.parametrize(
    "text",
    [
        STREET + "              Ashmere\n",
        STREET + "Ashmere\nPostcode: HA4 6GP\n",
        "Home address\n119 Long Acre\nAshmere\n",
    ],
)
def test_half_an_address_is_to_be_checked(text):
    assert _status(text) is Status.CHECK


@pytest.mark.parametrize(
    "text",
    [
        STREET + "Postcode: HA4 6GP\n",
        STREET + "\nAshmere is where the family lived before.\n",
        STREET + "School\nBourne Primary\n",
        STREET + "Favourite colour: green\n",
        STREET + "Favourite colour ....green......\n",
    ],
)
def test_what_ends_with_its_line_stays_certain(text):
    assert _status(text) is Status.CERTAIN


def test_words_of_another_value_are_claimed():
    assert _status(STREET + "Bourne Primary\n", school="Bourne Primary") is Status.CERTAIN


def test_a_line_of_another_childs_address_is_not():
    other = "119 Long Acre\nAshmere"

    assert _status(STREET + "Ashmere\n" + other, school=other) is Status.CHECK


def test_a_number_is_whole_in_itself():
    assert _status("NHS number: 9990000018\nAshmere\n", leaf="nhs_number", raw="9990000018") is Status.CERTAIN
