"""Verbs of the studio: bring a form, try a template on it, publish the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.errors import NotAllowed
from records import audit, dispatch, vault
from records.audit import SYSTEM, Actor
from records.facts import of_template
from records.models import PublishedTemplate, Rehearsal

LARGEST = 20 * 1024 * 1024
LONGEST = 500  # characters of a reason


def bring_form(name: str, media_type: str, content: bytes, actor: Actor) -> Rehearsal:
    """Keeps a form sealed and asks the general reader what it makes of it."""
    if len(content) > LARGEST:
        raise NotAllowed("The form is larger than 20 MB. Bring one that is empty or shorter.")
    with transaction.atomic():
        made = Rehearsal(media_type=media_type, made_by=actor.name)
        vault.seal(made, "name_sealed", name.encode())
        vault.seal(made, "content_sealed", content)
        made.save()
        audit.record(actor, "rehearsal.brought", made.ulid, {"bytes": len(content)})
        dispatch.ask("rehearse", made.ulid)
        return made


def try_template(rehearsal: Rehearsal, template: str, actor: Actor) -> None:
    """Asks for the form to be read with this draft of a template."""
    with transaction.atomic():
        rehearsal.template, rehearsal.state, rehearsal.problem = template, Rehearsal.State.ASKED, ""
        rehearsal.save(update_fields=["template", "state", "problem"])
        audit.record(actor, "rehearsal.asked", rehearsal.ulid, {"characters": len(template)})
        dispatch.ask("rehearse", rehearsal.ulid)


def keep_rehearsal(rehearsal: Rehearsal, result: Mapping[str, Any]) -> None:
    """What the robot found."""
    vault.seal_json(rehearsal, "result_sealed", result)
    rehearsal.state, rehearsal.problem = Rehearsal.State.DONE, ""
    rehearsal.save(update_fields=["result_sealed", "state", "problem"])


def rehearsal_failed(rehearsal: Rehearsal, problem: str) -> None:
    """The draft or the form cannot be used; `problem` says why, to the admin."""
    rehearsal.state, rehearsal.problem = Rehearsal.State.FAILED, problem[:500]
    rehearsal.save(update_fields=["state", "problem"])


def purge_rehearsals(days: int) -> int:
    """Forms on the bench go after so many days, with what was read from them. How many went."""
    due = Rehearsal.objects.filter(made_at__lt=timezone.now() - timedelta(days=days))
    with transaction.atomic():
        for ulid in due.values_list("ulid", flat=True):
            audit.record(SYSTEM, "rehearsal.purged", ulid)
        return due.delete()[0]


def publish(name: str, version: int, template: str, why: str, actor: Actor) -> PublishedTemplate:
    """From the next piece of post on, the line reads with it. A version is published once and never changed."""
    with transaction.atomic():
        made, is_new = PublishedTemplate.objects.get_or_create(
            name=name,
            version=version,
            defaults={"template": template, "published_by": actor.name, "why": why[:LONGEST]},
        )
        if not is_new:
            raise NotAllowed(f"Version {version} of {name} is published already. Give the next number.")
        audit.record(actor, "template.published", f"{name}@{version}", stands=of_template(made))
        return made


def withdraw(name: str, version: int, why: str, actor: Actor) -> None:
    """From the next piece of post on, the version before it reads again. It stays in the list, and its number is not given again."""
    if not why.strip():
        raise NotAllowed("Say why the version is withdrawn: the next admin will ask.")
    with transaction.atomic():
        found = PublishedTemplate.objects.select_for_update().filter(name=name, version=version).first()
        if found is None or found.withdrawn_at:
            raise NotAllowed(f"Version {version} of {name} is not in use. Load the page again.")
        found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = timezone.now(), actor.name, why.strip()[:LONGEST]
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        audit.record(actor, "template.withdrawn", f"{name}@{version}")
