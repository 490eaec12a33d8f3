"""Records of children as exports hold them, with the faults that exports have."""

from __future__ import annotations

from datetime import date, timedelta

from register_families import TODAY, Child, Families, Family
from register_slips import plain

FLAWED = 0.5  # share of seen records' faults in comparison with the worst exports


class Maker(Families):
    """Families, and how a case system's export writes their children."""

    def row(self, child: Child, *, flawed: float = FLAWED) -> dict[str, str]:
        family = child.family
        years = (TODAY - child.born).days / 365
        row = {
            "case_id": self.case_id(), "forename": child.forename, "middle_names": child.middle, "surname": child.surname, "also_known_as": child.aka,
            "date_of_birth": child.born.isoformat(), "dob_estimated": "N", "sex": child.sex, "nhs_number": child.nhs if self.chance(0.6) else "",
            "upn": child.upn if years > 4 and self.chance(0.7) else "", "address": family.address, "postcode": family.postcode,
            "mother_name": " ".join(family.mother).strip() if self.chance(0.76) else "", "family_id": family.number if self.chance(0.86) else "",
            "status": "closed", "allocated_team": "", "merged_into": "", "is_unborn": "N", "expected_delivery_date": "", "restricted": "N",
        }  # fmt: skip
        self.flaw(row, child, flawed)
        return row

    def flaw(self, row: dict[str, str], child: Child, share: float) -> None:
        """The faults that exports have, each by its own chance."""
        faults = (
            (0.03, self.lose_date), (0.05, self.estimate_date), (0.25, self.old_address), (0.06, self.spoil_postcode), (0.08, self.capitals),
            (0.05, self.typo_in_record), (0.3, self.plain_letters), (0.06, self.names_together), (0.04, self.pet_name), (0.05, self.mother_first_only),
            (0.02, self.wrong_sex), (0.01, self.respell), (0.008, self.swap_names), (0.03, self.single_name_written),
        )  # fmt: skip
        for chance, fault in faults:
            if self.chance(chance * share):
                fault(row, child)
        if self.chance(0.12):
            row["status"], row["allocated_team"] = (
                "open",
                self.r.choice(["Duty Team", "MASH", "Assessment Team", "Leaving Care"]),
            )

    def lose_date(self, row: dict[str, str], child: Child) -> None:
        row["date_of_birth"] = ""

    def estimate_date(self, row: dict[str, str], child: Child) -> None:
        if self.chance(0.5):
            row["date_of_birth"] = f"{child.born.year + self.r.choice([-1, 0, 0, 1])}-01-01"
            row["dob_estimated"] = self.r.choice("YN")
        else:
            row["date_of_birth"] = (child.born + timedelta(days=self.r.randint(-75, 75))).isoformat()[:8] + "15"
            row["dob_estimated"] = "Y"

    def old_address(self, row: dict[str, str], child: Child) -> None:
        row["address"], row["postcode"] = self.home()

    def spoil_postcode(self, row: dict[str, str], child: Child) -> None:
        bad = self.r.choice(
            ["XXXX", "NOPOSTCODE", "ZZ99 3VZ", "", row["postcode"].split()[0], row["postcode"].lower().replace(" ", "")]
        )
        row["address"] = ", ".join(row["address"].split(", ")[:-1])
        row["postcode"] = bad

    def capitals(self, row: dict[str, str], child: Child) -> None:
        for name in ("forename", "middle_names", "surname") if self.chance(0.4) else ("surname",):
            row[name] = row[name].upper()

    def typo_in_record(self, row: dict[str, str], child: Child) -> None:
        name = self.r.choice(["forename", "surname"])
        row[name] = self.typo(row[name])

    def plain_letters(self, row: dict[str, str], child: Child) -> None:
        for name in ("forename", "middle_names", "surname", "mother_name"):
            row[name] = plain(row[name])

    def names_together(self, row: dict[str, str], child: Child) -> None:
        row["forename"], row["middle_names"] = f"{row['forename']} {row['middle_names']}".strip(), ""

    def pet_name(self, row: dict[str, str], child: Child) -> None:
        row["forename"] += f" ({row['forename'][:3]})" if self.chance(0.5) else f" ({row['forename'][:2]}mi)"

    def mother_first_only(self, row: dict[str, str], child: Child) -> None:
        row["mother_name"] = row["mother_name"].split(" ")[0]

    def wrong_sex(self, row: dict[str, str], child: Child) -> None:
        row["sex"] = "U"

    def respell(self, row: dict[str, str], child: Child) -> None:
        row["forename"] = self.spelt_otherwise(row["forename"])

    def swap_names(self, row: dict[str, str], child: Child) -> None:
        if row["surname"]:
            row["forename"], row["surname"] = row["surname"], row["forename"]

    def single_name_written(self, row: dict[str, str], child: Child) -> None:
        if not row["surname"]:
            style = self.r.randint(0, 3)
            if style == 0:
                row["forename"], row["surname"] = "FNU", row["forename"]
            elif style == 1:
                row["surname"] = "Unknown"
            elif style == 2:
                row["surname"] = row["forename"]


def fill_register(maker: Maker, families: list[Family]) -> list[dict[str, str]]:
    """Every child's row, and the rows that registers have besides."""
    rows: list[dict[str, str]] = []
    for child in (child for family in families for child in family.children):
        child.row = maker.row(child)
        add_extra_rows(maker, child)
        rows += [child.row, *child.extra]
    home = Family("british", ("Test", "Mother"), ("", ""), "Test", "Town Hall, B1 1AA", "B1 1AA", "")
    rows += [maker.row(Child(home, "Test", "", "Child", date(2014, 3, 3), "M", "", "")) for _ in range(8)]
    maker.r.shuffle(rows)
    return rows


def add_extra_rows(maker: Maker, child: Child) -> None:
    """Some children have a merged record, a second one that nobody merged, a marked one, or a restriction."""
    kind = maker.r.random()
    if kind < 0.017:
        merged = maker.row(child, flawed=1.5) | {"merged_into": child.row["case_id"]}
        child.extra.append(merged)
        if maker.chance(0.15):
            child.extra.append(maker.row(child, flawed=1.5) | {"merged_into": merged["case_id"]})
    elif kind < 0.022:
        second = maker.row(child, flawed=1.5)
        child.same.append(second["case_id"])
        child.extra.append(second)
    elif kind < 0.025:
        child.extra.append(marked_row(maker, child))
    elif kind < 0.032:
        child.row["restricted"] = "Y"


def marked_row(maker: Maker, child: Child) -> dict[str, str]:
    """A record that somebody marked as not to be used, in one of its names."""
    marked = maker.row(child)
    where = maker.r.choice(["forename", "surname"])
    word = maker.r.choice(["DUPLICATE", "DO NOT USE", "(DUPLICATE)", "DUP", "ZZ DUPLICATE", "- do not use -"])
    marked[where] = f"{marked[where]} {word}" if maker.chance(0.7) else f"{word} {marked[where]}"
    return marked
