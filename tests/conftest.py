"""Choosing tests by what they touch."""

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
