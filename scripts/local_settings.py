"""`python -m scripts.local_settings`: writes .env with fresh secrets where there is none yet. An existing one is left alone."""

from __future__ import annotations

import os
import re
import secrets
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fresh_settings(sample: str) -> str:
    """The sample file with its three required secrets filled in."""
    made = {
        "POSTROOM_SECRET_KEY": secrets.token_urlsafe(48),
        "POSTROOM_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "POSTROOM_AUDIT_KEY": secrets.token_urlsafe(32),
    }
    return re.sub(
        r"^(\w+)=$", lambda found: f"{found[1]}={made[found[1]]}" if found[1] in made else found[0], sample, flags=re.M
    )


def main() -> int:
    target = ROOT / ".env"
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return 0
    with os.fdopen(handle, "w") as file:
        file.write(fresh_settings((ROOT / ".env.sample").read_text()))
    sys.stderr.write("Local settings with fresh secrets are in .env.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
