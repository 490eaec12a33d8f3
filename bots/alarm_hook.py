"""Alarms to a channel of Teams or Slack: https only, and only to a host that the settings name."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

import requests

from postroom.alarm_hook import AlarmHook

log = logging.getLogger(__name__)
PATIENCE_S = 10
SLACK_SECTION = 3000  # characters: Slack refuses a longer section


def post(hook: AlarmHook, subject: str, lines: Sequence[str]) -> bool:
    """Whether the channel took it. The address is a secret, so no log names it."""
    if not may_post(hook):
        log.warning("watch: the alarm hook is not https to a host of POSTROOM_ALARM_HOOK_HOSTS; nothing is posted")
        return False
    body = slack_blocks(subject, lines) if hook.form == "slack" else teams_card(subject, lines)
    try:
        answer = requests.post(hook.address, json=body, timeout=PATIENCE_S, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("watch: the alarm hook cannot be reached (%s)", type(error).__name__)
        return False
    if not answer.ok or answer.is_redirect:
        log.warning("watch: the alarm hook answered %d", answer.status_code)
        return False
    return True


def may_post(hook: AlarmHook) -> bool:
    """Never in the clear, never to a host that nobody allowed."""
    try:
        parts = urlsplit(hook.address)
        return parts.scheme == "https" and (parts.hostname or "") in {host.lower() for host in hook.hosts}
    except ValueError:
        return False


def teams_card(subject: str, lines: Sequence[str]) -> dict[str, object]:
    """A message with one adaptive card, as a Teams workflow takes it."""
    heading = {"type": "TextBlock", "text": subject, "weight": "Bolder", "size": "Medium", "wrap": True}
    card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.4",
        "body": [heading, *({"type": "TextBlock", "text": line, "wrap": True} for line in lines if line)],
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def slack_blocks(subject: str, lines: Sequence[str]) -> dict[str, object]:
    """A heading and a section a line, as plain text: nothing in it can ping anybody."""
    heading = {"type": "header", "text": {"type": "plain_text", "text": subject}}
    said = [{"type": "plain_text", "text": line[:SLACK_SECTION]} for line in lines if line]
    return {"text": subject, "blocks": [heading, *({"type": "section", "text": text} for text in said)][:50]}
