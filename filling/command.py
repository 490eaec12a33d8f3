"""`python worker.py fill RECORD.json --screen SCREEN.yaml [--url URL] [--headed] [--submit] --json`."""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filling.map import screenmap
from filling.page.pictures import SealedFolder
from filling.robot import Rehearsal, Robot
from filling.telling import tell
from postroom.errors import Misconfigured
from postroom.filling import Approval, FillResult, digest_of

ABOUT = """Fill a web form from a record, by a screen map; read every field back; save a draft.
The robot's credentials come from the environment variables that the map names.
--headed and --rehearse show the journey and save nothing."""


def parser() -> argparse.ArgumentParser:
    form = argparse.ArgumentParser(
        prog="python worker.py fill", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    form.add_argument("record", type=Path, metavar="RECORD.json")
    form.add_argument("--screen", type=Path, required=True, metavar="SCREEN.yaml", help="the screen map")
    form.add_argument("--url", help="where the system is, in place of the map's own address")
    form.add_argument(
        "--json", action="store_true", help="one line of JSON on standard output; without it a table to read"
    )
    form.add_argument(
        "--submit", action="store_true", help="press the final button too; you approve exactly this record"
    )
    form.add_argument("--revise", action="store_true", help="bring our own earlier draft to this record's values")
    form.add_argument("--headed", action="store_true", help="a rehearsal in a window that you can watch; saves nothing")
    form.add_argument("--rehearse", action="store_true", help="a rehearsal without a window; saves nothing")
    form.add_argument("--canary", action="store_true", help="only see that every label of the map is there")
    form.add_argument(
        "--pictures", type=Path, help="a folder for encrypted pictures; POSTROOM_PICTURE_KEY is their key"
    )
    return form


def main(argv: list[str]) -> int:
    """Run the command. 0 when the record was handled, also when stopped with a reason; 2 for a wrong call."""
    chosen = parser().parse_args(argv)
    logging.basicConfig(level=os.environ.get("POSTROOM_LOG_LEVEL", "WARNING"), format="%(message)s")
    try:
        screen = screenmap.load(chosen.screen, chosen.url)
        record = read_record(chosen.record)
        pictures = _pictures(chosen.pictures)
    except Misconfigured as error:
        sys.stderr.write(f"{error.reason}\n")
        return 2
    rehearsal = Rehearsal(headed=chosen.headed) if chosen.headed or chosen.rehearse else None
    with Robot(pictures=pictures, rehearsal=rehearsal) as robot:
        if chosen.canary:
            result = robot.canary(screen)
        else:
            approval = Approval(getpass.getuser(), digest_of(record)) if chosen.submit else None
            result = robot.fill(record, screen, approval or False, revise=chosen.revise)
    told(result) if chosen.json else tell(result)
    return 0


def read_record(path: Path) -> Mapping[str, Any]:
    """The record: an object. Raises Misconfigured with what was expected."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Misconfigured(f"{path.name}: this is no readable JSON file.") from error
    if not isinstance(record, dict):
        raise Misconfigured(f"{path.name}: expected an object with the values that the map names.")
    return record


def _pictures(folder: Path | None) -> SealedFolder | None:
    if folder is None:
        return None
    key = os.environ.get("POSTROOM_PICTURE_KEY")
    if not key:
        raise Misconfigured("--pictures needs POSTROOM_PICTURE_KEY, the key that pictures are encrypted with.")
    return SealedFolder(folder, key)


def told(result: FillResult) -> None:
    """The contract's line for programs, and on standard error what people would ask next."""
    sys.stdout.flush()
    line = json.dumps(result.as_json(), ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")  # half a letter as its escape
    sys.stdout.buffer.flush()
    if result.left_empty:
        sys.stderr.write(f"Left empty, the record has no value: {', '.join(result.left_empty)}\n")
    if result.differing:
        sys.stderr.write(f"NOT VERIFIED, the system holds otherwise: {', '.join(result.differing)}\n")
    if result.stopped_at and result.stopped_at.picture:
        sys.stderr.write(f"Picture of the screen: {result.stopped_at.picture}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
