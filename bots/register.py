"""Register: keeps the register of existing children as fresh as the exports. A job reads them in; matching only opens it.

A new export takes the old one's place in one step, and on any fault the register in use stays as it is. Its age is that of the
case system's export: when exports stop coming, the register grows stale and no longer says that a child is new.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from matching.mapping import CONTRACT, Mapped, load_mapping
from matching.register import Register, acknowledge, import_register, open_register
from postroom.errors import Misconfigured, NotSetUp
from records import store

log = logging.getLogger(__name__)
MAPPINGS = Path(__file__).parent.parent / "templates" / "registers"


def register() -> Register:
    """The register in use. Only where there is none yet are the exports read in at once. Raises NotSetUp."""
    index = index_dir()
    try:
        return _opened_now(index)
    except (OSError, Misconfigured):
        refresh()
    try:
        return _opened_now(index)
    except (OSError, Misconfigured) as error:
        raise NotSetUp(
            "There is no register of children yet: set POSTROOM_REGISTER to the export.", "register"
        ) from error


def refresh() -> None:
    """The job: reads in every export that is new. One that cannot be used is told in the log, and the others go on."""
    for path, mapped in exports():
        try:
            refresh_one(path, mapped)
        except Misconfigured as error:
            log.warning("register: %s: %s", mapped.name, error.reason)
            store.system_failed("register", error.reason)
        else:
            store.system_works("register")


def refresh_one(path: Path, mapped: Mapped) -> None:
    index = index_dir()
    index.mkdir(parents=True, exist_ok=True)
    index.chmod(0o700)  # names and dates of birth of every child known: for this account alone
    try:
        known = _opened_now(index)
    except (OSError, Misconfigured):
        pass
    else:
        if known.holds(path, mapped.source):
            acknowledge(index, mapped.source, path)
            return
    report = import_register(path, mapped, index, shrink=settings.ENVIRONMENT.register_shrink / 100)
    log.info(
        "register: %s: %d rows, %d children, %d rows left out, %d values doubted",
        mapped.name, report.rows, report.children, sum(report.left_out.values()), sum(report.doubted.values()),
    )  # fmt: skip


def exports() -> Iterator[tuple[Path, Mapped]]:
    """What POSTROOM_REGISTER names: paths with a comma between, each with `MAPPING=` before it unless it is in the
    contract's own columns. MAPPING is a file of templates/registers, without its ending."""
    for named in filter(None, (part.strip() for part in settings.ENVIRONMENT.register.split(","))):
        mapping, _, path = named.rpartition("=")
        yield Path(path), load_mapping(MAPPINGS / f"{mapping}.yaml") if mapping else CONTRACT


def index_dir() -> Path:
    return Path(settings.ENVIRONMENT.match_index)


def _opened_now(index: Path) -> Register:
    generation = (index / "current").read_text(encoding="utf-8")
    return _opened(index, generation, (index / generation / "meta.json").stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _opened(index: Path, _generation: str, _changed_at: int) -> Register:
    return open_register(index)
