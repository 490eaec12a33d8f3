"""From a checked YAML map to its types; what the schema cannot say (paths, code lists, labels given twice) is checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from filling.map.reading_fields import At, listed
from filling.map.reading_steps import StepReader
from filling.map.screen import LookFirst, PersonSearch, Reference, ScreenMap, Submit, Surprise
from filling.map.steps import Means, Step
from filling.map.values import BRACES


class Builder(StepReader):
    """Builds one map from its sections."""

    def screen_map(self, data: dict[str, Any]) -> ScreenMap:
        limits = {name: float(data[name]) for name in ("wait_s", "lock_wait_s", "unsure_wait_s") if name in data}
        return ScreenMap(
            name=data["screen"],
            version=data.get("version", 1),
            url=data["url"],
            form=self.steps(data["form"], ("form",)),
            begin=self.steps(data.get("begin", []), ("begin",)),
            save=self.press_step(data, "save"),
            after_save=self.after_save(data),
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
            surprises=tuple(Surprise(one["sees"], Means(one["means"])) for one in data.get("surprises", [])),
            **limits,
        )

    def mark(self, data: dict[str, Any]) -> tuple[str, ...]:
        """Our own mark: without all of it in fields of the form, no draft would ever be found again."""
        paths = listed(data.get("mark"))
        there = set(_texts([data.get("begin"), data["form"]]))
        absent = [one for one in paths if one not in there and not (len(paths) == 1 and "mark" in there)]
        if absent:
            self.mistake(("mark",), f"no field of the form holds our own mark; expected one with {absent[0]!r}.")
        if "look_first" in data and not paths:
            self.mistake(
                ("look_first",), "look_first needs our own mark; expected `mark:` with the record's name for it."
            )
        return paths

    def after_save(self, data: dict[str, Any]) -> tuple[Step, ...]:
        if "after_save" in data and "save" not in data:
            self.mistake(("after_save",), "after_save goes on where save ends; expected `save:` too.")
        return self.steps(data.get("after_save", []), ("after_save",))

    def read_back(self, data: dict[str, Any]) -> tuple[Step, ...]:
        if "read_back" in data and not {"reopen", "look_first"} & data.keys():
            self.mistake(
                ("read_back",), "read_back needs a way to the saved record; expected `reopen:` or `look_first:`."
            )
        return self.steps(data.get("read_back", []), ("read_back",))

    def look_first(self, data: dict[str, Any]) -> LookFirst | None:
        given = data.get("look_first")
        if not given:
            return None
        at = ("look_first",)
        opened = self.steps(given.get("open", []), (*at, "open"))
        if not {"none", "list"} & given.keys():
            self.mistake(at, "expected `none:` or `list:`, to say how the page shows that there is no such row.")
        whole = given.get("list", {})
        return LookFirst(
            self.steps(given["steps"], (*at, "steps")),
            listed(given["row"]),
            given.get("none"),
            opened,
            listed(whole.get("columns")),
            self.target(whole["next"], (*at, "list", "next")) if "next" in whole else None,
        )

    def reference(self, data: dict[str, Any]) -> Reference | None:
        given = data.get("reference")
        if not given:
            return None
        for kind in ("url", "text"):
            self.expression(given.get(kind), ("reference", kind))
        return Reference(given.get("shown"), given.get("url"), given.get("text"))

    def expression(self, text: str | None, at: At) -> None:
        try:
            groups = re.compile(text).groups if text else 1
        except re.error as error:
            self.mistake(at, f"this is no regular expression: {error}.")
            return
        if groups != 1:
            self.mistake(at, "expected one pair of brackets around the reference in the expression.")

    def person_search(self, data: dict[str, Any]) -> PersonSearch | None:
        given = data.get("person_search")
        if not given:
            return None
        found = given["results"]
        columns = tuple((str(name), str(heading)) for name, heading in found["columns"].items())
        if "case_id" not in found["columns"]:
            self.mistake(("person_search", "results", "columns"), "expected a column for case_id.")
        self.expression(found.get("merged"), ("person_search", "results", "merged"))
        steps, by_id = (self.steps(given.get(name, []), ("person_search", name)) for name in ("steps", "by_id"))
        return PersonSearch(steps, columns, found["none"], found.get("denied"), by_id, found.get("merged"))

    def submit(self, data: dict[str, Any]) -> Submit | None:
        step = self.press_step(data, "submit")
        return (
            Submit(step, data["submit"].get("allowed", False) if isinstance(data["submit"], dict) else False)
            if step
            else None
        )

    def press_step(self, data: dict[str, Any], name: str) -> Step | None:
        if name not in data:
            return None
        given = data[name]
        options = {key: value for key, value in given.items() if key != "allowed"} if isinstance(given, dict) else given
        return Step(self.named(name, (name,)), self.press(options, (name,)))


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
