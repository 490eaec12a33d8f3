"""The words of mails back to senders, from templates/replies.yaml: data, so that a council writes its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import timezone

from postroom.errors import NotAllowed
from records.models import Approval, MailMessage


@cache
def _templates() -> dict[str, dict[str, str]]:
    templates: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(settings.BASE_DIR) / "templates" / "replies.yaml").read_text(encoding="utf-8")
    )
    return templates


def titles() -> dict[str, str]:
    """Every kind of letter, and what a person calls it."""
    return {kind: said["title"] for kind, said in _templates().items()}


def written(kind: str, mail: MailMessage) -> tuple[str, str]:
    """(subject, body) for the sender of a mail. Raises NotAllowed for a kind that there is not, or while nothing is decided."""
    if kind not in _templates():
        raise NotAllowed("There is no such letter.")
    said = _templates()[kind]
    facts = {"received": _moment(mail), "reference": mail.ulid}
    if "{outcome}" in said["body"]:
        facts["outcome"] = _outcome(mail)
    return said["subject"], said["body"].format(**facts)


def _moment(mail: MailMessage) -> str:
    return f"{timezone.localtime(mail.received_at):%-d %B %Y at %H:%M}"


def _outcome(mail: MailMessage) -> str:
    decided = Approval.objects.filter(contact__mail=mail).order_by("pk").values_list("outcome", flat=True)
    if not decided:
        raise NotAllowed("Nothing is decided yet, so there is no outcome to tell.")
    return "; ".join(dict.fromkeys(decided))
