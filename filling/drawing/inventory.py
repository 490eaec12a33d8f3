"""What a page offers a robot: its fields under words that find them, its buttons, its tabs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from playwright.sync_api import Page

from filling.page.injecting import page_script
from filling.page.looking import frames_of

TAKE = "() => {{ {scripts}\nreturn inventory(); }}"


@dataclass(frozen=True, slots=True)
class SeenField:
    """One control or group. `label`: words by which the robot finds it and it alone; None where there are none."""

    label: str | None
    kind: str
    options: tuple[str, ...]
    required: bool
    max: int | None
    html_id: str | None


@dataclass(frozen=True, slots=True)
class Twins:
    """Words that several fields answer to. `parts`: headings, each over one of these fields alone."""

    label: str
    count: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page or tab."""

    heading: str
    fields: tuple[SeenField, ...] = ()
    twins: tuple[Twins, ...] = ()
    buttons: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()


def take_inventory(page: Page) -> PageSeen:
    """Look once, over all frames that can be seen. Raises Playwright's Error when the page is replaced meanwhile."""
    told = [json.loads(frame.evaluate(TAKE.format(scripts=page_script("inventory")))) for frame in frames_of(page)]
    return PageSeen(
        heading=told[0]["heading"],
        fields=tuple(_field(one) for each in told for one in each["fields"]),
        twins=tuple(Twins(one["label"], one["count"], tuple(one["parts"])) for each in told for one in each["twins"]),
        buttons=tuple(dict.fromkeys(text for each in told for text in each["buttons"])),
        tabs=tuple(dict.fromkeys(text for each in told for text in each["tabs"])),
    )


def _field(told: dict[str, object]) -> SeenField:
    options = told["options"]
    return SeenField(
        label=str(told["label"]) if told["label"] else None,
        kind=str(told["kind"]),
        options=tuple(str(one) for one in options) if isinstance(options, list) else (),
        required=bool(told["required"]),
        max=int(str(told["max"])) if told["max"] else None,
        html_id=str(told["id"]) if told["id"] else None,
    )
