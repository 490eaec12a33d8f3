"""The table of moves, its diagram and the steps of the line say the same."""

from pathlib import Path

import pytest

from postroom.errors import NotAllowed
from postroom.states import CONTACT_MOVES, MAIL_MOVES, ContactState, MailState, check_contact_move
from records import dispatch, store
from scripts.diagram import page

ROOT = Path(__file__).resolve().parents[2]


def test_the_diagram_is_printed_from_the_tables():
    assert (ROOT / "docs" / "reference" / "states.md").read_text() == page()


def test_every_state_has_its_moves():
    assert set(MAIL_MOVES) == set(MailState)
    assert set(CONTACT_MOVES) == set(ContactState)


@pytest.mark.parametrize("moves", [MAIL_MOVES, CONTACT_MOVES])
def test_no_state_is_out_of_reach(moves):
    first = next(iter(moves))

    assert set(moves) - {first} <= {to for allowed in moves.values() for to in allowed}


def test_every_state_that_the_line_moves_on_has_a_step():
    asked = {*store.NEXT_FOR_MAIL.values(), *store.NEXT_FOR_CONTACT.values()}

    assert asked <= set(dispatch.plans())


def test_what_was_interrupted_may_go_back():
    for now, to in store.INTERRUPTED.items():
        check_contact_move(now, to)


def test_nothing_else_is_allowed():
    with pytest.raises(NotAllowed):
        check_contact_move(ContactState.FINISHED, ContactState.READ)


def test_only_one_file_writes_a_state():
    """Everything else moves records by move_mail and move_contact."""
    writers = {
        path.name
        for room in ("records", "bots", "web")
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and (".state = " in path.read_text() or "update(state=" in path.read_text())
    }

    assert writers <= {"moves.py", "replies.py"}  # a reply is no record of the line: its three states are its own
