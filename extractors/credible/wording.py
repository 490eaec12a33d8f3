"""Whether what the form prints was taken for what somebody wrote, and whether numbers stand for none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extractors.credible.rule import Breach, Form, everybody, text_of
from extractors.page import TICKED, UNSURE, UNTICKED
from extractors.values.vocabulary import words
from postroom.contact import Contact, Status

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
HAS_POSTCODES = re.compile(rf"\bpost\s?-?code\b|{POSTCODE.pattern}", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n+")
WRITTEN = re.compile(r"\w{2}")
MARKED = re.compile(f"[{TICKED}{UNTICKED}{UNSURE}]")
MISFITS = 2  # boxes of one record
FIRST = 2  # sentences in which a prompt may stand before the account begins


def address_cut(contact: Contact, form: Form) -> Iterator[Breach]:
    """An address without a postcode, on a form that has postcodes."""
    if not HAS_POSTCODES.search(form.text):
        return
    for path, somebody in everybody(contact):
        if text_of(somebody.address) and not POSTCODE.search(
            f"{text_of(somebody.address)} {text_of(somebody.postcode)}"
        ):
            yield Breach(path, text_of(somebody.address))


def prompt_in_reason(contact: Contact, form: Form) -> Iterator[Breach]:
    """A printed question or instruction at the beginning of the reason, or a form's own phrases anywhere in it."""
    reason = contact.reason
    if not text_of(reason) or reason is None:
        return
    written = (reason.raw or text_of(reason)).strip()
    first = [part.strip() for part in SENTENCE.split(written) if part.strip()][:FIRST]
    label = " ".join((reason.label or "").split()).casefold().rstrip(" :?.")
    begins = any(_pattern("prompt_begins").match(part) for part in first)
    echoes = bool(label) and text_of(reason).casefold().startswith(label)
    if begins or echoes or _pattern("prompt_anywhere").search(written):
        yield Breach("reason")


def consent_against_question(contact: Contact, form: Form) -> Iterator[Breach]:
    """A yes or no to a question that itself denies: "Are you referring without consent? No" is a yes, or is it?"""
    for name, leaf in contact.consent.leaves():
        asked = _pattern("follow_up").sub(" ", leaf.label or "")
        if leaf.value is not None and _pattern("denies").search(asked):
            yield Breach(f"consent.{name}", leaf.label)


def placeholder(contact: Contact, form: Form) -> Iterator[Breach]:
    """Ten equal digits, 0123456789, 01/01/1900, ZZ99 3VZ: what people type into a box that must be filled."""
    for path, leaf in contact.every_leaf():
        if path != "reason" and isinstance(leaf.value, str) and _pattern("placeholders").fullmatch(leaf.value):
            group, _, _ = path.rpartition(".")
            yield Breach(group if "[" in group else path, leaf.value)


def out_of_step(contact: Contact, form: Form) -> Iterator[Breach]:
    """Two boxes or more of a record whose words cannot be what their labels ask: its other answers may be a box off too."""
    misfits = Counter(
        path.rpartition(".")[0]
        for path, leaf in contact.every_leaf()
        if leaf.status is Status.UNREADABLE and WRITTEN.search(leaf.raw or "") and not MARKED.search(leaf.raw or "")
    )
    yield from (Breach(path) for path, count in misfits.items() if path and count >= MISFITS)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    said = words("credible")[name]
    return re.compile(said if isinstance(said, str) else "|".join(said), re.IGNORECASE)
