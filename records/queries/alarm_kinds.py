"""Every kind of alarm: what to call it, what to do first, and the runbook that goes on from there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlarmKind:
    """`act` is the first thing to do; `runbook` the name of a page in docs/how-to/runbooks."""

    title: str
    act: str
    runbook: str


KINDS = {
    "redis": AlarmKind("Work queue away", "Start Redis again.", "work-queue"),
    "quiet": AlarmKind("Mailbox too quiet", "Send yourself a mail to the mailbox; ask the mail team.", "mailbox"),
    "standing": AlarmKind("Post is not flowing", "See whether a worker lives and what went wrong lately.", "standing"),
    "workers": AlarmKind("No worker", "Start the workers.", "workers"),
    "never": AlarmKind("Part never started", "Start the part that is named.", "workers"),
    "silent": AlarmKind("Part is silent", "Start the part that is named again.", "workers"),
    "ledger": AlarmKind("Ledger does not close", "Tell the developers; delete nothing.", "ledger"),
    "system mailbox": AlarmKind("Mailbox unreachable", "Ask the mail team what changed.", "mailbox"),
    "system case_system": AlarmKind("Case system down or paused", "Sign in to it by hand.", "case-system"),
    "system disk": AlarmKind("Disk full", "Make room.", "disk"),
    "system": AlarmKind("Outside system down", "Read its reason on the operations page.", "outside-system"),
    "clock": AlarmKind("Clock about to be missed", "Decide the contacts that are due first.", "clock"),
    "errors": AlarmKind("Many steps go wrong", "Look at what went wrong lately.", "errors"),
    "disk": AlarmKind("Disk nearly full", "Make room.", "disk"),
    "expires": AlarmKind("Close to expiry", "Renew what is named, then its date in the settings.", "expiry"),
    "chain": AlarmKind("Audit chain broken", "Tell the data protection officer and the developers.", "audit-chain"),
    "accuracy": AlarmKind("Accuracy is falling", "Look which form is corrected more than before.", "accuracy"),
    "held": AlarmKind("Suspicious post held", "Look who sent it; open nothing outside Postroom.", "held-post"),
    "bank": AlarmKind("Bank holidays end", "Bring Postroom up to date.", "bank-holidays"),
}


def kind_of(key: str) -> AlarmKind:
    """Of one alarm, by its key: the whole of it where that is a kind, or its first word."""
    return KINDS.get(key) or KINDS[key.partition(" ")[0]]
