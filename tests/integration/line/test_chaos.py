"""The short form of bench/chaos: a few mails, everything killed around them, and the books close."""

import os

import pytest

from bench.chaos import MUST_BE_ZERO, run
from bench.databases import own_database


@pytest.mark.own_database
@pytest.mark.timeout(1500)
def test_kills_at_random_moments_lose_and_double_nothing(tmp_path):
    with own_database(os.environ.get("POSTROOM_CHAOS_DATABASE_URL", "")) as database:
        told = run(mails=4, kills=6, seed=5, state=tmp_path / "house", database=database)

    assert told["kills"] == 6
    assert {name: told[name] for name in MUST_BE_ZERO} == dict.fromkeys(MUST_BE_ZERO, 0)
