"""Every kind of value that a template may ask for, with its reader and with the words that mean nothing in such a field.

A kind is a leaf's path without index (`children.date_of_birth`) or a compound name for a box that holds several leaves.
docs/reference/values.md lists them for authors of templates; a test keeps the list and this table the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.values import addresses, birth, choices, clock, ethnicity, names, numbers, officers, phones, texts
from extractors.values.outcome import Reader


@dataclass(frozen=True, slots=True)
class Kind:
    """How to read one kind. `leaves`: what is absent when the box is blank, the first one first. `blanks`: a group of blanks.yaml."""

    reader: Reader
    leaves: tuple[str, ...]
    blanks: str | None = None


def _birth_kinds() -> dict[str, Kind]:
    dob, due = ("date_of_birth",), ("expected_delivery_date",)
    return {
        "children.date_of_birth": Kind(birth.birth, dob),
        "children.dob_or_age": Kind(birth.birth, dob),
        "children.dob_or_edd": Kind(birth.birth_or_due, dob),
        "children.expected_delivery_date": Kind(birth.unborn, due),
        "children.age_stated": Kind(birth.age, ("age_stated",)),
        "children.dob_estimated": Kind(choices.dob_estimated, ("dob_estimated",)),
        "children.is_unborn": Kind(choices.is_unborn, ("is_unborn",)),
        "people.date_of_birth": Kind(birth.birth, dob),
        "people.dob_or_age": Kind(birth.birth, dob),
        "people.age_stated": Kind(birth.age, ("age_stated",)),
    }


def _name_kinds() -> dict[str, Kind]:
    whole = ("forename", "surname")
    return {
        "children.name": Kind(names.full_name, whole),
        "children.name_surname_first": Kind(names.surname_first, whole),
        "children.forename": Kind(names.forenames, ("forename",), "single_name"),
        "children.forenames": Kind(names.forenames, ("forename",), "single_name"),
        "children.middle_names": Kind(names.middle_names, ("middle_names",), "nothing"),
        "children.surname": Kind(names.surname, ("surname",), "single_name"),
        "children.also_known_as": Kind(names.also_known_as, ("also_known_as",), "nothing"),
        "people.name": Kind(names.person_name, whole),
        "people.name_surname_first": Kind(names.person_surname_first, whole),
        "people.forename": Kind(names.forename, ("forename",), "single_name"),
        "people.surname": Kind(names.surname, ("surname",), "single_name"),
        "people.also_known_as": Kind(names.also_known_as, ("also_known_as",), "nothing"),
    }


def _child_kinds() -> dict[str, Kind]:
    return {
        "children.sex": Kind(choices.sex, ("sex",)),
        "children.ethnicity_code": Kind(ethnicity.ethnicity, ("ethnicity_code",)),
        "children.nhs_number": Kind(numbers.nhs_number, ("nhs_number",), "nothing"),
        "children.upn": Kind(numbers.upn, ("upn",), "nothing"),
        "children.first_language": Kind(texts.first_language, ("first_language",), "not_stated"),
        "children.interpreter_required": Kind(choices.interpreter_required, ("interpreter_required",)),
        "children.religion": Kind(texts.religion, ("religion",)),
        "children.disability_text": Kind(texts.disability_text, ("disability_text",), "nothing"),
        "children.school": Kind(texts.school, ("school",), "school"),
        "children.gp_practice": Kind(texts.gp_practice, ("gp_practice",), "gp"),
        "children.address": Kind(addresses.address, ("address", "postcode")),
        "children.postcode": Kind(addresses.postcode, ("postcode",), "nothing"),
        "children.role_in_incident": Kind(choices.child_role, ("role_in_incident",)),
    }


def _person_kinds() -> dict[str, Kind]:
    return {
        "people.sex": Kind(choices.sex, ("sex",)),
        "people.relationship": Kind(choices.relationship, ("relationship",)),
        "people.phone": Kind(phones.phone, ("phone",), "no_phone"),
        "people.address": Kind(addresses.address, ("address", "postcode")),
        "people.address_and_phone": Kind(addresses.address_and_phone, ("address", "postcode", "phone")),
        "people.postcode": Kind(addresses.postcode, ("postcode",), "nothing"),
        "people.has_parental_responsibility": Kind(choices.parental_responsibility, ("has_parental_responsibility",)),
        "people.role_in_incident": Kind(choices.adult_role, ("role_in_incident",)),
    }


def _contact_kinds() -> dict[str, Kind]:
    return {
        "document_type": Kind(choices.document_type, ("document_type",)),
        "agency_reference": Kind(numbers.agency_reference, ("agency_reference",), "nothing"),
        "reason": Kind(texts.reason, ("reason",)),
        "police_brag": Kind(choices.police_brag, ("police_brag",), "grade"),
        "dash_grade": Kind(choices.dash_grade, ("dash_grade",), "grade"),
        "incident.start": Kind(clock.start, ("start",)),
        "incident.end": Kind(clock.end, ("end",)),
        "incident.when": Kind(clock.when, ("start", "end")),
        "incident.location": Kind(addresses.location, ("location",)),
        "incident.cad_ref": Kind(numbers.cad_ref, ("cad_ref",), "nothing"),
        "incident.crime_ref": Kind(numbers.crime_ref, ("crime_ref",), "nothing"),
        "referrer.name": Kind(officers.referrer_name, ("name",)),
        "referrer.rank_name_number": Kind(officers.officer, ("name",)),
        "referrer.role_title": Kind(officers.role_title, ("role_title",)),
        "referrer.organisation": Kind(texts.organisation, ("organisation",)),
        "referrer.phone": Kind(phones.phone, ("phone",), "no_phone"),
        "referrer.email": Kind(numbers.email, ("email",), "nothing"),
        "referrer.shoulder_number": Kind(numbers.shoulder_number, ("shoulder_number",), "nothing"),
        "consent.consent_to_share": Kind(choices.consent_to_share, ("consent_to_share",), "consent"),
        "consent.parents_aware": Kind(choices.parents_aware, ("parents_aware",), "consent"),
    }


TABLE: dict[str, Kind] = {**_contact_kinds(), **_birth_kinds(), **_name_kinds(), **_child_kinds(), **_person_kinds()}
