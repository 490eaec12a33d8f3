"""Prints docs/reference/doubts.md from the table of doubts: `make doubts`. A test compares the two."""

from __future__ import annotations

import sys

from postroom.doubts import TABLE

HEAD = """# Doubts: why a value is not certain

Printed by `make doubts` from `postroom/doubts.py`. The words are what a reviewer reads beside the value; braces are filled from the
document. `python worker.py read FILE --json --explain` gives the names under `doubts` in every leaf.

| name | words |
|---|---|
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| `{doubt.name}` | {doubt.words} |\n" for doubt in TABLE.values())


if __name__ == "__main__":
    sys.stdout.write(page())
