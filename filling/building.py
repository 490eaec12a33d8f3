"""From a checked YAML map to its types; what the schema cannot say (paths, code lists, labels given twice) is checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from filling import steps as s
from filling.codes import CodeList, from_yaml
from filling.values import BRACES
from filling.writing import date_format

CODES = Path(__file__).parent.parent / "templates" / "codes"
At = tuple[str | int, ...]
CONDITIONS = ("when", "unless")


class Builder:
    """Builds one map. Mistakes are gathered with their lines, so that an author sees all of them at once."""

    def __init__(self, path: Path, lines: dict[At, int]) -> None:
        self._path = path
        self._lines = lines
        self.mistakes: list[tuple[int, str]] = []

    def mistake(self, at: At, what: str) -> None:
        while at and at not in self._lines:
            at = at[:-1]
        self.mistakes.append((self._lines.get(at, 1), what))

    def screen_map(self, data: dict[str, Any]) -> s.ScreenMap:
        limits = {name: float(data[name]) for name in ("wait_s", "lock_wait_s", "unsure_wait_s") if name in data}
        return s.ScreenMap(
            name=data["screen"],
            version=data.get("version", 1),
            url=data["url"],
            form=self.steps(data["form"], ("form",)),
            begin=self.steps(data.get("begin", []), ("begin",)),
            save=self.press_step(data, "save"),
            reopen=self.steps(data.get("reopen", []), ("reopen",)),
            read_back=self.read_back(data),
            submit=self.submit(data),
            sign_in=self.steps(data.get("sign_in", []), ("sign_in",)),
            sign_out=self.steps(data.get("sign_out", []), ("sign_out",)),
            signed_out=data.get("signed_out"),
            mark=self.mark(data),
            known_person=data.get("known_person"),
            look_first=self.look_first(data),
            reference=self.reference(data),
            person_search=self.person_search(data),
            canary=self.steps(data["canary"], ("canary",)) if "canary" in data else None,
            surprises=tuple(s.Surprise(one["sees"], s.Means(one["means"])) for one in data.get("surprises", [])),
            **limits,
        )

    def mark(self, data: dict[str, Any]) -> str | None:
        """Our own mark: without it in a field of the form, no draft would ever be found again."""
        paths = {data.get("mark"), "mark"}
        if "mark" in data and not any(one in paths for one in _texts([data.get("begin"), data["form"]])):
            self.mistake(("mark",), f"no field of the form holds our own mark; expected one with {data['mark']!r}.")
        if "look_first" in data and "mark" not in data:
            self.mistake(
                ("look_first",), "look_first needs our own mark; expected `mark:` with the record's name for it."
            )
        return data.get("mark")

    def read_back(self, data: dict[str, Any]) -> tuple[s.Step, ...]:
        if "read_back" in data and not {"reopen", "look_first"} & data.keys():
            self.mistake(
                ("read_back",), "read_back needs a way to the saved record; expected `reopen:` or `look_first:`."
            )
        return self.steps(data.get("read_back", []), ("read_back",))

    def look_first(self, data: dict[str, Any]) -> s.LookFirst | None:
        given = data.get("look_first")
        if not given:
            return None
        at = ("look_first",)
        opened = self.steps(given.get("open", []), (*at, "open"))
        return s.LookFirst(self.steps(given["steps"], (*at, "steps")), given["row"], given["none"], opened)

    def reference(self, data: dict[str, Any]) -> s.Reference | None:
        given = data.get("reference")
        if not given:
            return None
        for kind in ("url", "text"):
            self.expression(given.get(kind), ("reference", kind))
        return s.Reference(given.get("shown"), given.get("url"), given.get("text"))

    def expression(self, text: str | None, at: At) -> None:
        try:
            groups = re.compile(text).groups if text else 1
        except re.error as error:
            self.mistake(at, f"this is no regular expression: {error}.")
            return
        if groups != 1:
            self.mistake(at, "expected one pair of brackets around the reference in the expression.")

    def person_search(self, data: dict[str, Any]) -> s.PersonSearch | None:
        given = data.get("person_search")
        if not given:
            return None
        found = given["results"]
        columns = tuple((str(name), str(heading)) for name, heading in found["columns"].items())
        if "case_id" not in found["columns"]:
            self.mistake(("person_search", "results", "columns"), "expected a column for case_id.")
        self.expression(found.get("merged"), ("person_search", "results", "merged"))
        steps, by_id = (self.steps(given.get(name, []), ("person_search", name)) for name in ("steps", "by_id"))
        return s.PersonSearch(steps, columns, found["none"], found.get("denied"), by_id, found.get("merged"))

    def submit(self, data: dict[str, Any]) -> s.Submit | None:
        step = self.press_step(data, "submit")
        return (
            s.Submit(step, data["submit"].get("allowed", False) if isinstance(data["submit"], dict) else False)
            if step
            else None
        )

    def press_step(self, data: dict[str, Any], name: str) -> s.Step | None:
        if name not in data:
            return None
        given = data[name]
        options = {key: value for key, value in given.items() if key != "allowed"} if isinstance(given, dict) else given
        return s.Step(self.named(name, (name,)), self.press(options, (name,)))

    def steps(self, given: list[dict[str, Any]], at: At) -> tuple[s.Step, ...]:
        return tuple(self.step(one, (*at, number)) for number, one in enumerate(given))

    def named(self, kind: str, at: At) -> str:
        return (
            f"{at[0]}: {kind} (line {self._lines.get(at, 1)})"
            if len(at) > 1
            else f"{kind} (line {self._lines.get(at, 1)})"
        )

    def step(self, given: dict[str, Any], at: At) -> s.Step:
        kinds = [key for key in given if key not in CONDITIONS]
        if len(kinds) != 1:
            self.mistake(at, f"expected exactly one kind of step here, found: {', '.join(kinds) or 'none'}.")
            return s.Step("?", s.Stop("?", s.Means.PERSON))
        kind = kinds[0]
        action = getattr(self, kind)(given[kind], (*at, kind))
        return s.Step(self.named(kind, at), action, given.get("when"), given.get("unless"))

    def open(self, given: str, at: At) -> s.Open:
        return s.Open(given)

    def go(self, given: str | dict[str, Any], at: At) -> s.Go:
        press = self.press(given, at)
        return s.Go(press.target, press.opens_window, press.sees)

    def press(self, given: str | dict[str, Any], at: At) -> s.Press:
        if isinstance(given, str):
            return s.Press(s.Target(given))
        return s.Press(
            self.target(given, at), given.get("opens") == "window", given.get("sees"), given.get("confirms", False)
        )

    def target(self, given: str | dict[str, Any], at: At) -> s.Target:
        if isinstance(given, str):
            return s.Target(given)
        kinds = [kind for kind in ("button", "link", "tab", "menu", "text") if kind in given]
        if len(kinds) > 1 or not (kinds or "row" in given):
            self.mistake(at, "expected one of button, link, tab, menu, text; or row alone for the first link of a row.")
        text = given[kinds[0]] if kinds else ""
        kind = kinds[0] if kinds and kinds[0] != "text" else None
        return s.Target(text, kind, given.get("row"), given.get("within"), given.get("nth"))

    def fill(self, given: dict[str, Any], at: At) -> s.Fill:
        return s.Fill(tuple(self.field(str(name), value, (*at, name)) for name, value in given.items()))

    def rows(self, given: dict[str, Any], at: At) -> s.Rows:
        fields = tuple(self.field(str(name), value, (*at, "fill", name)) for name, value in given["fill"].items())
        return s.Rows(given["over"], self.target(given["add"], (*at, "add")), fields)

    def repeat(self, given: dict[str, Any], at: At) -> s.Repeat:
        return s.Repeat(given["over"], self.steps(given["steps"], (*at, "steps")))

    def attach(self, given: dict[str, Any], at: At) -> s.Attach:
        ((name, value),) = given.items()
        return s.Attach(self.field(str(name), value, (*at, name)))

    def check(self, given: str | dict[str, Any], at: At) -> s.Check:
        return s.Check(given, None) if isinstance(given, str) else s.Check(given.get("sees"), given.get("lacks"))

    def either(self, given: list[dict[str, Any]], at: At) -> s.Either:
        branches = [
            s.Branch(one["sees"], self.steps(one.get("steps", []), (*at, number, "steps")))
            for number, one in enumerate(given)
        ]
        return s.Either(tuple(branches))

    def answer(self, given: dict[str, Any], at: At) -> s.Answer:
        return s.Answer(given["field"], tuple(given["questions"].items()))

    def letters(self, given: dict[str, Any], at: At) -> s.Letters:
        if "{n}" not in given["field"]:
            self.mistake((*at, "field"), "expected {n} in the label, where the page prints the letter's place.")
        return s.Letters(given["field"], given["secret"])

    def stop(self, given: str | dict[str, Any], at: At) -> s.Stop:
        if isinstance(given, str):
            return s.Stop(given, s.Means.PERSON)
        return s.Stop(given["reason"], s.Means(given.get("means", "person")))

    def field(self, name: str, given: str | dict[str, Any], at: At) -> s.Field:
        if isinstance(given, str):
            return s.Field(name, name, s.Source(s.Origin.RECORD, given))
        origins = [origin for origin in s.Origin if origin.value in given]
        if len(origins) != 1:
            self.mistake(at, f"expected one of {', '.join(s.Origin)}, to say what goes into {name!r}.")
            return s.Field(name, name, s.Source(s.Origin.TEXT, ""))
        return s.Field(
            name=name,
            label=str(given.get("label", given.get("legend", name))),
            source=s.Source(origins[0], _as_words(given[origins[0].value])),
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
            when_filled=s.WhenFilled(given.get("when_filled", "stop")),
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


def _as_words(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _texts(given: object) -> Iterator[str]:
    """Every text in a part of the map, and every {path} in one."""
    match given:
        case str():
            yield from (given, *BRACES.findall(given))
        case dict():
            for one in given.values():
                yield from _texts(one)
        case list():
            for one in given:
                yield from _texts(one)
