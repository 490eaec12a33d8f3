"""A bare Playwright script for the sandbox's contact form: what a hand-written robot for this one page would be.

It knows every label, tab and option text of this page, types the known values, saves, loads the draft anew and reads the same fields.
"""

from pathlib import Path

import yaml

from filling.map.codes import from_yaml

LISTS = yaml.safe_load(
    (Path(__file__).parent.parent / "templates" / "codes" / "contact.yaml").read_text(encoding="utf-8")
)
LOOSE = {"Agency reference", "External reference", "Home address", "Postcode"}
BOXES = ("Day", "Month", "Year")


def text(code_list, value):
    return from_yaml(code_list, LISTS[code_list]).text_for(value)


class Script:
    def __init__(self, page, url):
        self.page = page
        self.url = url

    def sign_in(self, login, password, answer):
        self.page.goto(self.url)
        for label, value in (("Login ID", login), ("Password", password), ("Secret answer", answer)):
            self.page.get_by_label(label).fill(value)
            self.page.get_by_role("button", name="Continue").click()
        self.page.get_by_role("heading", name="Tiles").wait_for()

    def plan(self, record):
        contact, child, referrer = record["contact"], record["child"], record["contact"]["referrer"]
        incident = contact["incident"]
        return {
            "Contact": [
                ("date3", "Date of contact *", "20/11/2026"),
                ("fill", "Time of contact", "14:55"),
                ("select", "Method of contact *", "Email"),
                ("select", "Source of contact *", text("sources", "6")),
                ("select", "Category", contact["category"]),
                ("loose", "Agency reference", contact["agency_reference"]),
                ("loose", "External reference", record["mark"]),
                ("radio", "Police BRAG", "Amber"),
                ("select", "DASH grade", "Medium"),
                ("radio", "Consent to share information", "Not sought"),
                ("radio", "Parents aware", "Yes"),
                ("fill", "Reason for contact *", contact["reason"]),
            ],
            "Child": [
                ("fill", "Forename", child["forename"]),
                ("fill", "Middle names", child["middle_names"]),
                ("fill", "Surname", child["surname"]),
                ("fill", "Also known as", "Bo"),
                ("date3", "Date of birth", "14/3/2015"),
                ("tick", "Date of birth is estimated", False),
                ("select", "Gender *", "Male"),
                ("select", "Ethnicity", text("ethnicity", "WIRI")),
                ("fill", "NHS number", child["nhs_number"]),
                ("fill", "UPN", child["upn"]),
                ("fill", "First language", child["first_language"]),
                ("radio", "Interpreter required", "No"),
                ("fill", "Religion", child["religion"]),
                ("fill", "Disability", child["disability_text"]),
                ("suggest", "School", child["school"]),
                ("suggest", "GP practice", child["gp_practice"]),
                ("loose", "Home address", child["address"]),
                ("loose", "Postcode", child["postcode"]),
                ("select", "Role in incident", "Subject"),
            ],
            "Incident": [
                ("fill", "Incident date", "2026-11-19"),
                ("fill", "Incident time", "21:10"),
                ("fill", "Incident end date", "2026-11-19"),
                ("fill", "Incident end time", "22:00"),
                ("fill", "Location", incident["location"]),
                ("fill", "CAD reference", incident["cad_ref"]),
                ("fill", "Crime reference", incident["crime_ref"]),
            ],
            "Referrer": [
                ("fill", "Referrer name", referrer["name"]),
                ("fill", "Role or title", referrer["role_title"]),
                ("suggest", "Organisation", referrer["organisation"]),
                ("fill", "Telephone", referrer["phone"]),
                ("fill", "Email address", referrer["email"]),
                ("fill", "Shoulder number", referrer["shoulder_number"]),
            ],
            "People": [
                ("cell", "people_1_forename", "Ann"),
                ("cell", "people_1_surname", "Invented"),
                ("cell", "people_1_dob", "1990-02-03"),
                ("cell", "people_1_relationship", "Mother"),
                ("cell", "people_1_phone", "07700900123"),
            ],
        }

    def fill(self, record):
        """Types, saves and reads back. Returns what was wrong."""
        self.page.goto(f"{self.url}/worktray?q={record['mark']}")
        assert self.page.get_by_text("No contacts in this worktray").is_visible()
        self.page.goto(f"{self.url}/contacts/new")
        plan = self.plan(record)
        for tab, entries in plan.items():
            self.page.get_by_role("tab", name=tab).click()
            if tab == "People":
                self.page.get_by_role("button", name="Add a person").click()
            for entry in entries:
                self.put(*entry)
        self.page.get_by_role("button", name="Save draft").click()
        self.page.get_by_text("Draft saved").wait_for()
        self.page.goto(self.page.url.split("?")[0])
        wrong = []
        for tab, entries in plan.items():
            self.page.get_by_role("tab", name=tab).click()
            wrong += [entry for entry in entries if self.read(*entry[:2]) != entry[2]]
        return wrong

    def at(self, kind, label):
        if kind == "loose":
            return self.page.locator(f"//td[text()='{label}']/following-sibling::td/input")
        if kind == "cell":
            return self.page.locator(f"[name={label}]")
        return self.page.get_by_label(label, exact=True)

    def group(self, label):
        return self.page.get_by_role("group", name=label)

    def put(self, kind, label, value):
        if kind == "date3":
            for box, part in zip(BOXES, value.split("/"), strict=True):
                self.group(label).get_by_label(box).fill(part)
        elif kind == "select" or label.endswith("relationship"):
            self.at(kind, label).select_option(label=value)
        elif kind == "radio":
            self.group(label).get_by_label(value, exact=True).check()
        elif kind == "tick":
            self.at(kind, label).set_checked(value)
        elif kind == "suggest":
            self.at(kind, label).fill(value)
            self.page.get_by_role("option", name=value, exact=True).click()
        else:
            self.at(kind, label).fill(value)

    def read(self, kind, label):
        if kind == "date3":
            return "/".join(self.group(label).get_by_label(box).input_value() for box in BOXES)
        if kind == "radio":
            return self.group(label).locator("input:checked").get_attribute("value")
        if kind == "tick":
            return self.at(kind, label).is_checked()
        return self.at(kind, label).input_value()
