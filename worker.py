"""Postroom's skills and robots from the command line: `python worker.py SKILL ...`.

read, match and fill are what the outside may rely on: they need no database, no Redis, no mailbox and no web page.
Exit status: 0 every input was handled, 2 a wrong call, 1 a fault of the program.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
import uuid

from postroom.errors import PostroomError

SKILLS = {
    "read": ("extractors.command", "FILE... --json [--explain]: post becomes contacts, each value with its evidence"),
    "match": (
        "matching.command",
        "QUERIES.jsonl --against CHILDREN.csv --json [--index DIR]: children become candidates",
    ),
    "fill": (
        "filling.command",
        "RECORD.json --screen SCREEN.yaml --json [--url URL]: a record becomes a verified draft",
    ),
    "map": (
        "filling.drawing.command",
        "URL --out MAP.yaml [--steps STEPS.yaml] [--headed]: a system's pages become a proposed screen map",
    ),
    "register": ("matching.bring", "EXPORT --index DIR [--delta]: bring an export into the register"),
    "train": ("matching.train", "learn the weights of the matching model from a register"),
    "match-batch": ("matching.batch", "the same model over a region's registers, on DuckDB, PostgreSQL or Spark"),
    "collect": ("bots.listener", "watch the mailbox and collect what arrives"),
    "watch": ("bots.watch", "tell operations when post is not flowing, and when it flows again"),
    "doctor": ("bots.doctor", "say in one screen whether everything is as it should be, and what to do where not"),
    "work": ("bots.work", "[QUEUE...]: do the jobs of these queues"),
}
NEED_THE_STORE = {"collect", "watch", "work"}


def usage() -> str:
    skills = "\n".join(f"  {name:<12} {what}" for name, (_, what) in SKILLS.items())
    return f"usage: python worker.py SKILL ...\n\n{skills}\n\n  python worker.py SKILL --help says more.\n"


def run(skill: str, arguments: list[str]) -> int:
    """Run one skill; its module is loaded only now, so that no skill pays for another's libraries."""
    if skill in NEED_THE_STORE:
        os.umask(0o077)  # whatever is written is this account's alone
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        importlib.import_module("django").setup()
        importlib.import_module("records.start").prove_keys()
    return int(importlib.import_module(SKILLS[skill][0]).main(arguments))


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] in {"-h", "--help"}:
        sys.stdout.write(usage())
        return 0
    if not arguments or arguments[0] not in SKILLS:
        sys.stderr.write(usage())
        return 2
    try:
        return run(arguments[0], arguments[1:])
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("POSTROOM_DEBUG"):
            raise
        return told(arguments[0], error)


def told(skill: str, error: Exception) -> int:
    """The last place before a person would see a stack trace: a plain sentence, and the exit status that fits it."""
    match error:
        case PostroomError():
            sys.stderr.write(f"{error.reason}\n")
            return 2
        case BrokenPipeError():
            return 1
        case OSError() if error.filename:
            sys.stderr.write(f"{error.filename}: {error.strerror}. Look at the settings, and at what the call names.\n")
            return 2
        case OSError() if error.errno == errno.ENOSPC:
            sys.stderr.write("The disk is full. Make room, and call again.\n")
            return 1
    # The message of an unknown error may hold a child's details, so only its kind and place are told.
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else "unknown"
    sys.stderr.write(
        f"Something went wrong in `{skill}`. This is a fault of Postroom, not of your input. "
        f"Reference {uuid.uuid4().hex[:8]} ({type(error).__name__} at {where}).\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
