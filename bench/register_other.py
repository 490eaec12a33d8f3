"""The second world: registers with other names and other mistakes than those that the rules were written with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from register_families import TODAY, Child, Family, read_data
from register_other_mistakes import OtherMistakes
from register_questions import KNOWN, NEW, Questions
from register_records import Maker

SLIPS = read_data("match_slips_other.yaml")
Asked = tuple[Child, dict[str, Any], list[dict[str, Any]], list[str]]
OTHER_KNOWN = KNOWN | {
    "clean": 9, "typo": 2, "phonetic": 2, "transliteration": 2, "nickname": 1, "ocr": 0.5, "truncated": 0.5, "double_name": 0.5, "several": 2,
    "keyboard": 4, "misread": 3, "called": 5, "written": 6, "cut_at_ten": 2, "halves_exchanged": 2, "stepfathers_name": 2, "mothers_name": 2,
    "second_name_used": 3, "letters_plain": 3, "one_box": 2.5, "surname_comma": 1.5, "titled": 1, "patronymic": 3, "digit_slip": 3, "year_beside": 3,
    "first_of_january": 2.5, "digits_exchanged": 2, "wrong_sex": 1.5, "no_sex": 2, "postcode_slip": 3, "house_written_otherwise": 4, "house_beside": 1.5,
    "mother_otherwise": 4, "father_only": 3, "siblings_number": 1.5, "two_slips": 4, "alike_twin": 3, "alike_twin_slip": 1, "cousin": 2.5, "junior": 1.5,
    "bare": 2,
}  # fmt: skip
OTHER_NEW = NEW | {
    "new_plain": 12, "new_sibling": 9, "new_namesake_year": 6, "new_namesake_near": 6, "new_namesake_bare": 3, "new_cousin": 4, "new_junior": 3,
    "new_alike_twin": 2, "new_siblings_number": 3, "new_at_carers": 2, "new_neighbour": 2, "new_unborn_later": 1.5, "new_same_day": 3,
}  # fmt: skip


class OtherMaker(Maker):
    """Families as before, and some with twins of like names, cousins of one name under one roof, fathers and sons of one name."""

    def families(self, children: int) -> list[Family]:
        out = super().families(children)
        self.special: dict[str, list[Child]] = {"alike_twin": [], "cousin": [], "junior": []}
        for family in self.r.sample(out, max(40, len(out) // 250)):
            self.add_alike_twins(family)
        for family in self.r.sample(out, max(40, len(out) // 250)):
            out.append(self.cousins_of(family))
        for family in self.r.sample(out, max(40, len(out) // 300)):
            self.add_junior(family)
        return out

    def add_alike_twins(self, family: Family) -> None:
        sex = self.r.choice("MF")
        first = self.child(family, None, sex)
        second = self.child(family, first.born, sex)
        first.forename, second.forename = self.r.choice(SLIPS["alike"][sex])
        first.middle = second.middle = first.aka = second.aka = ""
        second.surname = first.surname
        first.twin, second.twin = second, first
        self.special["alike_twin"] += [first, second]

    def cousins_of(self, family: Family) -> Family:
        """Another family at the same address, with a child of the same name, months or a few years apart."""
        namesake = self.r.choice(family.children)
        other = replace(self.family(), tradition=family.tradition, address=family.address, postcode=family.postcode)
        other.surname, other.father = family.surname, (self.person(family.tradition, "M"), family.father[1])
        other.children = []
        cousin = self.child(other, self.months_apart(namesake.born), namesake.sex)
        cousin.forename, cousin.surname, cousin.middle = namesake.forename, namesake.surname, namesake.middle
        cousin.aka = namesake.aka = ""
        self.special["cousin"] += [namesake, cousin]
        return other

    def months_apart(self, born: date) -> date:
        return min(born + timedelta(days=self.r.choice([-1, 1]) * self.r.randint(100, 1200)), TODAY)

    def add_junior(self, family: Family) -> None:
        """A father who was himself a child on file, and his son of the same name."""
        father = self.child(family, TODAY - timedelta(days=self.r.randint(365 * 19, 365 * 26)), "M")
        son = self.child(family, father.born + timedelta(days=self.r.randint(365 * 17, 365 * 18)), "M")
        son.born = min(son.born, TODAY - timedelta(days=30))
        son.forename, son.surname, son.middle, son.aka = father.forename, father.surname, father.middle, ""
        father.aka = ""
        self.special["junior"] += [son]

    def flaw(self, row: dict[str, str], child: Child, share: float) -> None:
        super().flaw(row, child, share)
        faults = (
            (0.04, self.mother_last_first),
            (0.03, self.mother_titled),
            (0.02, self.forename_whole),
            (0.1, self.address_short),
        )
        for chance, fault in faults:
            if self.chance(chance * share):
                fault(row, child)

    def mother_last_first(self, row: dict[str, str], child: Child) -> None:
        parts = row["mother_name"].split(" ", 1)
        row["mother_name"] = f"{parts[1].upper()}, {parts[0]}" if len(parts) == 2 else row["mother_name"]

    def mother_titled(self, row: dict[str, str], child: Child) -> None:
        row["mother_name"] = (
            f"{self.r.choice(['Mrs', 'Ms', 'Miss'])} {row['mother_name']}" if row["mother_name"] else ""
        )

    def forename_whole(self, row: dict[str, str], child: Child) -> None:
        row["forename"], row["middle_names"] = (
            f"{row['forename']} {row['middle_names']} {row['surname']}".replace("  ", " "),
            "",
        )

    def address_short(self, row: dict[str, str], child: Child) -> None:
        row["address"] = (
            row["address"]
            .replace(" Road", " Rd")
            .replace(" Street", " St")
            .replace(" Avenue", " Ave")
            .replace(" Close", " Cl")
        )


class OtherQuestions(OtherMistakes, Questions):
    """What forms say of them, and of children who only look like them."""

    kinds_known, kinds_new = OTHER_KNOWN, OTHER_NEW
    m: OtherMaker

    def known(self, tag: str) -> tuple[Child, dict[str, Any], list[dict[str, Any]], str, list[str]]:
        if tag not in ("alike_twin", "alike_twin_slip", "cousin", "junior"):
            return super().known(tag)
        child = self.r.choice(self.m.special[tag.removesuffix("_slip")])
        question, people = self.said(child, now=True)
        expect = getattr(self, tag)(child, question, people)
        doubtful = (
            not child.row["date_of_birth"]
            or child.row["dob_estimated"] == "Y"
            or child.same
            or child.row["restricted"] == "Y"
        )
        never = [each.row["case_id"] for each in child.family.children if each is not child]
        return child, question, people, "either" if doubtful else expect, never

    def new(self, tag: str) -> Asked:
        return getattr(self, tag)() if tag in set(OTHER_NEW) - set(NEW) else super().new(tag)

    def namesake(self, other: Child, born: date) -> tuple[Child, dict[str, Any], list[dict[str, Any]]]:
        """A child of another family with the name of one on file."""
        family = replace(self.m.family(), tradition=other.family.tradition, children=[])
        while family.mother[0][:2] == other.family.mother[0][:2] or family.mother[1] == other.family.mother[1]:
            family.mother = self.m.family().mother
        child = Child(
            family,
            other.forename,
            other.middle,
            other.surname,
            min(born, TODAY),
            other.sex,
            self.m.nhs(),
            self.m.upn(born),
        )
        question, people = self.said(child)
        return child, question, people

    def with_home(self, child: Child, question: dict[str, Any], people: list[dict[str, Any]]) -> None:
        """So that the form does say who is another: the mother and the house."""
        mother = child.family.mother
        people[:] = [{"forename": mother[0], "surname": mother[1], "relationship": "mother", "sex": "F"}]
        question["address"], question["postcode"] = child.family.address, child.family.postcode

    def new_namesake_year(self) -> Asked:
        """Name and year of one on file, on another day; half of the forms say nothing of the home."""
        other = self.any_child()
        day = date(other.born.year, self.r.randint(1, 12), self.r.randint(1, 28))
        while day in (other.born, TODAY) or day == self.turned(other.born):
            day = date(other.born.year, self.r.randint(1, 12), self.r.randint(1, 28))
        child, question, people = self.namesake(other, day)
        return child, question, people, [other.row["case_id"]]

    def turned(self, born: date) -> date | None:
        return date(born.year, born.day, born.month) if born.day <= 12 else None

    def new_namesake_near(self) -> Asked:
        """Name of one on file, a date one part away, another home."""
        other = self.any_child()
        born = other.born.replace(day=min(other.born.day, 28))
        changed = self.r.choice(
            [
                born.replace(year=born.year + 1),
                born.replace(year=born.year - 1),
                born.replace(day=born.day % 28 + 1),
                born.replace(month=born.month % 12 + 1),
            ]
        )
        child, question, people = self.namesake(other, changed)
        self.with_home(child, question, people)
        return child, question, people, [other.row["case_id"]]

    def new_namesake_bare(self) -> Asked:
        """Name and a near date, and nothing else on the form."""
        child, question, _, never = self.new_namesake_near()
        question |= {"address": None, "postcode": None, "nhs_number": None, "upn": None}
        return child, question, [], never

    def new_same_day(self) -> Asked:
        """A common name and the very date of one on file; the form names another mother and another house."""
        other = self.any_child()
        while not other.row["mother_name"]:
            other = self.any_child()
        child, question, people = self.namesake(other, other.born)
        self.with_home(child, question, people)
        return child, question, people, [other.row["case_id"]]

    def new_cousin(self) -> Asked:
        """The name of a child on file, at the same address, born months apart to another mother."""
        other = self.any_child()
        while other.row["date_of_birth"].endswith("-01-01"):
            other = self.any_child()
        child, question, people = self.namesake(other, self.m.months_apart(other.born))
        child.family.address, child.family.postcode = other.family.address, other.family.postcode
        self.with_home(child, question, people)
        question["nhs_number"] = question["upn"] = None
        return child, question, people, [other.row["case_id"]]

    def new_junior(self) -> Asked:
        """The son of a father on file who has the same name and lives there."""
        father = self.r.choice(self.parents)
        while father.sex != "M":
            father = self.r.choice(self.parents)
        child, question, people = self.namesake(father, TODAY - timedelta(days=self.r.randint(20, 700)))
        self.with_home(child, question, people)
        question |= {"address": father.row["address"], "postcode": father.row["postcode"] or None, "upn": None}
        people.append(
            {
                "forename": father.forename,
                "surname": father.surname,
                "relationship": "father",
                "sex": "M",
                "date_of_birth": father.born.isoformat(),
            }
        )
        return child, question, people, [father.row["case_id"]]

    def new_alike_twin(self) -> Asked:
        """Only one of two twins is on file, who bears a like name."""
        other = self.any_child()
        while id(other) in self.asked_about:
            other = self.any_child()
        other.forename, name = self.r.sample(self.r.choice(SLIPS["alike"][other.sex]), 2)
        other.row["forename"], other.middle, other.row["middle_names"], other.aka, other.row["also_known_as"] = (
            other.forename,
            "",
            "",
            "",
            "",
        )
        for row in other.extra:
            row["forename"] = other.forename
        child = Child(other.family, name, "", other.surname, other.born, other.sex, self.m.nhs(), "")
        question, people = self.said(child, now=True)
        question["nhs_number"] = question["upn"] = None
        return child, question, people, [other.row["case_id"]]

    def new_siblings_number(self) -> Asked:
        """A new child on whose form the number of a brother or sister on file was written."""
        child, question, people, never = self.new_in_family("new_sibling")
        holders = [each for each in child.family.children if each.row and each.row["nhs_number"]]
        question["nhs_number"] = holders[0].nhs if holders else None
        return child, question, people, never

    def new_at_carers(self) -> Asked:
        """A child placed with carers at whose house other children are on file."""
        other = self.any_child()
        child, question, people = self.namesake(self.any_child(), self.m.months_apart(other.born))
        child.forename = question["forename"] = self.m.person(child.family.tradition, child.sex) + "a"
        question["address"], question["postcode"] = other.row["address"], other.row["postcode"] or None
        people[:] = [
            {
                "forename": other.family.mother[0],
                "surname": other.family.mother[1],
                "relationship": "foster_carer",
                "sex": "F",
            }
        ]
        return child, question, people, [other.row["case_id"]]

    def new_neighbour(self) -> Asked:
        """A namesake by forename and date in the same postcode, of another family."""
        other = self.any_child()
        child, question, people = self.namesake(other, other.born)
        child.surname = question["surname"] = self.m.family_name(child.family.tradition, child.sex)
        if child.surname == other.surname:
            child.surname = question["surname"] = "Quartermain"
        self.with_home(child, question, people)
        question["postcode"], question["address"] = (
            other.row["postcode"] or None,
            child.family.address.rsplit(", ", 1)[0],
        )
        return child, question, people, [other.row["case_id"]]

    def new_unborn_later(self) -> Asked:
        """The mother has a record of an earlier pregnancy, more than a year ago; this child is another."""
        family = next(self.hidden)
        row = self.unborn_row(family, TODAY - timedelta(days=self.r.randint(420, 900)))
        child = self.m.child(family, TODAY - timedelta(days=self.r.randint(5, 120)))
        question, people = self.said(child, now=True)
        return child, question, people, [row["case_id"]]
