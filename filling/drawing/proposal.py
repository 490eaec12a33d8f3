"""From what a page offers to what a map would say of it: a path for each label that is known, and what a person must still decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from filling.drawing.inventory import SeenField
from filling.map.codes import CodeList, choose, from_yaml

SAVES = re.compile(r"\bsave\b|\bstore\b", re.IGNORECASE)
FINAL = re.compile(
    r"\b(finalise|finalize|authorise|authorize|submit|complete|send|sign off|close|approve)\b", re.IGNORECASE
)
DRAFT = re.compile(r"\bdraft\b|\blater\b", re.IGNORECASE)
KIND_OF_FILE = "file"


@dataclass(frozen=True, slots=True)
class Known:
    """A path of the record, what systems call it, the list that it is taken from, and whether a person's own details stay."""

    path: str
    words: tuple[str, ...]
    codes: str | None
    keep: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the map. `path` None: a person must say what goes in, unless it is always `text`. `lacks`: texts of the list that the
    screen does not offer.
    """

    field: SeenField
    path: str | None
    text: str | None = None
    codes: str | None = None
    keep: bool = False
    lacks: tuple[str, ...] = ()


def load_vocabulary(path: Path) -> tuple[Known, ...]:
    """templates/codes/labels.yaml."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Known(
            name,
            tuple(_bare(word) for word in each["words"]),
            each.get("codes"),
            bool(each.get("keep")),
            each.get("text"),
        )
        for name, each in told.items()
    )


def load_lists(folder: Path) -> dict[str, CodeList]:
    """Every list of templates/codes by the name that a map gives it: `contact/sources`."""
    lists: dict[str, CodeList] = {}
    for name, data in yaml.safe_load((folder / "contact.yaml").read_text(encoding="utf-8")).items():
        lists[f"contact/{name}"] = from_yaml(name, data)
    return lists


def propose(
    fields: Sequence[SeenField], vocabulary: Sequence[Known], lists: Mapping[str, CodeList], taken: set[str]
) -> list[Proposal]:
    """A proposal for each field, in their order. `taken`: paths that stand in the map already, but dates that may stand in two boxes."""
    return [_propose(field, vocabulary, lists, taken) for field in fields]


def _propose(field: SeenField, vocabulary: Sequence[Known], lists: Mapping[str, CodeList], taken: set[str]) -> Proposal:
    known = _known(field, vocabulary)
    if known is None or field.label is None or (known.path in taken and field.kind not in ("date", "date3", "time")):
        return Proposal(field, None)
    if known.text is not None:
        return Proposal(field, None, known.text if choose(known.text, field.options) is not None else None)
    taken.add(known.path)
    codes = known.codes if field.options else None
    lacks = _lacking(lists[codes], field.options) if codes else ()
    return Proposal(field, known.path, None, codes, known.keep, lacks)


def _known(field: SeenField, vocabulary: Sequence[Known]) -> Known | None:
    """The path whose words are the label's; a file box takes attachments and nothing else."""
    label = _bare(field.label or "")
    fitting = [
        one for one in vocabulary if label in one.words and (one.path == "attachments") == (field.kind == KIND_OF_FILE)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _lacking(codes: CodeList, options: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for _, text in codes.entries if choose(text, options) is None)


def save_button(buttons: Sequence[str]) -> str | None:
    """The button that saves a draft: by its words, those of a draft first, never one that makes it final."""
    saving = [text for text in buttons if SAVES.search(text) and not FINAL.search(text)]
    return next((text for text in saving if DRAFT.search(text)), saving[0] if saving else None)


def final_button(buttons: Sequence[str]) -> str | None:
    """The button that makes it final, which no robot presses."""
    return next((text for text in buttons if FINAL.search(text)), None)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[’']s\b", "", text.lower()).replace("child ", "").strip(" :*?.").split())
