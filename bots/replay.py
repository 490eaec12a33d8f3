"""Replay: what a draft of a template would have made of last month's post, against what stands in the records.

A slice at a time, so that real post goes between. Only counts and names of fields are kept: an admin teaches forms and need
not see what is written about a child.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from django.conf import settings

from bots import templates
from bots.read import NAME
from extractors.isolation import Post, Readers
from extractors.options import ReadOptions
from records import dispatch, store
from records.models import MailMessage, Replay
from records.store import replay as verbs

SLICE_S = 25.0
AT_ONCE = 5


def replay(ulid: str) -> None:
    """Harmless when run twice: a slice that another worker finished first is thrown away."""
    found = Replay.objects.filter(ulid=ulid).first()
    if found is None or found.done >= found.total:
        return
    draft = yaml.safe_load(found.template)
    options = ReadOptions(
        templates=templates.folder({str(draft["name"]): found.template}),
        spacy_model=settings.ENVIRONMENT.spacy_model,
        narrative=False,
    )
    until = time.monotonic() + SLICE_S
    with Readers(options) as readers:
        while found.done < found.total and time.monotonic() < until:
            mails = verbs.next_of_replay(found, AT_ONCE)
            rows = _rows(readers, mails, f"{draft['name']}@{draft['version']}")
            if not verbs.advance(found, len(mails), rows):
                return
            found.refresh_from_db()
    if found.done < found.total:
        dispatch.ask("replay", ulid)


def _rows(readers: Readers, mails: list[MailMessage], draft: str) -> list[dict[str, Any]]:
    readings = readers.read_each(Post(store.raw_of(mail), NAME) for mail in mails)
    rows = (_row(mail, reading.as_json(), draft) for mail, reading in zip(mails, readings, strict=True))
    return [row for row in rows if row]


def _row(mail: MailMessage, reading: Mapping[str, Any], draft: str) -> dict[str, Any] | None:
    """None where the draft has no part in it."""
    contacts = list(mail.contacts.order_by("position").prefetch_related("corrections"))
    before = {contact.template for contact in contacts if contact.template}
    after = {document["template"] for document in reading["documents"] if document["template"]}
    if before == after and draft not in after:
        return None
    return {
        "mail": mail.ulid,
        "received_at": mail.received_at.isoformat(),
        "before": sorted(before),
        "after": sorted(after),
        "contacts": [len(contacts), len(reading["contacts"])],
        "held": reading["reason"] or "",
    } | compared(dict(_standing(contacts)), dict(_read(reading)))


def _standing(contacts: list[Any]) -> Iterator[tuple[str, store.Standing]]:
    for position, contact in enumerate(contacts):
        yield from ((f"contacts[{position}].{path}", each) for path, each in store.standing_values(contact).items())


def _read(reading: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for position, contact in enumerate(reading["contacts"]):
        yield from (
            (f"contacts[{position}].{path}", leaf["value"])
            for path, leaf in store.leaves_of(contact)
            if leaf["status"] != "absent"
        )


def compared(stands: Mapping[str, store.Standing], read: Mapping[str, Any]) -> dict[str, Any]:
    """How many values stay the same, and which fields change, come new, or are lost.

    `confirmed` counts values that a person corrected or confirmed and the draft reads so too; `contradicts` names the others.
    """
    known = {path: each for path, each in stands.items() if each.value not in (None, "")}
    same = {path for path, each in known.items() if path in read and read[path] == each.value}
    by_people = {path for path, each in known.items() if each.settled_by}
    return {
        "same": len(same),
        "changed": sorted(path for path in known.keys() & read.keys() if path not in same),
        "new": sorted(path for path in read.keys() - known.keys() if read[path] not in (None, "")),
        "lost": sorted(known.keys() - read.keys()),
        "confirmed": len(by_people & same),
        "contradicts": sorted(by_people - same),
    }
