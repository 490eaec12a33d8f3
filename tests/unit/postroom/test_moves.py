"""States and moves."""

import pytest

from postroom.errors import NotAllowed
from postroom.states import CONTACT_MOVES, MAIL_MOVES, ContactState, MailState, check_contact_move, check_mail_move


def reachable(moves, start):
    seen, todo = {start}, [start]
    while todo:
        for state in moves[todo.pop()] - seen:
            seen.add(state)
            todo.append(state)
    return seen


def test_every_state_is_in_the_table_and_can_be_reached():
    assert reachable(MAIL_MOVES, MailState.CLAIMED) == set(MailState) == set(MAIL_MOVES)
    assert reachable(CONTACT_MOVES, ContactState.READ) == set(ContactState) == set(CONTACT_MOVES)


def test_only_approval_leads_to_a_finished_contact():
    before = {state for state, to in CONTACT_MOVES.items() if ContactState.FINISHING in to}

    assert before == {ContactState.APPROVED}


def test_a_move_that_is_not_in_the_table_is_refused():
    with pytest.raises(NotAllowed, match="A contact that is read cannot become approved"):
        check_contact_move(ContactState.READ, ContactState.APPROVED)
    with pytest.raises(NotAllowed):
        check_mail_move(MailState.CLAIMED, MailState.READ)
