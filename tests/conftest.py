"""Choosing tests by what they touch, and leaving the process as it was found."""

import signal

import pytest

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
def signals_left_as_found():
    """What a test ignores or blocks and does not give back, every process that a later test starts would ignore too."""
    found = signals()
    yield
    assert signals() == found, "this test left signals ignored or blocked"


def signals() -> tuple[object, ...]:
    return (
        signal.getsignal(signal.SIGTERM),
        signal.getsignal(signal.SIGHUP),
        frozenset(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    )
