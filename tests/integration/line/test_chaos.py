"""The short form of bench/chaos: a few mails, everything killed around them, and the books close."""

import pytest

from bench.chaos import MUST_BE_ZERO, run


@pytest.mark.timeout(1500)
def test_kills_at_random_moments_lose_and_double_nothing(tmp_path):
    told = run(mails=4, kills=6, seed=5, state=tmp_path / "house")

    assert told["kills"] == 6
    assert {name: told[name] for name in MUST_BE_ZERO} == dict.fromkeys(MUST_BE_ZERO, 0)
