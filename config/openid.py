"""The addresses of the council's identity provider, asked of the provider itself (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from functools import cache

import requests
from django.utils.functional import lazy

TIMEOUT_S = 10


@cache
def described(issuer: str) -> dict[str, str]:
    """What the provider publishes of itself; asked once, when somebody first signs in by it.

    Raises requests.RequestException when it does not answer, and ValueError when it describes another issuer: its
    keys would not be this council's (section 4.3 of the standard).
    """
    answer = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=TIMEOUT_S)
    answer.raise_for_status()
    found: dict[str, str] = answer.json()
    if found.get("issuer", "").rstrip("/") != issuer.rstrip("/"):
        raise ValueError("The identity provider describes another issuer than POSTROOM_OIDC_ISSUER names.")
    return found


def _address(issuer: str, endpoint: str) -> str:
    return described(issuer)[endpoint]


address = lazy(_address, str)
"""A text that asks the provider when it is first used: the pages start, and people with a password sign in, without it."""
