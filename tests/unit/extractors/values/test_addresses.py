"""Addresses, and what stands in an address box instead of one."""

import pytest

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Method, Status


def read(text, kind="children.address"):
    return interpret(kind, Found(text=text), ValueContext())


@pytest.mark.parametrize(
    ("written", "line", "postcode"),
    [
        (
            "38 HAREBELL GARDENS\nHILLINGDON\nUXBRIDGE\nUB10 8WR",
            "38 Harebell Gardens, Hillingdon, Uxbridge, UB10 8WR",
            "UB10 8WR",
        ),
        (
            "FLAT 12, KESTREL HOUSE, 38\nGRANGE SPINNEY,\nHAYES, UB10\n5DT",
            "Flat 12, Kestrel House, 38 Grange Spinney, Hayes, UB10 5DT",
            "UB10 5DT",
        ),
        ("120 COBBLER'S WALK, HA6 3WY", "120 Cobbler's Walk, HA6 3WY", "HA6 3WY"),
        ("UB3 1AA, 4 Low Road, Hayes", "4 Low Road, Hayes, UB3 1AA", "UB3 1AA"),
    ],
)
def test_one_line_with_the_postcode_last(written, line, postcode):
    found = read(written)
    assert (found["address"].value, found["postcode"].value) == (line, postcode)
    assert found["address"].status is Status.CERTAIN


@pytest.mark.parametrize("written", ["NFA", "NO FIXED ABODE", "sofa surfing", "Homeless"])
def test_no_abode_is_no_address(written):
    assert read(written)["address"].status is Status.ABSENT


@pytest.mark.parametrize(
    "written",
    [
        "AS ABOVE",
        "Same as child",
        "same address",
        "as mum",
        "SAME ADDRESS AS SUBJECT 1",
        "As venue",
        "Same",
        "same as first child",
    ],
)
def test_a_reference_waits_for_the_whole_contact(written):
    leaf = read(written)["address"]
    assert (leaf.value, leaf.status, leaf.method) == (None, Status.UNREADABLE, Method.DERIVED)


@pytest.mark.parametrize(
    "written",
    [
        "c/o 3 High Road, Hayes, UB3 1AA",
        "Refuge, UB3 1AA",
        "4 Low Road - do not disclose",
        "Travelodge, Heathrow, UB7 0EB",
    ],
)
def test_sensitive_and_temporary_addresses_are_to_be_checked(written):
    assert read(written)["address"].status is Status.CHECK


def test_a_telephone_number_in_the_address_box():
    found = read("Same\n07700 900914", "people.address_and_phone")
    assert found["phone"].value == "+447700900914"
    assert found["address"].method is Method.DERIVED


@pytest.mark.parametrize(
    ("written", "value", "status"),
    [
        ("ub89hp", "UB8 9HP", Status.CERTAIN),
        ("UB3", "UB3", Status.CHECK),
        ("UBB 9HP", "U88 9HP", Status.CHECK),
        ("ZZ99 3VZ", None, Status.ABSENT),
    ],
)
def test_postcodes(written, value, status):
    leaf = read(written, "children.postcode")["postcode"]
    assert (leaf.value, leaf.status) == (value, status)
