"""Forms as data: a template says how a known form is recognised and where its values stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.formreading import FormReading
from extractors.forms.checking import Problem, check_template
from extractors.forms.engine import FormReader
from extractors.forms.loader import load_templates, parsed, template_of
from extractors.forms.recognise import Segment, segments_of
from extractors.forms.takeover import is_another_version, the_better
from extractors.forms.template import Template
from extractors.general import read_without_template
from extractors.options import ReadOptions
from extractors.page import Sheet
from extractors.sheets import open_document

__all__ = ["Problem", "check_template", "load_templates", "parsed", "read_with", "read_with_template", "try_template"]


def read_with_template(sheets: Sequence[Sheet], options: ReadOptions | None = None) -> FormReading:
    """What the form says, read with the one template that fits; without contacts, but with reasons, where none does.

    Raises SeveralTemplatesFit where two templates claim the same pages, Misconfigured where a template is not sound.
    """
    chosen = options or ReadOptions()
    return read_with(load_templates(chosen.templates / "documents"), sheets, chosen)


def read_with(
    templates: Sequence[Template], sheets: Sequence[Sheet], options: ReadOptions | None = None
) -> FormReading:
    """The same with the given templates."""
    segments, fits = segments_of(sheets, templates)
    readings = [_read(segment, options) for segment in segments]
    readings += _others(sheets, segments, options)
    notes = [f"{fit.template.full_name} {'fits' if fit.fits else 'does not fit'}: {fit.why}." for fit in fits]
    return FormReading(
        contacts=tuple(contact for reading in readings for contact in reading.contacts),
        template=", ".join(dict.fromkeys(segment.template.full_name for segment in segments)) or None,
        explanation=(*notes, *(note for reading in readings for note in reading.explanation)),
        partial=any(reading.partial for reading in readings),
    )


def _others(sheets: Sequence[Sheet], segments: Sequence[Segment], options: ReadOptions | None) -> list[FormReading]:
    """Pages of another form in the same file, which no template knows: read as any unknown form, where they name a child."""
    taken = {id(sheet) for segment in segments for sheet in segment.sheets}
    rest = [sheet for sheet in sheets if id(sheet) not in taken]
    if not segments or not rest:
        return []
    general = read_without_template(rest, options)
    named = tuple(each for each in general.contacts if any(child.forename or child.surname for child in each.children))
    return [replace(general, contacts=named)] if named else []


def _read(segment: Segment, options: ReadOptions | None) -> FormReading:
    """One report. Where it seems to be another version of its form, the general reader may add to it."""
    reader = FormReader.of(segment)
    contact = reader.read()
    name = segment.template.full_name
    if not reader.differs and not is_another_version(contact):
        return FormReading((contact,), name, reader.notes)
    general = read_without_template(segment.sheets, options)
    if len(general.contacts) == 1:
        contact = the_better(contact, general.contacts[0])
    note = f"{name}: this seems to be another version of the form; the general reader was asked too."
    return FormReading((contact,), name, (*reader.notes, note), partial=True)


def try_template(text: str, data: bytes, media_type: str) -> FormReading:
    """What a template that is still being written reads from a document. For the studio; slow on a scan, so call it from a job.

    Raises Misconfigured for a template that is not sound (see check_template), UnreadableDocument for the document.
    """
    return read_with([template_of(parsed(text))], open_document(data, media_type))
