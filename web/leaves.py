"""What each leaf of a contact is called, what kind of value it holds, and which list its codes are from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may be typed into a leaf."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    DATE_OR_MONTH = "date_or_month"
    MOMENT = "moment"
    NUMBER = "number"
    CODE = "code"
    TRUE_FALSE = "true_false"
    NAMES = "names"
    PHONE = "phone"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class About:
    """A leaf's label, kind and, for a code, the name of its list in templates/codes."""

    label: str
    kind: Kind = Kind.TEXT
    codes: str = ""


LEAVES: dict[str, About] = {
    "document_type": About("Kind of report", Kind.CODE, "document_types"),
    "agency_reference": About("Their reference"),
    "source_code": About("Referral source", Kind.CODE, "sources"),
    "reason": About("Narrative", Kind.LONG_TEXT),
    "police_brag": About("Police grade (BRAG)", Kind.CODE, "brag"),
    "dash_grade": About("DASH grade", Kind.CODE, "dash"),
    "start": About("Started", Kind.MOMENT),
    "end": About("Ended", Kind.MOMENT),
    "location": About("Place of the incident"),
    "cad_ref": About("CAD reference"),
    "crime_ref": About("Crime reference"),
    "name": About("Name"),
    "role_title": About("Job title"),
    "organisation": About("Organisation"),
    "phone": About("Phone", Kind.PHONE),
    "email": About("Email"),
    "shoulder_number": About("Shoulder number"),
    "consent_to_share": About("Consent to share", Kind.CODE, "consent"),
    "parents_aware": About("Parents know of this", Kind.CODE, "yes_no"),
    "forename": About("First name"),
    "middle_names": About("Middle names"),
    "surname": About("Surname"),
    "also_known_as": About("Also known as", Kind.NAMES),
    "date_of_birth": About("Date of birth", Kind.DATE),
    "dob_estimated": About("Date of birth is estimated", Kind.TRUE_FALSE),
    "age_stated": About("Age stated", Kind.NUMBER),
    "is_unborn": About("Not born yet", Kind.TRUE_FALSE),
    "expected_delivery_date": About("Expected delivery", Kind.DATE_OR_MONTH),
    "sex": About("Sex", Kind.CODE, "gender"),
    "ethnicity_code": About("Ethnicity", Kind.CODE, "ethnicity"),
    "nhs_number": About("NHS number", Kind.NHS_NUMBER),
    "upn": About("Unique pupil number", Kind.UPN),
    "first_language": About("First language"),
    "interpreter_required": About("Interpreter needed", Kind.CODE, "yes_no"),
    "religion": About("Religion"),
    "disability_text": About("Disability"),
    "school": About("School"),
    "gp_practice": About("GP practice"),
    "address": About("Address"),
    "postcode": About("Postcode", Kind.POSTCODE),
    "role_in_incident": About("Part in the incident", Kind.CODE, "roles"),
    "relationship": About("Relationship to the children", Kind.CODE, "relationships"),
    "has_parental_responsibility": About("Parental responsibility", Kind.CODE, "yes_no"),
}
ADULT_ROLES = "adult_roles"  # what people[] may be in an incident differs from what children may be
PATH = re.compile(
    r"^(?:(?P<group>incident|referrer|consent|children\[\d{1,3}\]|people\[\d{1,3}\])\.)?(?P<leaf>[a-z_]+)$"
)


def about(path: str) -> About:
    """What the leaf at a path of the contract is. Raises KeyError for a path that the contract does not know."""
    if not is_known(path):
        raise KeyError(path)
    leaf = path.rpartition(".")[2]
    found = LEAVES[leaf]
    if leaf == "role_in_incident" and path.startswith("people"):
        return About(found.label, Kind.CODE, ADULT_ROLES)
    return found


def is_known(path: str) -> bool:
    """Whether the contract knows the path. A screen map may name a field that is no leaf of ours."""
    match = PATH.match(path)
    return match is not None and match["leaf"] in LEAVES


def anchor(path: str) -> str:
    """The path as an HTML id: `children[0].sex` becomes `children-0-sex`."""
    return path.replace("[", "-").replace("].", "-").replace(".", "-")
