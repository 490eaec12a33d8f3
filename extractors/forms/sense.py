"""What a template says that is of the right shape and would never read as its author means it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

from extractors.datafile import content_of
from extractors.forms.wording import folded

Path = tuple[str | int, ...]
Told = Iterator[tuple[Path, str]]
CODES = File(__file__).resolve().parents[2] / "templates" / "codes" / "contact.yaml"


def makes_no_sense(said: Mapping[str, Any]) -> Told:
    """Place and sentence of each such thing."""
    sections: Sequence[Mapping[str, Any]] = said["sections"]
    yield from _identity(said, sections)
    yield from _reports(said, sections)
    yield from _fixed(said)
    yield from _names(sections)
    for number, section in enumerate(sections):
        yield from _section(("sections", number), section)


def _identity(said: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> Told:
    identity = said["identity"]
    wanted = {folded(each) for one in identity["all"] for each in listed(one)}
    for each in listed(identity.get("none")):
        if folded(each) in wanted:
            yield (
                ("identity", "none"),
                f"“{each}” must be printed and must not be printed: take it out of one of the two",
            )
    fields = sum(bool(rule.get("labels")) for section in sections for rule in section.get("fields", ()))
    if identity.get("labels", 0) > fields:
        yield (
            ("identity", "labels"),
            f"{identity['labels']} labels must be printed, and the template has {fields}: it would never fit",
        )
    if all(len(folded(each)) < SHORT for one in identity["all"] for each in listed(one)):
        yield (
            ("identity", "all"),
            "words as short as these stand on any form: give a title or a heading that only this one has",
        )


SHORT = 2
"""Words of one phrase. One word alone ("Name", "Referral") is on every form."""


def _reports(said: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> Told:
    titles = Counter(
        title for report in said["reports"] for title in {folded(each) for each in listed(report.get("titles"))}
    )
    for number, report in enumerate(said["reports"]):
        for each in listed(report.get("titles")):
            if titles[folded(each)] > 1:
                yield (
                    ("reports", number, "titles"),
                    f"the title “{each}” stands for two kinds of report: nobody could tell them apart",
                )
    if len(said["reports"]) > 1 and any(not listed(each.get("titles")) for each in said["reports"]):
        yield ("reports",), "with several kinds of report each needs its `titles`, or nobody could tell them apart"
    if not any(section.get("each") for section in sections):
        yield ("sections",), "no section is about a child or a person (`each: children`), so nobody would be read"


def _fixed(said: Mapping[str, Any]) -> Told:
    code = said.get("fixed", {}).get("source_code")
    if code is not None and code not in source_codes():
        yield ("fixed", "source_code"), f"there is no referral source “{code}”: {', '.join(source_codes())} (DfE)"


@cache
def source_codes() -> tuple[str, ...]:
    """DfE children in need census, as the case system lists them."""
    return tuple(content_of(CODES)["sources"])


def _names(sections: Sequence[Mapping[str, Any]]) -> Told:
    seen: set[str] = set()
    for number, section in enumerate(sections):
        if section["name"] in seen:
            yield ("sections", number, "name"), f"there are two sections called “{section['name']}”"
        seen.add(section["name"])
    bare = [number for number, section in enumerate(sections) if not listed(section.get("heading"))]
    for number in bare[1:]:
        if not listed(sections[number].get("starts")):
            yield (
                ("sections", number),
                "two sections have no heading: only what stands before the first heading needs none",
            )


def _section(path: Path, section: Mapping[str, Any]) -> Told:
    fields = section.get("fields", ())
    labels = {folded(each) for rule in fields for each in listed(rule.get("labels"))}
    if not any(section.get(key) for key in ("fields", "narrative", "entry", "other_labels")):
        yield (
            path,
            f"the section “{section['name']}” reads nothing: give it `fields`, or name its heading in `other_headings`",
        )
    if section.get("table") and section.get("entry"):
        yield (*path, "entry"), "the rows of a section are those of a table or paragraphs of a pattern, not both"
    for each in listed(section.get("starts")):
        if folded(each) not in labels:
            yield (*path, "starts"), f"“{each}” begins the next person and is no label of this section"
    for each in listed(section.get("other_labels")):
        if folded(each) in labels:
            yield (*path, "other_labels"), f"the label “{each}” is read and not read: take it out of one of the two"


def listed(said: str | Sequence[str] | None) -> Sequence[str]:
    """One wording or several, as a list."""
    return () if said is None else (said,) if isinstance(said, str) else said
