"""The ledger of one piece of post: what the words of each document ended as, once it is known which documents are contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.documents import DocumentReading
from extractors.forms import load_templates
from extractors.general.vocabulary import load_vocabulary
from extractors.ledger import Account, Entry, ledger_of, places_of
from extractors.options import ReadOptions
from extractors.post.enclosure import Document
from extractors.prose import is_cover_note
from postroom.places import Unexplained

LONGEST_SIGNATURE = 14  # lines


def accounts_of(
    documents: Sequence[Document], read: Mapping[int, DocumentReading], options: ReadOptions
) -> tuple[tuple[Unexplained, ...], tuple[tuple[str, int], ...]]:
    """The unexplained places of all documents that were read, and how many words ended as what."""
    places: list[Unexplained] = []
    count = Counter[str]({account.value: 0 for account in Account})
    for at in sorted(read):
        entries = _entries(documents[at], read[at], options)
        places += [replace(place, document=at) for place in places_of(entries)]
        for entry in entries:
            count[entry.account.value] += entry.words
        count[Account.FURNITURE.value] += _beside_new(documents[at])
    return tuple(places), tuple(count.items())


def _entries(document: Document, reading: DocumentReading, options: ReadOptions) -> tuple[Entry, ...]:
    names = (reading.template or "").split(", ")
    templates = [each for each in load_templates(options.templates / "documents") if each.full_name in names]
    entries = ledger_of(reading.sheets, reading.contacts, load_vocabulary(options.templates), templates)
    if document.mail is not None and not reading.contacts and is_cover_note(document.mail.text.new):
        return tuple(_as_furniture(entries))
    return entries if reading.is_form else _with_signature(entries)


def _with_signature(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Of a letter the few lines behind its last words are the signature."""
    told = [at for at, entry in enumerate(entries) if entry.account is Account.NARRATIVE]
    last = told[-1] + 1 if told else len(entries)
    tail = entries[last:]
    return entries[:last] + (tuple(_as_furniture(tail)) if len(tail) <= LONGEST_SIGNATURE else tail)


def _as_furniture(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        unexplained = entry.account is Account.UNEXPLAINED
        yield replace(entry, account=Account.FURNITURE) if unexplained else entry


def _beside_new(document: Document) -> int:
    """Words of greeting, sign-off, signature, disclaimer and older messages: marked as such when the mail was opened."""
    if document.mail is None:
        return 0
    return len(document.mail.text.whole.split()) - len(document.mail.text.new.split())
