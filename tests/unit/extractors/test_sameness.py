"""One referral that came in two documents is one contact; two families, and two accounts of one family, stay two."""

from dataclasses import replace

import pytest

from extractors.sameness import merged, names_beyond, same_children, same_referral
from postroom.contact import Child, Contact, Field, Incident, Referrer, Status


def leaf(value, status=Status.CERTAIN) -> Field:
    return Field(value, status)


def child(forename="Amir", surname="Testcase", born="2015-03-14", **others) -> Child:
    return Child(
        forename=leaf(forename),
        surname=leaf(surname),
        date_of_birth=leaf(born),
        **{k: leaf(v) for k, v in others.items()},
    )


ACCOUNT = "The school nurse found bruises on both arms and the child said that she fell."
FORM = Contact(reason=leaf(ACCOUNT), children=(child(),), referrer=Referrer(name=leaf("Anna Smith")))


@pytest.mark.parametrize(
    "copy",
    [
        FORM,
        replace(FORM, children=(child("AMIR", "testcase"),)),
        replace(FORM, reason=leaf(ACCOUNT.replace("bruises", "bruising"))),
        replace(FORM, agency_reference=leaf("26PAC1")),
        replace(FORM, referrer=Referrer(), children=(child(born=None),)),
    ],
)
def test_the_same_words_of_the_same_children_are_one_referral(copy):
    assert same_referral(FORM, copy)


@pytest.mark.parametrize(
    "other",
    [
        replace(FORM, children=(child("Layla"),)),
        replace(FORM, children=(child(born="2016-03-14"),)),
        replace(FORM, children=(child(), child("Layla"))),
        replace(FORM, children=()),
        replace(FORM, reason=leaf("He came to school hungry and told that nobody was at home.")),
        replace(FORM, reason=None),
    ],
)
def test_other_children_and_other_accounts_stay_apart(other):
    assert not same_referral(FORM, other)


def test_two_references_or_two_days_are_two_reports():
    first = replace(FORM, agency_reference=leaf("26PAC1"), incident=Incident(start=leaf("2026-09-05T10:00")))

    assert not same_referral(first, replace(first, agency_reference=leaf("26PAC2")))
    assert not same_referral(first, replace(first, incident=Incident(start=leaf("2026-09-06T10:00"))))
    assert same_children(first, replace(first, agency_reference=leaf("26PAC2")))


def test_two_contacts_without_a_child_are_not_the_same():
    nobody = Contact(reason=leaf(ACCOUNT))

    assert not same_referral(nobody, nobody)


def test_a_copy_completes_and_what_it_says_otherwise_is_checked():
    copy = replace(FORM, children=(child(school="Rookery Lane", sex="F"),), referrer=Referrer(name=leaf("Ann Smith")))
    one = merged(replace(FORM, children=(child(sex="M"),)), copy)

    assert one.children[0].school.value == "Rookery Lane"
    assert (one.children[0].sex.value, one.children[0].sex.status) == ("M", Status.CHECK)
    assert one.referrer.name.status is Status.CHECK
    assert one.children[0].forename.status is Status.CERTAIN


def test_a_name_that_is_nowhere_else_is_seen():
    assert names_beyond(replace(FORM, children=(child("Rufus"),)), [FORM])
    assert not names_beyond(FORM, [FORM])
