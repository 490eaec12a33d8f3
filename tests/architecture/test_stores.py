"""What touches the store runs on both databases: `pytest --store` finds it by its mark, so the mark must be there."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
CHOSEN = [TESTS / "architecture", TESTS / "integration", TESTS / "functional" / "web"]  # as scripts/test-store says


def using(word: str) -> set[Path]:
    return {path for path in TESTS.rglob("test_*.py") if word in path.read_text(encoding="utf-8")} - {Path(__file__)}


def test_who_makes_a_database_says_so():
    makers = using("_DATABASE_URL")

    assert makers
    assert makers <= using("pytest.mark.own_database")


def test_who_uses_the_database_stands_where_both_runs_look():
    users = using("django_db") | using("own_database") | using("live_server")

    assert len(users) > 15
    assert {path for path in users if not any(folder in path.parents for folder in CHOSEN)} == set()


def test_the_second_run_looks_there():
    script = (TESTS.parent / "scripts" / "test-store").read_text(encoding="utf-8")

    assert all(str(folder.relative_to(TESTS.parent)) in script for folder in CHOSEN)
