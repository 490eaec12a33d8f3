"""What reading one document as a form gave: by a template, or by the general reader."""

from __future__ import annotations

from dataclasses import dataclass

from postroom.contact import Contact


@dataclass(frozen=True, slots=True)
class FormReading:
    """`template` is name@version, None for the general reader. `explanation` says in plain English what fitted and what did not.

    `partial` says that a template fitted, but lacked some of its anchors or required sections: another version of the form.
    """

    contacts: tuple[Contact, ...]
    template: str | None = None
    explanation: tuple[str, ...] = ()
    partial: bool = False
