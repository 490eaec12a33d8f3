"""Which locality a postcode belongs to: the council's own table, imported from CSV. Data, not code: wards and boundaries change.

Until a council imports its own, the districts of templates/codes/localities.yaml count, which only approximate the three localities.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from io import StringIO
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from records import audit
from records.audit import Actor
from records.models import PostcodeLocality

OUTSIDE, NOT_KNOWN = "Outside", "Not known"
POSTCODE_HEADS = ("postcode", "pcds", "pcd", "pcd7", "sector", "district")
LOCALITY_HEADS = ("locality", "area")
WARD_HEADS = ("ward", "osward", "wardcode", "wd24cd", "wd23cd", "wd22cd")
LONGEST, SHORTEST = 7, 2  # characters of a postcode without its blank, and of the shortest district
MOST_NAMED = 10
ROWS_AT_ONCE = 5_000


class BadTable(ValueError):
    """The file is no table of localities. The message names rows by number, never by what they hold."""


def locality_of(postcode: object) -> str:
    """The locality of the longest prefix that the table knows; Outside where it knows none; Not known without a postcode."""
    tight = "".join(str(postcode or "").upper().split())
    if not tight:
        return NOT_KNOWN
    prefixes = [tight[:length] for length in range(min(len(tight), LONGEST), SHORTEST - 1, -1)]
    known = dict(PostcodeLocality.objects.filter(prefix__in=prefixes).values_list("prefix", "locality"))
    if not known and not PostcodeLocality.objects.exists():
        known = dict(_shipped())
    # "UB1" is no beginning of "UB10 1AA": a district counts only as a whole, a sector or postcode as far as it goes
    fitting = (known[prefix] for prefix in prefixes if prefix in known and _is_whole(prefix, tight))
    return next(fitting, OUTSIDE)


def localities() -> tuple[str, ...]:
    """Every locality of the table by name, then Outside and Not known."""
    own = set(PostcodeLocality.objects.values_list("locality", flat=True).distinct())
    return (*sorted(own or set(_shipped().values())), OUTSIDE, NOT_KNOWN)


def import_localities(path: Path, actor: Actor, wards: Path | None = None) -> int:
    """Puts the file's table in the place of the old one, all at once; how many postcodes it holds. Raises BadTable, and the old one stays.

    `path` has a column of postcodes (or sectors or districts) and one of localities; or it is an ONS postcode directory, and `wards` says
    which ward belongs to which locality.
    """
    by_ward = dict(_pairs(wards, WARD_HEADS, LOCALITY_HEADS)) if wards else {}
    pairs = _pairs(path, POSTCODE_HEADS, WARD_HEADS if wards else LOCALITY_HEADS)
    table: dict[str, str] = {}
    for postcode, said in pairs:
        locality = by_ward.get(said, OUTSIDE) if wards else said
        if table.setdefault("".join(postcode.upper().split()), locality) != locality:
            raise BadTable("A postcode stands in the table twice, with two localities. Nothing was changed.")
    with transaction.atomic():
        PostcodeLocality.objects.all().delete()
        rows = [PostcodeLocality(prefix=prefix, locality=locality) for prefix, locality in table.items()]
        PostcodeLocality.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        audit.record(actor, "localities.imported", "localities", {"postcodes": len(rows)})
    return len(table)


def _pairs(path: Path, keys: tuple[str, ...], values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(key, value) of every row. Raises BadTable with the numbers of the rows that are wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable("The file is not text in UTF-8. Save it as “CSV UTF-8”, then import it again.") from error
    try:
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadTable("The file breaks off inside a quotation mark, or is no CSV. Nothing was changed.") from error
    heads = ["".join(head.lower().split()) for head in rows[0]] if rows else []
    places = [next((heads.index(name) for name in names if name in heads), None) for names in (keys, values)]
    if None in places or len(rows) < 2:
        raise BadTable(f"The file needs a heading row with “{keys[0]}” and “{values[0]}”, and rows below it.")
    key, value = (place or 0 for place in places)
    bad = [number for number, row in enumerate(rows[1:], 2) if row and not _is_good(row, key, value)]
    if bad:
        named = ", ".join(str(number) for number in bad[:MOST_NAMED])
        raise BadTable(f"{len(bad)} rows have no postcode or no locality, among them row {named}. Nothing was changed.")
    return ((row[key].strip(), row[value].strip()) for row in rows[1:] if row)


def _is_good(row: list[str], key: int, value: int) -> bool:
    tight = "".join(row[key].split()) if len(row) > max(key, value) else ""
    return bool(tight) and tight.isalnum() and bool(row[value].strip())


def _is_whole(prefix: str, tight: str) -> bool:
    """Whether the prefix ends where the district ends, or lies beyond it: the last three characters are the inward part."""
    return len(prefix) >= len(tight) - 3 if len(tight) > 4 else prefix == tight


@cache
def _shipped() -> Mapping[str, str]:
    path = Path(settings.BASE_DIR) / "templates" / "codes" / "localities.yaml"
    by_locality: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {district: locality for locality, districts in by_locality.items() for district in districts}
