"""What can go wrong, named by who must act.

    PostroomError
    ├── NeedsAPerson          data wrong, missing or ambiguous: a person's task; trying again cannot help
    │   ├── UnreadableDocument    something is there that could not be read
    │   ├── SeveralTemplatesFit   two forms claim the same document
    │   ├── FieldsMissing         the case system wants what the record lacks
    │   ├── SeveralPeopleFit      two or more records could be this child
    │   ├── CaseSystemRefused     the case system said no to what was typed
    │   └── DraftDiffers          what was read back is not what was typed
    ├── TryAgainLater         something outside is down or busy: tried again at the intervals of queue/jobs.toml
    │   ├── MailServerDown
    │   ├── MailServerRefuses     no to one thing, or an answer that is none: the connection holds
    │   ├── MessageWithheld       the mail server does not hand one message out: the others flow on
    │   ├── CaseSystemDown
    │   └── CaseSystemBusy        a record lock, a session limit, a maintenance window
    │   └── NotSetUp              a register or a case system that is not there yet: what needs it waits
    ├── NotAllowed            a policy or a role said no; the sentence is shown to whoever asked
    └── Misconfigured         a template, a screen map, a job or a setting is wrong: its author must act

Anything else is our bug: it is recorded with a reference and raised on. A message never holds a child's details:
messages reach logs and the operations page.
"""

from __future__ import annotations


class PostroomError(Exception):
    """Root of all errors that Postroom raises on purpose. `reason` is a plain English sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeedsAPerson(PostroomError):
    """A person must act; the job itself ends well, so that nothing retries or alarms."""


class UnreadableDocument(NeedsAPerson):
    """Something is there that could not be read. `code` is one of the contract's reasons for a held file."""

    def __init__(self, reason: str, code: str = "unreadable") -> None:
        super().__init__(reason)
        self.code = code


class SeveralTemplatesFit(NeedsAPerson):
    """Two or more templates claim the same pages. Carries their names."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"More than one template fits this form: {', '.join(names)}.")
        self.names = names


class FieldsMissing(NeedsAPerson):
    """The case system's form wants fields that the record lacks. Carries the names of the fields, never values."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"The case system needs these fields, and the record has none: {', '.join(names)}.")
        self.names = names


class SeveralPeopleFit(NeedsAPerson):
    """Two or more records in the case system could be this child."""


class CaseSystemRefused(NeedsAPerson):
    """The case system gave an answer that only a person can deal with."""


class DraftDiffers(NeedsAPerson):
    """What was read back from the saved draft is not what was typed. Carries the names of the fields."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"The saved draft differs from the record in: {', '.join(names)}.")
        self.names = names


class TryAgainLater(PostroomError):
    """Something outside is down or busy; nobody need act unless it stays so.

    `system` names it for the circuit breaker; empty where only one record is concerned, so that the others go on.
    `most_tries` is after how many a person is asked, where that is sooner than queue/jobs.toml says.
    """

    system = "outside"
    most_tries: int | None = None
    waits_for_setting_up: bool = False


class NotSetUp(TryAgainLater):
    """Something that the house must give is not there yet: a register, a case system. What needs it waits, and nobody is asked about it."""

    waits_for_setting_up = True

    def __init__(self, reason: str, system: str) -> None:
        super().__init__(reason)
        self.system = system


class MailServerDown(TryAgainLater):
    """The mail server cannot be reached, refuses the sign-in for now, or dropped the connection."""

    system = "mailbox"


class MailServerRefuses(TryAgainLater):
    """The mail server said no to one thing, or answered what is no answer. The connection holds, and other things may work."""

    system = ""  # of one folder or message: the listener tells the folder's own name


class MessageWithheld(TryAgainLater):
    """The mail server does not hand out one message, or hangs over it."""

    system = ""
    most_tries = 4


class CaseSystemDown(TryAgainLater):
    """The case system cannot be reached or answers with a server error."""

    system = "case_system"


class CaseSystemBusy(TryAgainLater):
    """The case system is up and cannot take this now: a record lock, one session a user, planned maintenance."""

    system = "case_system"


class NotAllowed(PostroomError):
    """A policy or a role said no."""


class Misconfigured(PostroomError):
    """A template, screen map, job or setting is wrong. The reason says where, and what was expected."""
