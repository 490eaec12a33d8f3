"""A rehearsal with an invented record: fills what the map names, saves nothing, and keeps a picture of each step to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from filling.drawing.writing import Part
from filling.map import screenmap
from filling.robot import Rehearsal, Robot

INVENTED: dict[str, object] = {
    "forename": "Ottoline", "middle_names": "Wren", "surname": "Braithwaite-Sample", "date_of_birth": "2015-03-14", "also_known_as": "Ottie",
    "expected_delivery_date": "2027-03-01", "sex": "F", "ethnicity_code": "NOBT", "nhs_number": "9990000018", "first_language": "English",
    "interpreter_required": "no", "postcode": "UB3 1ZZ", "address": "27 Larkfield Mews, Hayes, UB3 1ZZ", "source_code": "6",
    "category": "Vulnerability", "police_brag": "green", "dash_grade": "standard", "consent_to_share": "not_sought", "parents_aware": "no",
    "received": "2026-11-16T09:00", "start": "2026-11-15T22:15", "end": "2026-11-15T23:00", "phone": "+442079460018",
    "email": "sample@example.org", "role_in_incident": "subject", "dob_estimated": False, "is_unborn": False,
}  # fmt: skip
OTHERWISE = "Sample"
LEFT_OUT = ("outcome", "case_id", "attachments")
"""A robot picks no outcome, an invented child is on no file, and there is no document to attach."""


@dataclass(slots=True)
class Album:
    """Pictures in a folder, in the order of the steps, with a page that shows them."""

    folder: Path
    steps: list[str] = field(default_factory=list)

    def keep(self, picture: bytes) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"step-{len(self.steps) + 1:02}.png"
        (self.folder / name).write_bytes(picture)
        self.steps.append(name)
        return name

    def bind(self) -> Path:
        figures = "".join(
            f'<figure><img src="{escape(name)}" alt=""><figcaption>{escape(name)}</figcaption></figure>'
            for name in self.steps
        )
        page = self.folder / "rehearsal.html"
        page.write_text(
            f'<!DOCTYPE html><html lang="en"><title>Rehearsal</title><body>{figures}</body></html>', encoding="utf-8"
        )
        return page


def invented_record(parts: Sequence[Part]) -> dict[str, Any]:
    """A record of nobody, with a value for each path that the map names."""
    record: dict[str, Any] = {"mark": "PR-REHEARSAL"}
    for path in (one.path for part in parts for one in part.proposals if one.path and one.path != "mark"):
        *groups, leaf = path.split(".")
        if leaf in LEFT_OUT:
            continue
        place = record
        for group in groups:
            place = place.setdefault(group, {})
        place[leaf] = INVENTED.get(leaf, OTHERWISE)
    return record


def rehearse(path: Path, parts: Sequence[Part], folder: Path, secrets: Mapping[str, str]) -> Path:
    """Walks the proposed map with an invented record. The page of pictures."""
    album = Album(folder)
    with Robot(secrets, pictures=album, rehearsal=Rehearsal(slow_ms=0, invented=True)) as robot:
        robot.fill(invented_record(parts), screenmap.load(path))
    return album.bind()
