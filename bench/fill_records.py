"""Invented records for the benches of filling."""

ACCOUNT = "robot1:invented-word:greenhill:marigold"
SECOND_ACCOUNT = "robot2:another-word:greenhill:marigold"


def seven_fields(count):
    keys = ("first_name", "last_name", "company", "role", "address", "email", "phone")
    return [{key: f"{key} {number} of many" for key in keys} for number in range(count)]


def contact_record(series, number):
    """One child with every field of the sandbox's form, about 45 of them."""
    return {
        "mark": f"PR-{series}-{number}",
        "contact": {
            "received": "2026-11-20T14:55",
            "source_code": "6",
            "category": "Domestic Incident Notification",
            "agency_reference": f"26PAC{series}{number}",
            "police_brag": "amber",
            "dash_grade": "medium",
            "consent": {"consent_to_share": "not_sought", "parents_aware": "yes"},
            "reason": "Officers were called to an argument. " * 20,
            "incident": {
                "start": "2026-11-19T21:10",
                "end": "2026-11-19T22:00",
                "location": "12 Invented Road, Hayes, UB3 1AA",
                "cad_ref": "1234/19Nov26",
                "crime_ref": "01/123456/26",
            },
            "referrer": {
                "name": "PC A Bell",
                "role_title": "Constable",
                "organisation": "Metropolitan Police Service (West Area)",
                "phone": "+442079460123",
                "email": "a.bell@example.org",
                "shoulder_number": "123XH",
            },
            "people": [
                {
                    "forename": "Ann",
                    "surname": "Invented",
                    "relationship": "mother",
                    "date_of_birth": "1990-02-03",
                    "phone": "07700900123",
                },
            ],
        },
        "child": {
            "forename": f"Child{number}",
            "middle_names": "Ray",
            "surname": f"Invented{series}",
            "also_known_as": ["Bo"],
            "date_of_birth": "2015-03-14",
            "dob_estimated": False,
            "sex": "M",
            "ethnicity_code": "WIRI",
            "nhs_number": "9990000018",
            "upn": "A123456789012",
            "first_language": "English",
            "interpreter_required": "no",
            "religion": "None stated",
            "disability_text": "None stated",
            "school": "Oakfield Special School",
            "gp_practice": "Acorn Health Centre",
            "address": "12 Invented Road, Hayes, UB3 1AA",
            "postcode": "UB3 1AA",
            "role_in_incident": "subject",
        },
        "match": {"case_id": None},
        "attachments": [],
    }
