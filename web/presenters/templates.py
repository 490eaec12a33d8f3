"""The templates: what each read lately, and one's versions with who, when, why, and how each differs from the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from django.urls import reverse

from records.models import PublishedTemplate
from records.queries.operations import TemplateUse
from web.template_draft import Shipped
from web.words import when

SIGNS = {"+": "added", "-": "taken out", " ": ""}
AROUND = 2  # lines that stay, above and below a change


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template and what it read lately. `url` is empty for the general reader, which has no file."""

    name: str
    title: str
    url: str
    version: int
    origin: str
    contacts: int
    corrected: int
    last_at: dt.datetime | None


def template_rows(
    shipped: Iterable[Shipped], published: Iterable[PublishedTemplate], uses: Iterable[TemplateUse]
) -> list[TemplateRow]:
    """Every template once, the published over the shipped; then what was read without one."""
    by_name: dict[str, tuple[str, int, str]] = {
        each.name: (each.title, each.version, "Comes with Postroom") for each in shipped
    }
    for each in sorted((one for one in published if not one.withdrawn_at), key=lambda one: one.version):
        title = by_name[each.name][0] if each.name in by_name else ""
        by_name[each.name] = (title, each.version, f"Published by {each.published_by}")
    used = {use.template: use for use in uses}
    rows = [_row(name, *known, used.pop(f"{name}@{known[1]}", None)) for name, known in sorted(by_name.items())]
    return rows + [
        TemplateRow(use.template, "", "", 0, "", use.contacts, use.corrected, use.last_at) for use in used.values()
    ]


def _row(name: str, title: str, version: int, origin: str, use: TemplateUse | None) -> TemplateRow:
    url = reverse("template", kwargs={"name": name})
    if use is None:
        return TemplateRow(name, title, url, version, origin, 0, 0, None)
    return TemplateRow(name, title, url, version, origin, use.contacts, use.corrected, use.last_at)


@dataclass(frozen=True, slots=True)
class Change:
    """A line that differs from the version before: `sign` is added, taken out, or empty for what stands around."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """`is_own`: an admin published it, so it can be withdrawn; the one that comes with Postroom cannot."""

    number: int
    origin: str
    why: str
    withdrawn: str
    in_use: bool
    is_own: bool
    text: str
    changes: tuple[Change, ...]
    file_url: str
    withdraw_url: str = ""


def versions(shipped: Shipped | None, published: Sequence[PublishedTemplate]) -> list[Version]:
    """Newest first; the one that comes with Postroom last. The newest that is not withdrawn is in use."""
    in_use = max((each.version for each in published if not each.withdrawn_at), default=0)
    ordered = sorted(published, key=lambda each: each.version)
    before = [shipped.text if shipped else "", *(each.template for each in ordered)]
    found = [_published(each, older, in_use) for each, older in zip(ordered, before, strict=False)]
    found.reverse()
    if shipped:
        url = address("template_file", shipped.name, shipped.version)
        found.append(Version(shipped.version, "Comes with Postroom", "", "", not in_use, False, shipped.text, (), url))
    return found


def _published(each: PublishedTemplate, before: str, in_use: int) -> Version:
    withdrawn = (
        f"Withdrawn by {each.withdrawn_by} {when(each.withdrawn_at)}: {each.withdrawn_why}" if each.withdrawn_at else ""
    )
    origin = f"Published by {each.published_by} {when(each.published_at)}"
    changes = tuple(difference(before, each.template)) if before else ()
    urls = (address("template_file", each.name, each.version), address("withdraw_template", each.name, each.version))
    return Version(
        each.version, origin, each.why, withdrawn, each.version == in_use, True, each.template, changes, *urls
    )


def address(route: str, name: str, version: int) -> str:
    return reverse(route, kwargs={"name": name, "version": version})


def difference(before: str, after: str) -> Iterator[Change]:
    """Line by line, with a little of what stands around each change."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=AROUND, lineterm="")
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield Change(SIGNS[line[0]], line[1:])
