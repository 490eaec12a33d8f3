"""Several families in one mail: each becomes a contact of its own, and nothing of one is ever put to another."""

from __future__ import annotations

import re

from extractors.values.addresses import POSTCODE
from extractors.values.vocabulary import words


def parts_of(text: str) -> list[str]:
    """The mail's text cut at numbered parts that each have a home of their own; one part where they are one family's."""
    marker = re.compile(words("prose")["parts"], re.IGNORECASE | re.MULTILINE)
    starts = [match.start() for match in marker.finditer(text)]
    if len(starts) < 2:
        return [text]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    bodies = [marker.sub("", piece, count=1).strip() for piece in pieces]
    return bodies if _different_homes(bodies) else [text]


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs, parted by blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _different_homes(bodies: list[str]) -> bool:
    """Each part names a home, and no two the same; or the parts say themselves that they are families."""
    homes = [_postcodes(body) for body in bodies]
    if all(homes):
        return all(not one & other for at, one in enumerate(homes) for other in homes[at + 1 :])
    return all(re.search(r"\bfamil(?:y|ies)\b", body[:40], re.IGNORECASE) for body in bodies)


def _postcodes(text: str) -> set[str]:
    return {f"{match['outward']}{match['inward']}".upper() for match in POSTCODE.finditer(text)}
