"""The DfE referral source from who wrote. Rules in templates/values/source_codes.yaml; organisation beats the mail's domain."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.outcome import Outcome
from extractors.values.vocabulary import words
from postroom import doubts

MERLIN = "merlin_"


def source_code(
    document_type: str | None, organisation: str | None, role_title: str | None, email: str | None
) -> Outcome | None:
    """The code, proposed or sure; None where nothing is known of the referrer. Never 9 (anonymous) unless somebody asked for it."""
    if document_type and document_type.startswith(MERLIN):
        return Outcome("6")
    said = {"organisation": organisation, "role": role_title, "email": email}
    if not any(said.values()):
        return None
    for rule in words("source_codes")["rules"]:
        patterns = {part: _compiled(rule[part]) for part in said if part in rule}
        if all(pattern.search((said[part] or "").lower()) for part, pattern in patterns.items()):
            return Outcome(rule["code"], None if rule["sure"] else doubts.SOURCE_OPEN)
    return Outcome("10", doubts.SOURCE_UNKNOWN)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
