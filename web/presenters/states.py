"""What a state of a contact means on the page: what may be done in it, and its sentence."""

from __future__ import annotations

from postroom.states import ContactState

CHANGEABLE = {
    ContactState.READ,
    ContactState.TO_SETTLE,
    ContactState.SETTLED,
    ContactState.DRAFTED,
    ContactState.STOPPED,
}
DECIDABLE = {
    ContactState.TO_SETTLE,
    ContactState.SETTLED,
    ContactState.DRAFTING,
    ContactState.DRAFTED,
    ContactState.STOPPED,
    ContactState.READ,
}
ROBOT_WORKS = {
    ContactState.READ,
    ContactState.SETTLED,
    ContactState.DRAFTING,
    ContactState.APPROVED,
    ContactState.FINISHING,
}
REOPEN = {
    ContactState.STOPPED: "Let the robot try again",
    ContactState.REJECTED: "Put it back into the worktray",
    ContactState.REPEAT: "This is not a repeat: put it back into the worktray",
}
STATES = {
    ContactState.READ: "Postroom is looking for the children in the register.",
    ContactState.TO_SETTLE: "Nothing is in the case system yet: a person must settle what is open first.",
    ContactState.SETTLED: "Waiting for the robot to write the drafts.",
    ContactState.DRAFTING: "The robot is writing the drafts.",
    ContactState.DRAFTED: "The drafts stand in the case system, read back field by field.",
    ContactState.APPROVED: "Approved. Waiting for the robot.",
    ContactState.FINISHING: "Approved. The robot is bringing the drafts to what was approved.",
    ContactState.FINISHED: "Done. The drafts hold exactly what was approved.",
    ContactState.STOPPED: "The robot stopped, and needs a person.",
    ContactState.REPEAT: "The same report came before. It is linked, and was not drafted again.",
    ContactState.SUPERSEDED: "A newer version of this report took its place.",
    ContactState.REJECTED: "Rejected: a person said that this is no contact.",
}
