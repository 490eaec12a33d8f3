"""The folder of templates that the reader reads with: what Postroom ships, and over it what admins published."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from extractors.options import TEMPLATES
from records.queries.studio import latest_templates


def folder(more: Mapping[str, str] | None = None, shipped: Path = TEMPLATES) -> Path:
    """The shipped folder itself where nothing is published. A folder is named by what is in it, so it never changes
    while a reader has it open, and a new version of Postroom brings its own data; `more` are drafts on trial."""
    own = latest_templates() | dict(more or {})
    if not own:
        return shipped
    digest = hashlib.sha256(repr((_digest(shipped), sorted(own.items()))).encode()).hexdigest()[:16]
    made = settings.ENVIRONMENT.state_dir / "templates" / digest
    if not made.is_dir():
        _make(made, own, shipped)
    return Path(made)


@cache
def _digest(shipped: Path) -> str:
    """Of all that Postroom ships. It does not change while a process lives."""
    digest = hashlib.sha256()
    for path in sorted(each for each in shipped.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(shipped)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _make(target: Path, own: Mapping[str, str], shipped: Path) -> None:
    """Made aside and moved into place whole: another worker may want the same folder now."""
    aside = target.with_name(f"{target.name}-{os.getpid()}")
    shutil.copytree(shipped, aside, dirs_exist_ok=True)
    documents = aside / "documents"
    for each in documents.glob("*.yaml"):
        if yaml.safe_load(each.read_text(encoding="utf-8")).get("name") in own:
            each.unlink()
    for name, text in own.items():
        (documents / f"{name}.yaml").write_text(text, encoding="utf-8")
    try:
        aside.rename(target)
    except OSError:  # somebody else was first
        shutil.rmtree(aside)
