"""Forms as data: a template says how a known form is recognised and where its values stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extractors.formreading import FormReading
from extractors.forms.engine import FormReader
from extractors.forms.loader import load_templates
from extractors.forms.recognise import segments_of
from extractors.forms.template import Template
from extractors.options import ReadOptions
from extractors.page import Sheet

__all__ = ["load_templates", "read_with", "read_with_template"]


def read_with_template(sheets: Sequence[Sheet], options: ReadOptions | None = None) -> FormReading | None:
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
    return FormReading(contacts, ", ".join(names) or None, tuple(notes))
