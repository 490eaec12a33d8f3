"""Where Redis is: outside this host only by TLS and with a password, because whoever can write there can ask for work."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from postroom.errors import Misconfigured

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", ""})


def guarded(url: str) -> str:
    """The address, if nobody on the way can read or write there. Raises Misconfigured. Redis on this host needs neither."""
    parts = urlsplit(url)
    if parts.scheme == "unix" or (parts.hostname or "") in LOOPBACK:
        return url
    if parts.scheme != "rediss":
        raise Misconfigured("POSTROOM_REDIS_URL: outside this host Redis must be reached by TLS (rediss://).")
    if not parts.password:
        raise Misconfigured(
            "POSTROOM_REDIS_URL: outside this host Redis must have a password (rediss://user:password@host)."
        )
    said = {name: value.lower() for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    if said.get("ssl_cert_reqs", "required") != "required" or said.get("ssl_check_hostname", "true") not in {
        "true",
        "1",
        "yes",
    }:
        raise Misconfigured("POSTROOM_REDIS_URL: the certificate of Redis must be checked, with its host's name.")
    return url
