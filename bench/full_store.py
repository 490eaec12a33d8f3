"""Pages and chores over a store of years: p95 in milliseconds, and how many questions a page puts to the database.

    python -m bench.full_store [--contacts 97000] [--links 1000000] [--database postgresql://...] [--state FOLDER] [--rounds 20]

Makes the store first where FOLDER (or the database) is empty. With `scripts/with-postgres` the database is POSTROOM_CHAOS_DATABASE_URL.
Every page is asked for through Django's own client by somebody with every role, so all of ours is in the figure, and no network.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PATIENCE_S = 30.0


def settle(state: Path, database: str) -> None:
    """Django over this store alone."""
    os.environ |= {
        "POSTROOM_SECRET_KEY": "only for this bench, and as long as a secret key should be: 0123456789",
        "POSTROOM_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
        "POSTROOM_AUDIT_KEY": "only for this bench",
        "POSTROOM_STATE": str(state),
        "POSTROOM_DATABASE_URL": database or f"sqlite:///{state}/postroom.sqlite3",
        "POSTROOM_REDIS_URL": "redis://127.0.0.1:1/0",
        "POSTROOM_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)


def make(contacts: int, links: int) -> None:
    """The store, unless it is there."""
    from django.db import connection

    from bench import store_maker
    from records.models import MailMessage

    if not MailMessage.objects.exists():
        began = time.monotonic()
        store_maker.fill(store_maker.Size(contacts=contacts, links=links))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(f"made in {time.monotonic() - began:.0f} s: {store_maker.told()}", file=sys.stderr)


def somebody() -> Any:
    """Signed in, with every role."""
    from django.contrib.auth.models import Group, User
    from django.test import Client

    person, _ = User.objects.get_or_create(username="bench")
    person.groups.set([Group.objects.get_or_create(name=role)[0] for role in ("triage", "ops", "admin", "auditor")])
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses() -> Iterator[tuple[str, str]]:
    """(what it is, address) of every page that grows with the store; deep ones lie at nine tenths of their list."""
    from records.models import AuditEvent, Contact, MailMessage

    over = Contact.objects.filter(state__in=("finished", "repeat", "superseded", "rejected")).order_by(
        "-last_moved_at", "-pk"
    )
    mine = Contact.objects.filter(state__in=("to_settle", "drafted", "stopped")).order_by("urgency", "due_at", "pk")
    aside = MailMessage.objects.filter(state="not_a_contact").order_by("-received_at", "pk")
    held = MailMessage.objects.filter(state="held").order_by("received_at", "pk")
    link = AuditEvent.objects.order_by("-number").first()
    deep = link.number // 10 if link else 1
    yield "worktray", "/worktray/"
    yield "worktray, deep", f"/worktray/?{_deep(mine, 25)}"
    yield "worktray, over", "/worktray/?where=over"
    yield "worktray, over, deep", f"/worktray/?where=over&{_deep(over, 25)}"
    yield "contact", f"/contacts/{mine[5].ulid}/"
    yield "contact, over", f"/contacts/{over[500].ulid}/"
    yield "held", "/post/held/"
    yield "held, deep", f"/post/held/?{_deep(held, 50)}"
    yield "not contacts, deep", f"/post/not-contacts/?{_deep(aside, 50)}"
    yield "operations", "/operations/"
    yield "audit", "/audit/"
    yield "audit, deep", f"/audit/?page={9 * deep // 100}&after={deep}"
    yield "audit, one record", f"/audit/?subject={over[500].ulid}"
    yield "audit, one person", "/audit/?actor=bench"
    yield "ledger", "/ledger/"
    yield "ledger, a year ago", "/ledger/?until=2025-11-20"
    yield "studio", "/studio/"


def _deep(rows: Any, a_page: int) -> str:
    place = rows.count() * 9 // 10
    return f"page={place // a_page}&after={rows[place].ulid}"


def p95(act: Callable[[], Any], rounds: int) -> float:
    """Milliseconds, after one that warms up; fewer rounds where one takes very long."""
    act()
    taken: list[float] = []
    until = time.monotonic() + PATIENCE_S
    while len(taken) < rounds and (time.monotonic() < until or not taken):
        began = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - began))
    return round(sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)], 1)


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Every page, and the sweep."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bots.sweep import sweep

    client, told = somebody(), dict[str, dict[str, float]]()
    for what, address in addresses():
        with CaptureQueriesContext(connection) as asked:
            status = client.get(address).status_code
        told[what] = {"status": status, "queries": len(asked), "p95_ms": p95(lambda at=address: client.get(at), rounds)}  # type: ignore[misc]
        print(what, told[what], file=sys.stderr, flush=True)
    told["sweep"] = {"p95_ms": p95(sweep, rounds)}
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=97_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--database", default=os.environ.get("POSTROOM_CHAOS_DATABASE_URL", ""))
    parser.add_argument("--state", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="postroom-full-") as folder:
        settle(chosen.state or Path(folder), chosen.database)
        make(chosen.contacts, chosen.links)
        print(json.dumps(measure(chosen.rounds), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
