"""Rehearse: reads a form that an admin brought with the draft of a template, and keeps what came of it for the studio."""

from __future__ import annotations

import logging
import multiprocessing
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from django.conf import settings
from PIL import Image

from bots import templates
from bots.pages import DOTS_AN_INCH, jpeg
from bots.proposing import propose
from extractors.forms import check_template, parsed
from extractors.general.vocabulary import load_vocabulary
from extractors.isolation import Post, Readers
from extractors.options import TEMPLATES, ReadOptions
from extractors.page import Sheet
from extractors.post.kinds import PDF, media_type_of
from extractors.sheets import open_document
from extractors.sheets.render import picture_of_page
from postroom.contact import Contact
from postroom.errors import PostroomError
from records import vault
from records.models import Rehearsal
from records.store import studio

log = logging.getLogger(__name__)
PAGES = 12
LIMIT_S = 60.0
_forking = multiprocessing.get_context("fork")


def rehearse(ulid: str) -> None:
    """Harmless when run twice: only a rehearsal that was asked for is read."""
    rehearsal = Rehearsal.objects.filter(ulid=ulid, state=Rehearsal.State.ASKED).first()
    if rehearsal is None:
        return
    try:
        studio.keep_rehearsal(rehearsal, _result(rehearsal))
    except PostroomError as error:
        studio.rehearsal_failed(rehearsal, error.reason)
    except Exception as error:  # noqa: BLE001  # a form is anybody's file; the admin is told, the words stay out of the log
        log.error("rehearse %s: %s", ulid, type(error).__name__)  # noqa: TRY400
        studio.rehearsal_failed(rehearsal, "This form could not be read. Try another copy of it, as PDF or Word.")


def _result(rehearsal: Rehearsal) -> Mapping[str, Any]:
    content, name = vault.unseal(rehearsal, "content_sealed"), vault.unseal(rehearsal, "name_sealed").decode()
    problems = check_template(rehearsal.template) if rehearsal.template.strip() else []
    is_usable = bool(rehearsal.template.strip()) and not any(each.hinders for each in problems)
    said = parsed(rehearsal.template) if is_usable else {}
    drafts = {said["name"]: rehearsal.template} if said else {}
    options = ReadOptions(
        templates=templates.folder(drafts), spacy_model=settings.ENVIRONMENT.spacy_model, explain=True, narrative=False
    )
    with Readers(options) as readers:
        reading = readers.read(Post(content, name))
    is_known = any(each.template for each in reading.documents)
    untaught = next(iter(reading.contacts), None) if not rehearsal.template.strip() and not is_known else None
    return {
        "reading": reading.as_json(explain=True),
        **_pages_apart(content, name, untaught),
        "problems": [asdict(each) for each in problems],
        "draft": {"name": said["name"], "version": said["version"]} if said else None,
    }


def _pages_apart(content: bytes, name: str, untaught: Contact | None) -> dict[str, Any]:
    """Pages with their words and pictures, and what an admin may want to teach of what was read, made in a process that can be killed:
    the form may be hostile."""
    ours, theirs = _forking.Pipe(duplex=False)
    process = _forking.Process(target=_look, args=(theirs, content, name, untaught), daemon=True)
    process.start()
    theirs.close()
    try:
        found: dict[str, Any] = ours.recv() if ours.poll(LIMIT_S) else {"pages": [], "proposal": None}
    except EOFError:
        found = {"pages": [], "proposal": None}
    finally:
        process.kill()
        process.join()
        ours.close()
    return found


def _look(connection: Connection, content: bytes, name: str, untaught: Contact | None) -> None:
    logging.disable(logging.CRITICAL)
    media_type = media_type_of(content, name)
    sheets = open_document(content, media_type)[:PAGES]
    pages = [_page(sheet, content, media_type) for sheet in sheets]
    proposal = propose(untaught, sheets, load_vocabulary(TEMPLATES)) if untaught else None
    connection.send({"pages": pages, "proposal": proposal})


def _page(sheet: Sheet, content: bytes, media_type: str) -> dict[str, Any]:
    """`picture` is a JPEG in base64, empty for a document without pages."""
    lines = [{"text": line.text, "box": [round(place, 1) for place in line.box]} for line in sheet.lines]
    words = [
        {"text": word.text, "box": [round(place, 1) for place in word.box]}
        for line in sheet.lines
        for word in line.words
    ]
    picture = b""
    if media_type == PDF and sheet.number:
        pixels, points = picture_of_page(content, sheet.number, DOTS_AN_INCH)
        picture = jpeg(Image.fromarray(np.asarray(pixels)), dots=72 / points)
    return {
        "number": sheet.number,
        "width": sheet.width,
        "height": sheet.height,
        "lines": lines,
        "words": words if sheet.number else [],
        "picture": b64encode(picture).decode(),
    }
