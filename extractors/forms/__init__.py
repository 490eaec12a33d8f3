"""Forms as data: a template says how a known form is recognised and where its values stand."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.formreading import FormReading
from extractors.forms.checking import Problem, check_template
from extractors.forms.engine import FormReader
from extractors.forms.loader import load_templates, parsed, template_of
from extractors.forms.recognise import segments_of
from extractors.forms.template import Template
from extractors.options import ReadOptions
from extractors.page import Sheet
from extractors.sheets import open_document

__all__ = ["Problem", "check_template", "load_templates", "read_with", "read_with_template", "try_template"]


def read_with_template(sheets: Sequence[Sheet], options: ReadOptions | None = None) -> FormReading:
    """What the form says, read with the one template that fits; without contacts, but with reasons, where none does.

    Raises SeveralTemplatesFit where two templates claim the same pages, Misconfigured where a template is not sound.
    """
    chosen = options or ReadOptions()
    return read_with(load_templates(chosen.templates / "documents"), sheets)


def read_with(templates: Sequence[Template], sheets: Sequence[Sheet]) -> FormReading:
    """The same with the given templates."""
    segments, fits = segments_of(sheets, templates)
    readers = [FormReader.of(segment) for segment in segments]
    contacts = tuple(reader.read() for reader in readers)
    notes = [f"{fit.template.full_name} {'fits' if fit.fits else 'does not fit'}: {fit.why}." for fit in fits]
    notes += [note for reader in readers for note in reader.notes]
    names = dict.fromkeys(segment.template.full_name for segment in segments)
    return FormReading(contacts, ", ".join(names) or None, tuple(notes), any(reader.lacking for reader in readers))


def try_template(text: str, data: bytes, media_type: str) -> FormReading:
    """What a template that is still being written reads from a document. For the studio; slow on a scan, so call it from a job.

    Raises Misconfigured for a template that is not sound (see check_template), UnreadableDocument for the document.
    """
    return read_with([template_of(parsed(text))], open_document(data, media_type))
