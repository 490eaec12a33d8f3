"""Fields and things to press, from YAML to their types. Mistakes are gathered with their lines, so that an author sees all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from filling.map.codes import CodeList, from_yaml
from filling.map.fields import Field, Origin, Source, Target, WhenFilled
from filling.writing import date_format

CODES = Path(__file__).parents[2] / "templates" / "codes"
At = tuple[str | int, ...]


class FieldReader:
    """Reads what a map says of one field, or of one thing to press."""

    def __init__(self, path: Path, lines: dict[At, int]) -> None:
        self._path = path
        self._lines = lines
        self.mistakes: list[tuple[int, str]] = []

    def mistake(self, at: At, what: str) -> None:
        while at and at not in self._lines:
            at = at[:-1]
        self.mistakes.append((self._lines.get(at, 1), what))

    def field(self, name: str, given: str | dict[str, Any], at: At) -> Field:
        if isinstance(given, str):
            return Field(name, name, Source(Origin.RECORD, given))
        origins = [origin for origin in Origin if origin.value in given]
        if len(origins) != 1:
            self.mistake(at, f"expected one of {', '.join(Origin)}, to say what goes into {name!r}.")
            return Field(name, name, Source(Origin.TEXT, ""))
        return Field(
            name=name,
            label=str(given.get("label", given.get("legend", name))),
            source=Source(origins[0], _as_words(given[origins[0].value])),
            kind=given.get("kind"),
            role=given.get("role"),
            placeholder=given.get("placeholder"),
            html_id=given.get("id"),
            within=given.get("within"),
            nth=given.get("nth"),
            codes=self.codes(given["codes"], (*at, "codes")) if "codes" in given else None,
            format=self.format(given.get("format"), (*at, "format")),
            required=given.get("required", "required_unless" in given),
            required_unless=given.get("required_unless"),
            when_absent=tuple((str(path), str(words)) for path, words in given.get("when_absent", {}).items()),
            free_text=given.get("free_text", False),
            at_click="opens" in given,
            when_filled=WhenFilled(given.get("when_filled", "stop")),
        )

    def format(self, given: str | None, at: At) -> str | None:
        layout = given if given is None or "%" in given else date_format(given)
        if given and not layout:
            self.mistake(at, f"{given!r} says no way to write a date; expected one as %d/%m/%Y or dd/mm/yyyy.")
        return layout

    def codes(self, given: str | dict[str, Any] | list[Any], at: At) -> CodeList | None:
        if not isinstance(given, str):
            return from_yaml("of the map", given)
        file, _, name = given.partition("/")
        for folder in (self._path.parent, self._path.parent.parent / "codes", CODES):
            found = folder / f"{file}.yaml"
            if found.is_file():
                lists = yaml.safe_load(found.read_text(encoding="utf-8"))
                if name in lists:
                    return from_yaml(given, lists[name])
                self.mistake(at, f"{file}.yaml has no list {name!r}; expected one of: {', '.join(lists)}.")
                return None
        self.mistake(at, f"there is no code list file {file}.yaml; expected file/list, as in contact/categories.")
        return None

    def target(self, given: str | dict[str, Any], at: At) -> Target:
        if isinstance(given, str):
            return Target(given)
        kinds = [kind for kind in ("button", "link", "tab", "menu", "text") if kind in given]
        if "barred" in given and "row" not in given:
            self.mistake(at, "barred: says which rows are not to be chosen; expected row: beside it.")
        if len(kinds) > 1 or not (kinds or "row" in given):
            self.mistake(at, "expected one of button, link, tab, menu, text; or row alone for the first link of a row.")
        text = given[kinds[0]] if kinds else ""
        kind = kinds[0] if kinds and kinds[0] != "text" else None
        return Target(
            text,
            kind,
            listed(given.get("row")),
            given.get("within"),
            given.get("nth"),
            begins=given.get("begins", False),
            hover=given.get("hover", False),
            barred=listed(given.get("barred")),
        )


def listed(given: str | list[str] | None) -> tuple[str, ...]:
    """One text or a list of them, as a map may write either."""
    return (given,) if isinstance(given, str) else tuple(given or ())


def _as_words(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
