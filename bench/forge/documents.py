"""Forms as files, each with its truth beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.forge import fillable, mail, picture, printed, word
from bench.forge.form import Form, Plan, draw
from bench.forge.truth import Truth

MEDIA: dict[str, tuple[str, Callable[[Form, Truth], bytes]]] = {
    "word": (word.SUFFIX, word.write),
    "printed": (printed.SUFFIX, printed.write),
    "fillable": (fillable.SUFFIX, fillable.write),
    "html_mail": (mail.SUFFIX, mail.write_html),
    "text_mail": (mail.SUFFIX, mail.write_text),
    "picture": (picture.SUFFIX, picture.write),
}


def made(plan: Plan) -> tuple[str, bytes, dict[str, object]]:
    """Name, bytes and truth of one document."""
    suffix, write = MEDIA[plan.medium]
    truth = Truth()
    content = write(draw(plan), truth)
    name = f"f{plan.seed:06d}-{plan.medium}-{plan.placement}{suffix}"
    return name, content, truth.as_json(name, plan.tags)


def forged(plans: Sequence[Plan], folder: Path) -> None:
    """Writes FOLDER/NAME and FOLDER/truth/NAME.json for each."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for plan in plans:
        name, content, truth = made(plan)
        (folder / name).write_bytes(content)
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (folder / "truth" / f"{name}.json").write_text(text, encoding="utf-8")
