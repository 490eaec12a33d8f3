"""The folder of templates that the reader reads with: what Postroom ships, and over it what admins published."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml
from django.conf import settings

from extractors.options import TEMPLATES
from records.queries.studio import latest_templates


def folder(more: Mapping[str, str] | None = None) -> Path:
    """The shipped folder itself where nothing is published. A folder is named by what is in it, so it never changes
    while a reader has it open; `more` are drafts on trial."""
    own = latest_templates() | dict(more or {})
    if not own:
        return TEMPLATES
    digest = hashlib.sha256(repr(sorted(own.items())).encode()).hexdigest()[:16]
    made = settings.ENVIRONMENT.state_dir / "templates" / digest
    if not made.is_dir():
        _make(made, own)
    return Path(made)


def _make(target: Path, own: Mapping[str, str]) -> None:
    """Made aside and moved into place whole: another worker may want the same folder now."""
    aside = target.with_name(f"{target.name}-{os.getpid()}")
    shutil.copytree(TEMPLATES, aside, dirs_exist_ok=True)
    documents = aside / "documents"
    for shipped in documents.glob("*.yaml"):
        if yaml.safe_load(shipped.read_text(encoding="utf-8")).get("name") in own:
            shipped.unlink()
    for name, text in own.items():
        (documents / f"{name}.yaml").write_text(text, encoding="utf-8")
    try:
        aside.rename(target)
    except OSError:  # somebody else was first
        shutil.rmtree(aside)
