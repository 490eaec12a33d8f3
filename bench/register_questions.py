"""Questions about invented children, with the truth: known ones with every kind of mistake, and new ones that look known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from register_families import NAMES, TODAY, Child, Family
from register_mistakes import Mistakes
from register_records import Maker

Row = dict[str, str]
KNOWN = {
    "clean": 10, "noisy_record": 4, "typo": 7, "phonetic": 4, "transliteration": 5, "diacritics": 2, "swapped_names": 3, "name_order": 5, "hyphen_half": 2,
    "particle": 2, "nickname": 3, "initial": 1.5, "changed_surname": 3, "moved_address": 5, "dob_day_month": 3, "dob_digit": 3, "estimated_age": 3,
    "missing_dob": 2.5, "index_dob_estimated": 2.5, "twin": 3, "twin_unclear": 1.5, "parent_nhs": 1.5, "nhs_wrong_digit": 1.2, "id_new_name": 1.5,
    "id_on_sibling": 1.2, "unborn_born": 2, "unborn_again": 1.2, "merged": 2.5, "restricted": 1.5, "two_records": 1.2, "marked_duplicate": 1,
    "same_name_same_dob": 2, "several": 6, "ocr": 2, "truncated": 1, "double_name": 1.5,
}  # fmt: skip
NEW = {
    "new_plain": 19, "new_sibling": 11, "new_twin": 3, "new_common_name": 7, "new_namesake": 3, "new_parent_nhs": 2, "new_unborn": 2, "new_single_name": 2,
    "new_hotel": 1.5, "new_twin_alike": 1,
}  # fmt: skip


def kinds_of(child: Child) -> list[str]:
    """What a child can be asked about: the tradition, and what is special about the record."""
    unmerged = [row for row in child.extra if not row["merged_into"] and row["case_id"] not in child.same]
    estimated = child.row["dob_estimated"] == "Y" or child.row["date_of_birth"].endswith("-01-01")
    special = {
        "*two": child.same,
        "*twin": child.twin,
        "*restricted": child.row["restricted"] == "Y",
        "*merged": any(row["merged_into"] for row in child.extra),
        "*marked": unmerged,
        "*estimated": estimated,
    }
    return [child.family.tradition, *(kind for kind, holds in special.items() if holds)]


class Questions(Mistakes):
    """Chooses children, says what a form would say of them, and keeps the truth."""

    kinds_known, kinds_new = KNOWN, NEW

    def __init__(self, maker: Maker, families: list[Family], hidden: list[Family]) -> None:
        self.m, self.r = maker, maker.r
        self.families, self.hidden = families, iter(hidden)
        self.unborn: list[Row] = []
        self.asked_about: set[int] = set()
        self.parents: list[Child] = [
            child for family in families for child in family.children if (TODAY - child.born).days > 365 * 15
        ]
        self.families_of: dict[str, list[Child]] = {}
        for child in (child for family in families for child in family.children):
            for kind in kinds_of(child):
                self.families_of.setdefault(kind, []).append(child)

    def weigh(self, more: dict[str, float]) -> None:
        """Ask of some kinds more or less often than of the rest."""
        self.kinds_known = self.kinds_known | {
            kind: weight for kind, weight in more.items() if kind in self.kinds_known
        }
        self.kinds_new = self.kinds_new | {kind: weight for kind, weight in more.items() if kind in self.kinds_new}

    def any_child(self, kind: str = "") -> Child:
        if kind:
            return self.r.choice(self.families_of[kind])
        while True:
            child = self.r.choice(self.r.choice(self.families).children)
            if (
                child.row["restricted"] == "N"
                and not child.same
                and child.row["date_of_birth"]
                and child.row["dob_estimated"] == "N"
            ):
                return child

    def said(self, child: Child, *, now: bool = False) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """What a form says of a child when nothing is wrong. `now`: with the family's own address, not the record's."""
        self.asked_about.add(id(child))
        row = (
            child.row if child.row and not now else {"address": child.family.address, "postcode": child.family.postcode}
        )
        question: dict[str, Any] = {
            "forename": child.forename, "surname": child.surname or None, "date_of_birth": child.born.isoformat(), "dob_estimated": False, "sex": child.sex,
            "middle_names": child.middle if self.m.chance(0.35) and child.middle else None, "address": row["address"], "postcode": row["postcode"] or None,
            "nhs_number": child.nhs if self.m.chance(0.2) else None, "upn": child.upn if self.m.chance(0.08) else None,
        }  # fmt: skip
        if NAMES[child.family.tradition]["rule"] == "threefold" and self.m.chance(0.5):
            question["middle_names"] = child.middle
        if self.m.chance(0.1):
            question["address"] = question["postcode"] = None
        if self.m.chance(0.1):
            question["sex"] = None
        if self.m.chance(0.06):
            question["forename"], question["surname"] = (
                question["forename"].upper(),
                (question["surname"] or "").upper() or None,
            )
        people = []
        if self.m.chance(0.7):
            mother = child.family.mother
            people.append({"forename": mother[0], "surname": mother[1], "relationship": "mother", "sex": "F"})
            if self.m.chance(0.06):
                people[0]["forename"] = self.m.spelt_otherwise(mother[0])
        if self.m.chance(0.27):
            people.append(
                {
                    "forename": child.family.father[0],
                    "surname": child.family.father[1],
                    "relationship": "father",
                    "sex": "M",
                }
            )
        return question, people

    # ---- known children ---------------------------------------------------------------------------------------

    def known(self, tag: str) -> tuple[Child, dict[str, Any], list[dict[str, Any]], str, list[str]]:
        kind = {
            "two_records": "*two",
            "restricted": "*restricted",
            "merged": "*merged",
            "marked_duplicate": "*marked",
            "index_dob_estimated": "*estimated",
        }
        kind |= {"twin": "*twin", "twin_unclear": "*twin"}
        child = self.any_child(kind.get(tag, ""))
        if tag == "hyphen_half":
            for _ in range(200):
                if "-" in child.surname or " " in child.surname:
                    break
                child = self.any_child()
        question, people = self.said(child)
        never = [each.row["case_id"] for each in child.family.children if each is not child]
        mistakes = (
            self.r.sample(
                ["typo", "phonetic", "moved_address", "dob_digit", "dob_day_month", "estimated_age", "name_order"], 2
            )
            if tag == "several"
            else [tag]
        )
        expect = "select"
        for mistake in mistakes:
            expect = min(
                expect,
                getattr(self, mistake, self.nothing)(child, question, people),
                key=["list", "either", "select"].index,
            )
        if tag == "several" and expect == "select":
            expect = "either" if not self.supported(child, question, people) else "select"
        if child.row["restricted"] == "Y" or child.same:
            expect = "either"
        return child, question, people, expect, never

    def unborn_row(self, family: Family, expected: date) -> Row:
        child = Child(family, "", "", family.surname, TODAY, "U", "", "")
        row = self.m.row(child, flawed=0.2)
        label = self.r.choice(["Unborn", "Baby", "UB", f"Baby of {family.mother[0]}", "Unborn Baby", ""])
        whole = expected.isoformat()
        row |= {
            "forename": label,
            "date_of_birth": "",
            "dob_estimated": "N",
            "is_unborn": "Y",
            "upn": "",
            "nhs_number": "",
            "sex": "U",
        }
        row |= {
            "expected_delivery_date": whole if self.m.chance(0.7) else whole[:7],
            "mother_name": " ".join(family.mother).strip(),
            "restricted": "N",
        }
        self.unborn.append(row)
        return row

    def born(self, again: bool) -> tuple[Child, dict[str, Any], list[dict[str, Any]]]:
        """A question about a child whose record is of the time before birth; `again`: still unborn."""
        family = next(self.hidden)
        expected = (
            TODAY + timedelta(days=self.r.randint(10, 220)) if again else TODAY - timedelta(days=self.r.randint(5, 250))
        )
        row = self.unborn_row(family, expected)
        child = self.m.child(family, min(expected + timedelta(days=self.r.randint(-20, 14)), TODAY))
        child.row = row
        question, _ = self.said(child, now=True)
        mother = {"forename": family.mother[0], "surname": family.mother[1], "relationship": "mother", "sex": "F"}
        if again:
            shown = (expected + timedelta(days=self.r.randint(-14, 14))).isoformat()
            question |= {
                "forename": self.r.choice([None, "Unborn", "Unborn baby"]),
                "surname": family.surname,
                "date_of_birth": None,
                "is_unborn": True,
                "sex": None,
            }
            question |= {
                "expected_delivery_date": shown if self.m.chance(0.8) else shown[:7],
                "middle_names": None,
                "nhs_number": None,
                "upn": None,
            }
        return child, question, [mother]

    # ---- new children -----------------------------------------------------------------------------------------

    def new(self, tag: str) -> tuple[Child, dict[str, Any], list[dict[str, Any]], list[str]]:
        match tag:
            case "new_sibling" | "new_twin" | "new_unborn" | "new_twin_alike":
                return self.new_in_family(tag)
            case "new_common_name" | "new_namesake":
                return self.looks_known(tag)
        family = next(self.hidden)
        child = self.m.child(family)
        if tag == "new_hotel":
            family.address, family.postcode = self.m.hotel()
        question, people = self.said(child)
        if tag == "new_single_name":
            question |= {
                "surname": None,
                "middle_names": None,
                "date_of_birth": f"{child.born.year}-01-01",
                "dob_estimated": True,
            }
        if tag == "new_parent_nhs":
            child.born = TODAY - timedelta(days=self.r.randint(10, 900))
            parent = self.r.choice([each for each in self.r.sample(self.parents, 30) if each.row["nhs_number"]])
            question |= {"nhs_number": parent.nhs, "date_of_birth": child.born.isoformat(), "upn": None}
            people = [{"forename": parent.forename, "surname": parent.surname, "relationship": "mother", "sex": "F"}]
            return child, question, people, [parent.row["case_id"]]
        return child, question, people, []

    def new_in_family(self, tag: str) -> tuple[Child, dict[str, Any], list[dict[str, Any]], list[str]]:
        other = self.any_child()
        family = other.family
        held = [each.row["case_id"] for each in family.children if each.row]
        born = other.born if "twin" in tag else None
        child = self.m.child(replace(family, children=list(family.children)), born, other.sex if "twin" in tag else "")
        if tag == "new_twin_alike":
            names = NAMES[family.tradition]["boys" if other.sex == "M" else "girls"]
            alike = [
                name
                for name in names
                if name[:3] != other.forename[:3]
                and name[:2] == other.forename[:2]
                and name not in other.middle + other.aka
            ]
            child.forename = self.r.choice(alike) if alike else child.forename
        question, people = self.said(child, now=True)
        question["nhs_number"] = question["upn"] = None
        if tag == "new_unborn":
            due = TODAY + timedelta(days=self.r.randint(5, 230))
            question |= {
                "forename": self.r.choice([None, "Unborn", "Unborn baby"]),
                "is_unborn": True,
                "date_of_birth": None,
                "sex": None,
                "middle_names": None,
            }
            question["expected_delivery_date"] = due.isoformat()
            people = [{"forename": family.mother[0], "surname": family.mother[1], "relationship": "mother", "sex": "F"}]
        return child, question, people, held

    def looks_known(self, tag: str) -> tuple[Child, dict[str, Any], list[dict[str, Any]], list[str]]:
        while True:
            other = self.any_child()
            if tag == "new_common_name" or other.row["mother_name"]:
                break
        family = self.m.family()
        family.tradition = other.family.tradition
        born = (
            other.born
            if tag == "new_namesake"
            else other.born + timedelta(days=self.r.choice([1, -1, 3, -5, 10, 365, -365, 366, 30, -31]))
        )
        child = Child(
            family, other.forename, "", other.surname, min(born, TODAY), other.sex, self.m.nhs(), self.m.upn(born)
        )
        question, people = self.said(child)
        if tag == "new_namesake":
            people = [{"forename": family.mother[0], "surname": family.mother[1], "relationship": "mother", "sex": "F"}]
            question["address"], question["postcode"] = family.address, family.postcode
        return child, question, people, [other.row["case_id"]]


def ask(asked: Questions, number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Row]]:
    """(questions, truths, rows that the register needs besides)."""
    maker = asked.m
    questions: list[dict[str, Any]] = []
    truths: list[dict[str, Any]] = []
    for form in range(1, number + 1):
        is_new = maker.chance(0.35)
        kinds = asked.kinds_new if is_new else asked.kinds_known
        tag = maker.r.choices(list(kinds), list(kinds.values()))[0]
        truth: dict[str, Any] = {
            "case_id": None,
            "same_child": [],
            "expect": "none",
            "never": [],
            "tag": tag,
            "restricted": False,
        }
        if is_new:
            child, question, people, truth["never"] = asked.new(tag)
        elif tag in ("unborn_born", "unborn_again"):
            child, question, people = asked.born(tag == "unborn_again")
            truth |= {"case_id": child.row["case_id"], "expect": "either"}
        else:
            child, question, people, expect, never = asked.known(tag)
            truth |= {
                "case_id": child.row["case_id"],
                "same_child": child.same,
                "expect": expect,
                "never": never,
                "restricted": child.row["restricted"] == "Y",
            }
        query_id = f"q{len(questions) + 1:05}"
        questions.append({"query_id": query_id, "child": question, "people": people, "family": f"form-{form:05}"})
        truths.append({"query_id": query_id, **truth, "tags": [tag], "tradition": child.family.tradition})
    return questions, truths, asked.unborn
