"""What forms get wrong about a child on file, one mistake a function. Each says whether the evidence is still enough to select."""

from __future__ import annotations

import random
from typing import Any

from register_families import NAMES, TODAY, Child
from register_records import Maker
from register_slips import plain


class Mistakes:
    """`select`: enough to select. `either`: select or list. `list`: the evidence cannot decide."""

    m: Maker
    r: random.Random
    parents: list[Child]
    unborn: list[dict[str, str]]

    def supported(self, child: Child, question: dict[str, Any], people: list[dict[str, Any]]) -> bool:
        """Whether the house or the mother speaks for the record too."""
        house = question["address"] and question["address"].split(",")[0] == child.row["address"].split(",")[0]
        mother = child.row["mother_name"] and any(each["relationship"] == "mother" for each in people)
        return bool(house or mother)

    def nothing(self, child: Child, question: dict[str, Any], people: list[dict[str, Any]]) -> str:
        return "select"

    def typo(self, child, question, people) -> str:
        name = self.r.choice(["forename", "surname"]) if question["surname"] else "forename"
        question[name] = self.m.typo(question[name])
        return "select" if self.supported(child, question, people) else "either"

    ocr = typo

    def phonetic(self, child, question, people) -> str:
        name = self.r.choice(["forename", "surname"]) if question["surname"] else "forename"
        question[name] = self.m.spelt_otherwise(question[name])
        return "select" if self.supported(child, question, people) else "either"

    transliteration = phonetic

    def truncated(self, child, question, people) -> str:
        question["forename"] = question["forename"][: max(4, len(question["forename"]) - 3)]
        return "either"

    def double_name(self, child, question, people) -> str:
        question["forename"] = f"{question['forename']} {self.m.person(child.family.tradition, child.sex)}"
        return "either"

    def diacritics(self, child, question, people) -> str:
        question["forename"], question["surname"] = (
            plain(question["forename"]),
            plain(question["surname"] or "") or None,
        )
        return "select"

    def swapped_names(self, child, question, people) -> str:
        if question["surname"]:
            question["forename"], question["surname"] = question["surname"], question["forename"]
        return "select" if self.supported(child, question, people) else "either"

    def name_order(self, child, question, people) -> str:
        rule = NAMES[child.family.tradition]["rule"]
        title = "Singh" if child.sex == "M" else "Kaur"
        if rule == "sikh":
            question["middle_names"], question["surname"] = (
                None,
                self.r.choice([title, child.family.surname, f"{title} {child.family.surname}"]),
            )
        elif rule == "threefold":
            question["surname"], question["middle_names"] = child.family.father[0], None
        elif rule == "double":
            question["surname"] = self.r.choice((child.surname or "x").split())
        elif rule == "surname_first":
            question["forename"], question["surname"] = child.surname, child.forename
        elif rule == "single":
            question["forename"], question["surname"] = self.r.choice(
                [("FNU", child.forename), (child.forename, child.forename), (child.forename, None)]
            )
        elif child.middle:
            question["forename"], question["middle_names"] = child.middle, child.forename
        return "select" if self.supported(child, question, people) else "either"

    def hyphen_half(self, child, question, people) -> str:
        parts = (question["surname"] or "x").replace("-", " ").split()
        question["surname"] = self.r.choice([parts[0], parts[-1], " ".join(parts), "".join(parts)])
        return "select" if self.supported(child, question, people) else "either"

    def particle(self, child, question, people) -> str:
        surname = question["surname"] or ""
        for old, news in (
            ("Al-", ["Al ", "al-", "", "Al"]),
            ("El-", ["El ", "", "El"]),
            ("O'", ["O ", "O", ""]),
            ("Mac", ["Mc", "Mac "]),
            ("Mc", ["Mac", "Mc "]),
        ):
            if surname.startswith(old):
                question["surname"] = self.r.choice(news) + surname[len(old) :]
                break
        return "select"

    def nickname(self, child, question, people) -> str:
        question["forename"] = question["forename"][: self.r.choice([3, 4])]
        return "select" if self.supported(child, question, people) else "either"

    def initial(self, child, question, people) -> str:
        question["forename"] = question["forename"][0] + self.r.choice(["", "."])
        return "either" if not self.supported(child, question, people) else "select"

    def changed_surname(self, child, question, people) -> str:
        question["surname"] = self.m.family_name(self.r.choice(list(NAMES)), child.sex)
        return "either"

    def moved_address(self, child, question, people) -> str:
        question["address"], question["postcode"] = self.m.home()
        return "select" if child.row["mother_name"] and people else "either"

    def dob_day_month(self, child, question, people) -> str:
        born = child.born
        if born.day > 12 or born.day == born.month:
            return self.dob_digit(child, question, people)
        question["date_of_birth"] = f"{born.year}-{born.day:02}-{born.month:02}"
        return "select" if self.supported(child, question, people) else "either"

    def dob_digit(self, child, question, people) -> str:
        born = child.born
        wrong = (
            born.replace(day=born.day % 28 + 1)
            if self.m.chance(0.6) or born.day > 28
            else born.replace(year=born.year // 10 * 10 + (born.year + self.r.randint(1, 9)) % 10)
        )
        question["date_of_birth"] = (
            born.replace(day=max(1, born.day - 1)).isoformat() if wrong > TODAY else wrong.isoformat()
        )
        return "select" if self.supported(child, question, people) else "either"

    def estimated_age(self, child, question, people) -> str:
        question["date_of_birth"] = None
        question["age_stated"] = max(0, int((TODAY - child.born).days / 365.25) + self.r.choice([0, 0, 0, 1, -1]))
        return "either"

    def missing_dob(self, child, question, people) -> str:
        question["date_of_birth"] = None
        return "either"

    def twin(self, child, question, people) -> str:
        return "select"

    def twin_unclear(self, child, question, people) -> str:
        question["forename"] = self.r.choice([None, "Twin 1", "Twin", "Baby"])
        question["middle_names"] = question["nhs_number"] = question["upn"] = None
        return "list"

    def parent_nhs(self, child, question, people) -> str:
        question["nhs_number"] = next(
            (
                each.nhs
                for each in self.r.sample(self.parents, 3)
                if each.row["nhs_number"] and (child.born - each.born).days > 5000
            ),
            None,
        )
        return "either"

    def nhs_wrong_digit(self, child, question, people) -> str:
        place = self.r.randrange(10)
        question["nhs_number"] = child.nhs[:place] + str((int(child.nhs[place]) + 1) % 10) + child.nhs[place + 1 :]
        return "select"

    def id_new_name(self, child, question, people) -> str:
        if not child.row["nhs_number"]:
            return "select"
        question["nhs_number"], question["surname"] = child.nhs, self.m.invented("british")
        if self.m.chance(0.4):
            question["forename"] = self.m.person("british", child.sex)
        people.clear()
        return "select" if child.row["date_of_birth"] == question["date_of_birth"] and not child.twin else "either"

    def id_on_sibling(self, child, question, people) -> str:
        other = next((each for each in child.family.children if each is not child and each is not child.twin), None)
        if other:
            other.row["nhs_number"] = child.nhs
            question["nhs_number"] = child.nhs
        return "either"

    def same_name_same_dob(self, child, question, people) -> str:
        namesake = self.m.child(self.m.family(), child.born, child.sex)
        namesake.forename, namesake.surname, namesake.middle, namesake.aka = child.forename, child.surname, "", ""
        namesake.row = self.m.row(namesake, flawed=0)
        self.unborn.append(namesake.row)
        return "select" if self.supported(child, question, people) else "list"
