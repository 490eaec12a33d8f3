"""`python worker.py map URL --out MAP.yaml [--steps STEPS.yaml] [--headed] [--rehearse]`: proposes a screen map of a system."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Error

from filling.drawing.proposal import load_lists, load_vocabulary, propose
from filling.drawing.rehearsing import rehearse
from filling.drawing.walk import go_to_form, parts_of, provisional
from filling.drawing.writing import Part, written
from filling.map import screenmap
from filling.page.browsing import Browsing
from filling.page.seeking import SignedOut
from postroom.errors import Misconfigured, PostroomError

TEMPLATES = Path(__file__).parents[2] / "templates"
ABOUT = """Look at a web system and propose its screen map: names, controls, options, required fields, lengths, and code lists that do not fit.
--steps is YAML in the map's own words: how to sign in and come to an empty form (sign_in, signed_out, begin, mark, ...).
--headed opens a window: you sign in and go to the empty form yourself. Nothing is typed and nothing saved."""


def parser() -> argparse.ArgumentParser:
    form = argparse.ArgumentParser(
        prog="python worker.py map", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    form.add_argument("url", metavar="URL", help="where the system is")
    form.add_argument("--out", type=Path, required=True, metavar="MAP.yaml")
    form.add_argument("--steps", type=Path, metavar="STEPS.yaml", help="sign-in and the way to an empty form")
    form.add_argument("--headed", action="store_true", help="a person leads the way at the window")
    form.add_argument("--name", default="", help="the map's name; else that of the file")
    form.add_argument(
        "--rehearse",
        type=Path,
        metavar="FOLDER",
        help="afterwards fill an invented record, unsaved, with a picture of each step",
    )
    return form


def main(argv: list[str]) -> int:
    """0 when a map was written, 2 for a wrong call or a way that does not lead to a form."""
    chosen = parser().parse_args(argv)
    began = time.monotonic()
    try:
        told = _told(chosen)
        text, parts = draw(told, headed=chosen.headed, ask=_ask if chosen.headed else None)
        chosen.out.write_text(text, encoding="utf-8")
        screenmap.load(chosen.out)
        if chosen.rehearse:
            rehearse(chosen.out, parts, chosen.rehearse, os.environ)
    except (PostroomError, Error, SignedOut, OSError) as error:
        sys.stderr.write(f"{getattr(error, 'reason', None) or error}\n")
        return 2
    _tell(chosen.out, parts, time.monotonic() - began)
    return 0


def draw(told: Mapping[str, Any], *, headed: bool = False, ask: Any = None) -> tuple[str, list[Part]]:
    """The proposed map and what it was proposed from. Raises the errors of postroom.errors where the way does not lead to a form."""
    screen = provisional(told, str(told["screen"]))
    browsing = Browsing(headed=headed)
    try:
        address = go_to_form(browsing, screen, os.environ, ask)
        seen = parts_of(browsing, screen)
    finally:
        browsing.close()
    if not any(page.fields for _, page in seen):
        raise Misconfigured(
            f"There is no form here: {address} has no fields. Say in --steps how to come to an empty form."
        )
    vocabulary, lists = load_vocabulary(TEMPLATES / "codes" / "labels.yaml"), load_lists(TEMPLATES / "codes")
    taken: set[str] = set()
    parts = [Part(tab, page, propose(page.fields, vocabulary, lists, taken)) for tab, page in seen]
    whole = {**told, "begin": told.get("begin") or ([{"open": address}] if address != screen.url else [])}
    return written({key: value for key, value in whole.items() if value}, parts), parts


def _told(chosen: argparse.Namespace) -> dict[str, Any]:
    """What the person says of the system. Raises Misconfigured where the steps are no YAML."""
    try:
        steps = yaml.safe_load(chosen.steps.read_text(encoding="utf-8")) if chosen.steps else {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Misconfigured(f"{chosen.steps}: the steps cannot be read as YAML.") from error
    if not isinstance(steps, dict):
        raise Misconfigured(f"{chosen.steps}: expected parts of a screen map, for instance sign_in and begin.")
    return {"screen": chosen.name or chosen.out.stem, "version": 1, **steps, "url": chosen.url}


def _ask(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stdin.readline()


def _tell(out: Path, parts: Sequence[Part], seconds: float) -> None:
    fields = [one for part in parts for one in part.proposals]
    known = sum(1 for one in fields if one.path)
    lacking = sum(1 for one in fields if one.lacks)
    sys.stderr.write(
        f"{out}: {known} of {len(fields)} fields have a proposed path, {len(fields) - known} are for you to say, "
        f"{lacking} lists do not offer all of the council's texts. {seconds:.0f} s.\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
