"""What forms call things: labels, whose they are, and headings."""

from __future__ import annotations

import pytest

from extractors.general.terms import Owner
from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES
from extractors.values import KINDS

VOCABULARY = load_vocabulary(TEMPLATES)


@pytest.mark.parametrize(
    ("text", "field", "owner"),
    [
        ("Child's surname", "surname", Owner.CHILD),
        ("Family Name (Include other names used)", "surname", None),
        ("DOB/Estimated Due Date", "dob_or_edd", None),
        ("If Unknown, please Estimate the Child's Age", "age_stated", None),
        ("Does this person hold PR?", "has_parental_responsibility", None),
        ("Have the parents/carers been informed of this referral?", "parents_aware", None),
        ("Has the Consent to Share Information Form been signed?", "consent_to_share", None),
        ("Officer's e-mail", "email", Owner.REFERRER),
        ("Parent / carer", "name", Owner.PERSON),
        ("Perceived ethnicity", "ignored", None),
    ],
)
def test_labels_of_real_forms_are_told(text, field, owner):
    label = VOCABULARY.label(text)
    assert label is not None
    assert (label.field, label.owner) == (field, owner)


@pytest.mark.parametrize(
    "text",
    [
        "As child",
        "Same as first child",
        "07700 900111",
        "Age 7",
        "Parents were told about this notification at the appointment.",
    ],
)
def test_values_and_sentences_are_no_labels(text):
    assert VOCABULARY.label(text) is None


@pytest.mark.parametrize(
    ("text", "owner", "ordinal"),
    [
        ("SUBJECT 2 OF 3", Owner.CHILD, 2),
        ("3. Parents, carers and others in the household", Owner.PERSON, None),
        ("4. Professionals involved with the family", Owner.OTHER, None),
        ("Section 3: About You", Owner.REFERRER, None),
        ("D. REASON FOR REFERRAL", Owner.REASON, None),
    ],
)
def test_headings_say_what_a_part_is_about(text, owner, ordinal):
    heading = VOCABULARY.heading(text)
    assert heading is not None
    assert (heading.owner, heading.ordinal) == (owner, ordinal)


def test_every_kind_in_the_list_can_be_read():
    named = {kind for kinds in VOCABULARY.kinds.values() for kind in kinds.values()}
    assert named <= KINDS
