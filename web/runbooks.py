"""Runbooks as pages: a heading, paragraphs and numbered steps, as docs/how-to/runbooks has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings

STEP = re.compile(r"^\d+\. ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or steps in their order; the other is empty."""

    words: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Runbook:
    title: str
    blocks: tuple[Block, ...]


def runbook(name: str) -> Runbook:
    """By the name of its file. Raises FileNotFoundError."""
    text = (settings.BASE_DIR / "docs" / "how-to" / "runbooks" / f"{name}.md").read_text(encoding="utf-8")
    heading, *rest = text.replace("`", "").strip().split("\n\n")
    return Runbook(heading.removeprefix("# "), tuple(_block(each) for each in rest))


def _block(text: str) -> Block:
    if not STEP.match(text):
        return Block(text, ())
    return Block("", tuple(STEP.sub("", line) for line in text.splitlines()))
