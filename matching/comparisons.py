"""What is compared, and how two children come to be compared at all. This file is the model's design and reads as a list.

Levels are tried from the top; the first that holds counts. `rarity` names the column whose frequency among the children
counts: agreeing on Singh says little, on Araba much. Weights are learnt by Splink (matching.training) and kept in
matching/data/model.json; what is in here is the shape, not the numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from matching.conditions import Condition, among, crossed, either, missing, near, same, share, within


class Level(NamedTuple):
    words: str
    when: Condition
    rarity: str = ""
    agrees: bool | None = True  # how it is told: agrees, differs (False), or neither (None)


class Comparison(NamedTuple):
    name: str
    silent: Condition
    levels: tuple[Level, ...]
    otherwise: str
    household: bool = False  # says where the child belongs, not who the child is


COMPARISONS = (
    Comparison("forename", missing("forename"), (
        Level("the same forename", same("forename"), rarity="forename"),
        Level("a short form of the same forename", share("called"), rarity="forename"),
        Level("a forename that sounds the same", same("forename_sound"), rarity="forename_sound"),
        Level("a forename one letter apart", near("forename", 1, 4), rarity="forename"),
        Level("a forename two letters apart", near("forename", 2, 7), rarity="forename"),
        Level("one's forename is another name of the other", among("forename", "names"), rarity="forename"),
        Level("the same initial", same("forename_initial"), agrees=None),
    ), otherwise="another forename"),
    Comparison("surname", missing("surname"), (
        Level("the same surname", same("surname"), rarity="surname"),
        Level("a surname that sounds the same", same("surname_sound"), rarity="surname_sound"),
        Level("a surname one letter apart", near("surname", 1, 4)),
        Level("a surname two letters apart", near("surname", 2, 7)),
        Level("one part of the surname in common", share("family")),
        Level("one's surname is another name of the other", among("surname", "names")),
    ), otherwise="another surname"),
    Comparison("date_of_birth", missing("birth_year"), (
        Level("the same date of birth", same("date_of_birth")),
        Level("day and month of birth exchanged", same("day_before_month") | crossed("date_of_birth", "day_before_month")),
        Level("year and month of birth the same", same("year_month")),
        Level("year and day of birth the same", same("year_day")),
        Level("day and month of birth the same", same("month_day")),
        Level("an estimated date of birth, less than two years apart", either("estimated") & within("birth_year", 1), agrees=None),
        Level("an estimated date of birth, about two years apart", either("estimated") & within("birth_year", 2), agrees=None),
        Level("the same year of birth", same("birth_year"), agrees=False),
    ), otherwise="another date of birth"),
    Comparison("sex", missing("sex"), (
        Level("the same sex", same("sex")),
    ), otherwise="another sex"),
    Comparison("nhs_number", missing("nhs_number"), (
        Level("the same NHS number", same("nhs_number")),
    ), otherwise="another NHS number"),
    Comparison("upn", missing("upn"), (
        Level("the same UPN", same("upn")),
    ), otherwise="another UPN"),
    Comparison("address", missing("house") & missing("postcode"), (
        Level("the same house", same("house") & (same("postcode") | missing("postcode")), rarity="house"),
        Level("the same postcode", same("postcode"), rarity="postcode"),
    ), otherwise="another address", household=True),
    Comparison("mother", missing("mother_forename"), (
        Level("the same mother's name", same("mother"), rarity="mother"),
        Level("the same mother's forename", same("mother_forename"), rarity="mother_forename"),
        Level("a mother's forename that sounds the same", same("mother_sound"), rarity="mother_sound"),
        Level("a mother's forename one letter apart", near("mother_forename", 1, 4), rarity="mother_forename"),
        Level("a name of the mother in common", share("mother_names"), agrees=None),
    ), otherwise="another mother's name", household=True),
)  # fmt: skip

RARITIES = tuple(dict.fromkeys(level.rarity for each in COMPARISONS for level in each.levels if level.rarity))
