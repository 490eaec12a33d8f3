"""Two hosts with folders of their own share the work of one PostgreSQL and one Redis."""

import os
import tempfile
from pathlib import Path

import pytest

from bench.databases import own_database
from bench.hosts import HOSTS, run

DATABASE = os.environ.get("POSTROOM_CHAOS_DATABASE_URL", "")


@pytest.mark.own_database
@pytest.mark.timeout(900)
@pytest.mark.skipif(not DATABASE, reason="needs PostgreSQL: scripts/with-postgres")
def test_two_hosts_share_the_post_and_do_nothing_twice():
    # A short path: Chromium puts a socket below it, whose path may have 107 letters at most.
    with tempfile.TemporaryDirectory(prefix="pr-") as folder, own_database(DATABASE) as database:
        told = run(mails=4, state=Path(folder), database=database)

    zero = ("stuck", "mails_lost", "done_twice", "drafts_doubled")
    assert {name: told[name] for name in zero} == dict.fromkeys(zero, 0)
    assert told["drafts_saved"] == told["children"]
    assert all(told["steps"][host] for host in HOSTS)
    assert told["files_with_a_document"] == []
