"""What forms of the second world get wrong about a child on file. `question` holds the contract's values, `people` the adults."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from register_families import TODAY, Child, read_data
from register_mistakes import Mistakes
from register_slips import plain

SLIPS = read_data("match_slips_other.yaml")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
MISREAD = [
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("vv", "w"),
    ("w", "vv"),
    ("l", "1"),
    ("o", "0"),
    ("i", "l"),
    ("e", "c"),
    ("h", "b"),
    ("a", "o"),
    ("u", "n"),
    ("f", "t"),
]
ROADS = {
    "Road": "Rd",
    "Street": "St.",
    "Avenue": "Ave",
    "Close": "Cl",
    "Lane": "Ln",
    "Gardens": "Gdns",
    "Drive": "Dr",
    "Court": "Ct",
    "Crescent": "Cres",
}
Question, People = dict[str, Any], list[dict[str, Any]]


class OtherMistakes(Mistakes):
    """`select`: enough to select. `either`: select or list. `list`: the evidence cannot decide."""

    def if_home(self, child: Child, question: Question, people: People) -> str:
        return "select" if self.supported(child, question, people) else "either"

    def one_name(self, question: Question) -> str:
        return (
            self.r.choice(["forename", "surname"])
            if question["surname"] and len(question["surname"]) > 3
            else "forename"
        )

    # ---- names ------------------------------------------------------------------------------------------------

    def keyboard(self, child: Child, question: Question, people: People) -> str:
        """A neighbour of any key, the first letter too."""
        name = self.one_name(question)
        word = question[name]
        place = self.r.randrange(len(word))
        row = next((row for row in KEYS if plain(word[place]).lower() in row), "asdfghjkl")
        at = row.find(plain(word[place]).lower())
        question[name] = (word[:place] + self.r.choice(row[max(0, at - 1) : at + 2]) + word[place + 1 :]).capitalize()
        return self.if_home(child, question, people)

    def misread(self, child: Child, question: Question, people: People) -> str:
        name = self.one_name(question)
        found = [(old, new) for old, new in MISREAD if old in question[name][1:].lower()]
        if found:
            old, new = self.r.choice(found)
            question[name] = question[name][0] + question[name][1:].lower().replace(old, new, 1)
        return self.if_home(child, question, people)

    def called(self, child: Child, question: Question, people: People) -> str:
        while child.forename not in SLIPS["called"] and self.m.chance(0.9) and question["nhs_number"] is None:
            break
        names = SLIPS["called"].get(child.forename)
        question["forename"] = self.r.choice(names) if names else question["forename"]
        return "either"

    def written(self, child: Child, question: Question, people: People) -> str:
        for name in ("forename", "surname", "middle_names"):
            group = next((group for group in SLIPS["written"] if question[name] in group), None)
            if group:
                question[name] = self.r.choice(group)
        return self.if_home(child, question, people)

    def cut_at_ten(self, child: Child, question: Question, people: People) -> str:
        for name in ("forename", "surname"):
            question[name] = (question[name] or "")[:10].strip() or None
        return "select"

    def halves_exchanged(self, child: Child, question: Question, people: People) -> str:
        parts = (question["surname"] or "").replace("-", " ").split()
        if len(parts) > 1:
            question["surname"] = self.r.choice(["-", " "]).join(reversed(parts))
        return "select"

    def stepfathers_name(self, child: Child, question: Question, people: People) -> str:
        step = (self.m.person("british", "M"), self.m.family_name("british", "M"))
        people.append({"forename": step[0], "surname": step[1], "relationship": "parents_partner", "sex": "M"})
        question["surname"] = self.r.choice([step[1], f"{child.surname}-{step[1]}"])
        return "either"

    def mothers_name(self, child: Child, question: Question, people: People) -> str:
        question["surname"] = child.family.mother[1]
        return "either"

    def second_name_used(self, child: Child, question: Question, people: People) -> str:
        if child.middle and child.row["middle_names"]:
            question["forename"], question["middle_names"] = child.middle, None
        return "either"

    def letters_plain(self, child: Child, question: Question, people: People) -> str:
        for name in ("forename", "surname", "middle_names"):
            text = question[name] or ""
            question[name] = plain(text).upper() if self.m.chance(0.5) else unicodedata.normalize("NFD", text)
            question[name] = question[name] or None
        return "select"

    def one_box(self, child: Child, question: Question, people: People) -> str:
        whole = [question["forename"], question["middle_names"], question["surname"]]
        question |= {"forename": " ".join(part for part in whole if part), "middle_names": None, "surname": None}
        return "either"

    def surname_comma(self, child: Child, question: Question, people: People) -> str:
        if question["surname"]:
            question |= {"forename": f"{question['surname'].upper()}, {question['forename']}", "surname": None}
        return "either"

    def titled(self, child: Child, question: Question, people: People) -> str:
        question["forename"] = ("Master " if child.sex == "M" else "Miss ") + question["forename"]
        return "select"

    def patronymic(self, child: Child, question: Question, people: People) -> str:
        father = child.family.father[0]
        question["surname"], question["middle_names"] = self.r.choice(
            [(father, None), (child.surname or father, father)]
        )
        return "either"

    # ---- dates ------------------------------------------------------------------------------------------------

    def dated(self, child: Child, question: Question, people: People, text: str) -> str:
        try:
            right = date.fromisoformat(text) <= TODAY
        except ValueError:
            right = False
        question["date_of_birth"] = text if right else child.born.isoformat()
        return self.if_home(child, question, people)

    def digit_slip(self, child: Child, question: Question, people: People) -> str:
        text = child.born.isoformat()
        place = self.r.choice([3, 6, 8, 9])
        digit = str((int(text[place]) + self.r.choice([1, 9, 3, 7])) % 10)
        return self.dated(child, question, people, text[:place] + digit + text[place + 1 :])

    def year_beside(self, child: Child, question: Question, people: People) -> str:
        text = child.born.isoformat()
        return self.dated(child, question, people, f"{child.born.year + self.r.choice([-1, 1])}{text[4:]}")

    def first_of_january(self, child: Child, question: Question, people: People) -> str:
        question["date_of_birth"] = (
            f"{child.born.year}-{self.r.choice(['01-01', '01-01', f'{child.born.month:02}-15', f'{child.born.month:02}-01'])}"
        )
        question["dob_estimated"] = self.m.chance(0.6)
        return "either"

    def digits_exchanged(self, child: Child, question: Question, people: People) -> str:
        text = child.born.isoformat()
        place = self.r.choice([8, 5, 2])
        return self.dated(child, question, people, text[:place] + text[place + 1] + text[place] + text[place + 2 :])

    # ---- the rest ---------------------------------------------------------------------------------------------

    def wrong_sex(self, child: Child, question: Question, people: People) -> str:
        question["sex"] = {"M": "F", "F": "M"}[child.sex]
        return "either"

    def no_sex(self, child: Child, question: Question, people: People) -> str:
        question["sex"] = None
        return "select"

    def postcode_slip(self, child: Child, question: Question, people: People) -> str:
        code = question["postcode"]
        if code and question["address"]:
            wrong = (
                code[:-1] + self.r.choice("ABDEFGHJLNPQRSTUWXYZ")
                if self.m.chance(0.5)
                else code.translate(str.maketrans("0O1IS5", "O0I15S"))
            )
            question["postcode"], question["address"] = wrong, question["address"].replace(code, wrong)
        return "select"

    def house_written_otherwise(self, child: Child, question: Question, people: People) -> str:
        address = question["address"] or ""
        for long, short in ROADS.items():
            address = address.replace(f" {long}", f" {short}")
        if address.startswith("Flat ") and self.m.chance(0.7):
            flat, rest = address[5:].split(", ", 1)
            address = self.r.choice(
                [
                    f"{flat}/{rest}",
                    f"{rest.split(' ')[0]}/{flat} {rest.split(' ', 1)[1]}",
                    f"Apt {flat}, {rest}",
                    f"Flat {flat} {rest}",
                ]
            )
        question["address"] = (
            self.r.choice([address, address.upper(), address.replace(", ", " "), address.split(", ")[0]]) or None
        )
        return "select"

    def house_beside(self, child: Child, question: Question, people: People) -> str:
        words = (question["address"] or "").split(" ")
        question["address"] = " ".join(str(int(word) + 2) if word.isdigit() else word for word in words) or None
        return "either"

    def mother_otherwise(self, child: Child, question: Question, people: People) -> str:
        first, last = child.family.mother
        called = self.r.choice(SLIPS["called"].get(first, [first]))
        said = self.r.choice(
            [
                (called, last),
                (first, self.m.family_name(child.family.tradition, "F")),
                (f"Mrs {first}", last),
                (f"{first} {last}", ""),
                (last, first),
                (f"{first[0]}.", last),
            ]
        )
        people[:] = [{"forename": said[0], "surname": said[1], "relationship": "mother", "sex": "F"}]
        return "select" if question["address"] else "either"

    def father_only(self, child: Child, question: Question, people: People) -> str:
        father = child.family.father
        people[:] = [{"forename": father[0], "surname": father[1], "relationship": "father", "sex": "M"}]
        return self.if_home(child, question, people)

    def siblings_number(self, child: Child, question: Question, people: People) -> str:
        holders = [each for each in child.family.children if each is not child and each.row and each.row["nhs_number"]]
        if holders:
            question["nhs_number"] = holders[0].nhs
            return "either"
        return "select"

    def two_slips(self, child: Child, question: Question, people: People) -> str:
        for mistake in self.r.sample(
            [
                self.keyboard,
                self.misread,
                self.written,
                self.year_beside,
                self.digit_slip,
                self.postcode_slip,
                self.one_box,
                self.mother_otherwise,
            ],
            2,
        ):
            if question["surname"]:
                mistake(child, question, people)
        return "either"

    def bare(self, child: Child, question: Question, people: People) -> str:
        """Name and date, nothing else."""
        question |= {
            "address": None,
            "postcode": None,
            "nhs_number": None,
            "upn": None,
            "sex": None,
            "middle_names": None,
        }
        people.clear()
        return "either"

    def alike_twin(self, child: Child, question: Question, people: People) -> str:
        return "select"

    def alike_twin_slip(self, child: Child, question: Question, people: People) -> str:
        """A slip in the twin's name that leaves open which of the two is meant."""
        assert child.twin
        other = child.twin.forename
        place = next(
            (at for at, (a, b) in enumerate(zip(child.forename, other, strict=False)) if a != b), len(other) - 1
        )
        slipped = (child.forename[:place] + child.forename[place + 1 :]).title()
        question["forename"] = child.forename if slipped == other else slipped
        question["nhs_number"] = question["upn"] = None
        return "either"

    def cousin(self, child: Child, question: Question, people: People) -> str:
        return "select"

    def junior(self, child: Child, question: Question, people: People) -> str:
        return "select"
