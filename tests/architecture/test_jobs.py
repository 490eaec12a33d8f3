"""queue/jobs.toml names real functions, and its intervals make sense."""

import importlib
import tomllib
from pathlib import Path

import pytest

from bots.work import PROCESSES
from records.dispatch import plans

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("plan", plans().values(), ids=list(plans()))
def test_every_job_names_a_real_function(plan):
    module, _, name = plan.callable.rpartition(".")

    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("plan", plans().values(), ids=list(plans()))
def test_waits_grow_and_limits_are_set(plan):
    assert plan.timeout_s > 0
    assert list(plan.retries_s) == sorted(plan.retries_s)


def test_every_queue_has_a_process():
    assert {plan.queue for plan in plans().values()} == {queue for process in PROCESSES for queue in process}


def test_only_dispatch_asks_for_jobs_by_function():
    known = {plan["callable"] for plan in tomllib.loads((ROOT / "queue" / "jobs.toml").read_text()).values()}

    assert known == {plan.callable for plan in plans().values()}
    assert not (ROOT / "queue" / "__init__.py").exists()
