"""LEDGER: every word of a document ends as a label, a value, narrative, furniture, or unexplained. Nothing is dropped without a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.forms.template import Template
from extractors.general.vocabulary import Vocabulary
from extractors.ledger.entry import Account, Entry
from extractors.ledger.places import places_of
from extractors.ledger.print import Print
from extractors.ledger.said import Said
from extractors.ledger.sheet import entries_of
from extractors.page import Sheet
from postroom.contact import Contact

__all__ = ["Account", "Entry", "ledger_of", "places_of"]


def ledger_of(
    sheets: Sequence[Sheet], contacts: Sequence[Contact], vocabulary: Vocabulary, templates: Iterable[Template] = ()
) -> tuple[Entry, ...]:
    """What each stretch of the document's words was taken for, in reading order."""
    said, printed = Said(contacts), Print(vocabulary, templates)
    return tuple(entry for sheet in sheets for entry in entries_of(sheet, said, printed))
