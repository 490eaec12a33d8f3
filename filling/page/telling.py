"""What is told of a label or a button that is not where the map says: what the page has instead, and where the candidates stand."""

from __future__ import annotations

import difflib

from filling.map.fields import Field
from filling.page.looking import Found

MOST_OFFERS = 8


def instead(name: str, offers: list[str]) -> str:
    """What the page has to press, the likest first."""
    near = difflib.get_close_matches(name, offers, n=MOST_OFFERS, cutoff=0.5)
    shown = list(dict.fromkeys(near + offers))
    more = ", ..." if len(shown) > MOST_OFFERS else ""
    return f"; the page has {', '.join(shown[:MOST_OFFERS])}{more}" if shown else ""


def _candidates(found: Found) -> str:
    """Each of them with the heading that the page prints over it, in the order of the page."""
    told = [f"{one.kind} under {one.under!r}" if one.under else one.kind for one in found.matches]
    return ", ".join(f"{at}. {words}" for at, words in enumerate(told, start=1))


def told(field: Field, found: Found, labels: list[str]) -> str:
    where = f" in the part {field.within!r}" if field.within else ""
    if len(found.matches) > 1:
        return f"The label {field.label!r} stands at {len(found.matches)} fields{where}: {_candidates(found)}; the map can say within: or nth:."
    near = difflib.get_close_matches(field.label.lower(), labels, n=3, cutoff=0.5)
    if field.label.lower() in near:
        return f"There is no field labelled {field.label!r}{where}: these words are there, but no field is beside or below them; the map can say id:, or opens: click."
    hint = f" Nearest on the page: {', '.join(near)}." if near else ""
    return f"There is no field labelled {field.label!r}{where}.{hint}"
