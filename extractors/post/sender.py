"""Whom to trust: what the council's own mail server found out about the sender, and the list of known senders.

The end of an address alone proves nothing, and a stamp (Authentication-Results, RFC 8601) counts only when our own server made it:
anybody can write one into a mail before sending it.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from functools import cache
from pathlib import Path

import authres
import yaml

from extractors.datafile import content_of
from extractors.post.headers import addresses_in
from extractors.post.mail import OpenedMail
from postroom.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Senders:
    """templates/senders.yaml: names of our own mail servers, and the domains whose mail is let through."""

    our_servers: frozenset[str]
    domains: tuple[str, ...]


@cache
def load_senders(templates: Path) -> Senders:
    """Raises Misconfigured where the file is not as described in it."""
    path = templates / "senders.yaml"
    try:
        stated = content_of(path)
        return Senders(
            frozenset(each.lower() for each in stated["our_servers"]), tuple(each.lower() for each in stated["domains"])
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise Misconfigured(f"{path.name} cannot be used: {error}") from error


def is_trusted(mail: OpenedMail, senders: Senders) -> bool:
    """A mail that no server has handled was put here by a person, who answers for it. All others need both proofs."""
    if not mail.headers.get_all("Received") and not mail.headers.get_all("Authentication-Results"):
        return True
    domain = mail.sender_address.rpartition("@")[2]
    return _is_listed(domain, senders) and _is_vouched_for(mail.headers, domain, senders)


def _is_listed(domain: str, senders: Senders) -> bool:
    return any(domain == each or domain.endswith(f".{each}") for each in senders.domains)


def _is_vouched_for(headers: Message, domain: str, senders: Senders) -> bool:
    """Our server stamps on top, so the first stamp in its name counts, though it cannot be read, and a forged one below it does not."""
    if _domains_of_senders(headers) != {domain}:
        return False  # which of them the stamp is about, nobody can tell
    for value in headers.get_all("Authentication-Results", []):
        words = " ".join(str(value).split())
        try:
            stamp = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {words}")
        except (authres.SyntaxError, authres.UnsupportedVersionError):
            if any(server in words.partition(";")[0].lower() for server in senders.our_servers):
                return False
            continue
        if str(stamp.authserv_id).lower() in senders.our_servers:
            return any(_passes(result, domain) for result in stamp.results)
    return False


def _domains_of_senders(headers: Message) -> set[str]:
    return {address.rpartition("@")[2] for value in headers.get_all("From", []) for address in addresses_in(str(value))}


def _passes(result: authres.AuthenticationResult, domain: str) -> bool:
    """DMARC says that the visible sender is the real one (aligned with SPF or DKIM)."""
    stated = next(
        (str(each.value) for each in result.properties if each.type == "header" and each.name == "from"), domain
    )
    return result.method == "dmarc" and result.result == "pass" and stated.lower().rpartition("@")[2] == domain
