"""Choosing tests by what they touch, and leaving the process as it was found."""

import signal

import hypothesis
import pytest

hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")
"""A property test tries the same cases in every run: one that fails fails for whoever changed something, and for nobody else."""

STORE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser):
    parser.addoption(
        "--store", action="store_true", help="only the tests that touch the store, to run them on another database"
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--store"):
        return
    others = [item for item in items if not touches_store(item)]
    items[:] = [item for item in items if touches_store(item)]
    config.hook.pytest_deselected(items=others)


def touches_store(item: pytest.Item) -> bool:
    """Through Django's connection, or through a database of its own (the mark `own_database`)."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return (
        any(item.iter_markers("django_db")) or any(item.iter_markers("own_database")) or bool(fixtures & STORE_FIXTURES)
    )


@pytest.fixture(autouse=True)
def signals_are_heeded():
    """What a test ignores or blocks and does not give back, every process that a later test starts would ignore too."""
    found = deaf_to()
    yield
    assert deaf_to() == found, "this test left signals ignored or blocked"


def deaf_to() -> frozenset[signal.Signals]:
    ignored = {
        each for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT) if signal.getsignal(each) is signal.SIG_IGN
    }
    return frozenset(ignored | signal.pthread_sigmask(signal.SIG_BLOCK, ()))
