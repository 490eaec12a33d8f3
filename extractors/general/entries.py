"""People written down as lines, not as fields: "Mother TESTCASE Sana   DOB 11/09/1994   same address   (VIW1)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.general.events import Event, Pair
from extractors.general.segments import Segment
from extractors.general.terms import Label, Owner
from extractors.general.vocabulary import Vocabulary

BIRTH = re.compile(r"^(?:d\.?o\.?b\.?|born|b\.)\s*:?\s*(?P<value>.+)$", re.IGNORECASE)
PHONE = re.compile(r"^(?:tel|mob|phone|ph|telephone|mobile)\b\.?\s*:?\s*(?P<value>.*)$", re.IGNORECASE)
AGE = re.compile(r"^(?:aged?)\s+(?P<value>\d{1,3}.*)$", re.IGNORECASE)
ROLE = re.compile(r"^\(?(?:viw|sus|vic|wit|inft?)\s?\d*\)?$", re.IGNORECASE)
PLACE = re.compile(
    r"^(?:flat|unit|room|apartment)\b|^\d+[a-z]?,?\s+\w|\b[a-z]{1,2}\d[\da-z]?\s?\d[a-z]{2}\b|^nfa$|^(?:at )?(?:the )?same\b|^as \w+|^no fixed",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
MARKER = re.compile(r"(?<=\s)(?=(?:DOB|D\.O\.B|Tel|Mob|\((?:VIW|SUS|VIC|WIT|INF)\w*\)|same address)\b)", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:,? [^\W\d_][\w'’.\-]*){0,5}")
OWN_MARK = frozenset(("date_of_birth", "phone", "age_stated"))
NAME_THEN_WHO = re.compile(rf"(?P<name>{NAME.pattern}) \((?P<who>[^()]+)\)")
IN_ENTRY = frozenset(("relationship", "name", "date_of_birth", "phone", "age_stated", "role_in_incident", "address"))


def entry_pairs(row: Sequence[Segment], events: Sequence[Event], vocabulary: Vocabulary) -> list[Event]:
    """The row's fields, if it begins or goes on with a person's line; none where it does not."""
    parts = _with_name([part for segment in _rejoined(row) for part in _parts(segment)], vocabulary)
    begun = _begun(parts[0], vocabulary)
    if begun:
        pairs = [*begun, *(pair for part in parts[1:] if (pair := _field(part)))]
        return list(pairs) if len(pairs) == len(parts) + 1 else []
    if not _in_entry(events):
        return []
    found = [_field(part) for part in parts]
    if all(found):
        return [pair for pair in found if pair]
    return [] if len(parts) > 1 or not _completes_address(events, parts[0]) else _joined(events, parts[0])


def _rejoined(row: Sequence[Segment]) -> Iterator[Segment]:
    """ "DOB" and its date as one part again: entries tell their fields by their own marks."""
    waiting: Segment | None = None
    for segment in row:
        if segment.label and segment.label.owner is None and segment.label.field in OWN_MARK:
            waiting = segment
        elif waiting is not None:
            yield replace(waiting, words=waiting.words + segment.words, label=None)
            waiting = None
        else:
            yield segment
    if waiting is not None:
        yield waiting


def _with_name(parts: list[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """A relationship and the name after it as one part, however wide the blank between them is."""
    relation = vocabulary.relation.match(parts[0].text)
    if len(parts) < 2 or relation is None or relation[0] != parts[0].text.strip(" :-"):
        return parts
    return [replace(parts[0], words=parts[0].words + parts[1].words), *parts[2:]]


def _parts(segment: Segment) -> Iterator[Segment]:
    """The segment cut before the marks of fields, where a scan has lost the blanks between them."""
    text, at = segment.text, 0
    cuts = [found.start() for found in MARKER.finditer(text)]
    for end in [*cuts, len(text)]:
        count = len(text[at:end].split())
        first = len(text[:at].split())
        if count:
            yield replace(segment, words=segment.words[first : first + count], label=None)
        at = end


def _begun(part: Segment, vocabulary: Vocabulary) -> list[Pair]:
    """Relationship and name."""
    relation = vocabulary.relation.match(part.text)
    if relation is None:
        return _named_first(part, vocabulary)
    count = len(relation[0].split())
    name = " ".join(word.text for word in part.words[count:]).strip(" :-–")
    if not NAME.fullmatch(name) or not any(word.isupper() or word.istitle() for word in name.split()):
        return []
    who = Pair(Label("relationship", Owner.PERSON), relation[0], [replace(part, words=part.words[:count])])
    return [who, Pair(Label("name", Owner.PERSON), relation[0], [replace(part, words=part.words[count:])])]


def _named_first(part: Segment, vocabulary: Vocabulary) -> list[Pair]:
    """ "MENSAH, Adaeze (Mother)": the name, and in brackets who that is."""
    found = NAME_THEN_WHO.fullmatch(part.text.strip())
    relation = vocabulary.relation.fullmatch(found["who"].strip()) if found else None
    if found is None or relation is None or not found["name"].strip()[:1].isupper():
        return []
    count = len(found["name"].split())
    who = Pair(Label("relationship", Owner.PERSON), relation[0], [_bare(replace(part, words=part.words[count:]))])
    return [who, Pair(Label("name", Owner.PERSON), relation[0], [replace(part, words=part.words[:count])])]


def _bare(part: Segment) -> Segment:
    """Without its brackets."""
    return replace(part, words=tuple(replace(word, text=word.text.strip("()")) for word in part.words))


def _field(part: Segment) -> Pair | None:
    for field, pattern in (("date_of_birth", BIRTH), ("phone", PHONE), ("age_stated", AGE)):
        found = pattern.match(part.text)
        if found:
            label, value = _without_mark(part, len(found["value"].split()))
            kind = "dob_or_age" if field == "date_of_birth" else field
            return Pair(Label(kind, Owner.PERSON), label, [value] if value.words else [])
    if ROLE.match(part.text):
        return Pair(Label("role_in_incident", Owner.PERSON), part.text, [part])
    if PLACE.search(part.text):
        return Pair(Label("address", Owner.PERSON), part.text, [part])
    return None


def _without_mark(part: Segment, count: int) -> tuple[str, Segment]:
    cut = len(part.words) - count
    return " ".join(word.text for word in part.words[:cut]), replace(part, words=part.words[cut:])


def _in_entry(events: Sequence[Event]) -> bool:
    last = events[-1] if events else None
    return isinstance(last, Pair) and last.label.owner is Owner.PERSON and last.label.field in {*IN_ENTRY, "dob_or_age"}


def _completes_address(events: Sequence[Event], part: Segment) -> bool:
    last = events[-1]
    if not isinstance(last, Pair) or last.label.field != "address" or not last.value:
        return False
    near = part.box[1] - last.value[-1].box[3] < 0.7 * part.height
    return near and not POSTCODE.search(" ".join(segment.text for segment in last.value))


def _joined(events: Sequence[Event], part: Segment) -> list[Event]:
    """The address grows where it stands; there is nothing new to tell."""
    last = events[-1]
    if not isinstance(last, Pair):
        return []
    return [Pair(last.label, last.text, [part])]
