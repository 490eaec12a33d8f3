"""The general reader: forms that nobody has described, read by what forms call things (templates/labels.yaml) and by geometry."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.formreading import FormReading
from extractors.general.assembly import Assembly
from extractors.general.blocks import Blocks
from extractors.general.letterhead import with_letterhead
from extractors.general.signed import with_signature
from extractors.general.terms import Document, Owner
from extractors.general.vocabulary import Vocabulary, load_vocabulary
from extractors.general.walk import events_of, reports_of
from extractors.options import ReadOptions
from extractors.page import Sheet
from extractors.values import ValueContext

__all__ = ["read_without_template"]

HEAD_LINES = 14  # a title stands among these


def read_without_template(sheets: Sequence[Sheet], options: ReadOptions | None = None) -> FormReading:
    """What the form says, as far as its labels are words that forms use; no contacts where hardly any are."""
    vocabulary = load_vocabulary((options or ReadOptions()).templates)
    contacts, notes = [], []
    for report in reports_of(sheets, vocabulary):
        document = _document(report[0], vocabulary)
        blocks = Blocks(vocabulary, document.subjects if document else Owner.CHILD).take(events_of(report, vocabulary))
        if sum(len(block.pairs) for block in blocks) < 4:
            notes.append("Too few labels that forms use: read as running text.")
            continue
        context = _context(report, document)
        assembly = Assembly(vocabulary, context)
        signed = with_signature(assembly.read(blocks, document), report, context)
        contacts.append(with_letterhead(signed, report, context))
        notes += assembly.notes
    return FormReading(tuple(contacts), None, tuple(notes))


def _document(sheet: Sheet, vocabulary: Vocabulary) -> Document | None:
    lines = [*sheet.lines[:HEAD_LINES], *sheet.margins]
    whole = " ".join(line.text for line in lines)
    each = (vocabulary.document(line.text) for line in lines)
    return next((found for found in each if found), None) or vocabulary.document(whole)


def _context(report: Sequence[Sheet], document: Document | None) -> ValueContext:
    keyed = any("a1 white british" in sheet.text.casefold() for sheet in report)
    scheme = "form_a1" if keyed else document.scheme if document else None
    return ValueContext(
        ethnicity_scheme=scheme,
        document_type=document.kind if document else None,
        ocr=any(sheet.ocr for sheet in report),
    )
