"""The steps of a journey, from YAML to their types."""

from __future__ import annotations

import re
from typing import Any

from filling.map import steps as s
from filling.map.fields import Target
from filling.map.reading_fields import At, FieldReader

CONDITIONS = ("when", "unless")


class StepReader(FieldReader):
    """Reads journeys: each kind of step has the method of its name."""

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
            return s.Press(Target(given))
        return s.Press(
            self.target(given, at), given.get("opens") == "window", given.get("sees"), given.get("confirms", False)
        )

    def fill(self, given: dict[str, Any], at: At) -> s.Fill:
        return s.Fill(tuple(self.field(str(name), value, (*at, name)) for name, value in given.items()))

    def rows(self, given: dict[str, Any], at: At) -> s.Rows:
        fields = tuple(self.field(str(name), value, (*at, "fill", name)) for name, value in given["fill"].items())
        return s.Rows(given["over"], self.target(given["add"], (*at, "add")), fields)

    def enter(self, given: dict[str, Any], at: At) -> s.Enter:
        fields = tuple(self.field(str(name), value, (*at, "fill", name)) for name, value in given["fill"].items())
        files = self.attach(given["attach"], (*at, "attach")).field if "attach" in given else None
        return s.Enter(given["over"], fields, files, self.target(given["press"], (*at, "press")))

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
        if not {"{n}", "{nth}"} & set(re.findall(r"\{\w+\}", given["field"])):
            self.mistake(
                (*at, "field"),
                "expected {n} (3) or {nth} (3rd) in the label, where the page prints the letter's place.",
            )
        return s.Letters(given["field"], given["secret"])

    def stop(self, given: str | dict[str, Any], at: At) -> s.Stop:
        if isinstance(given, str):
            return s.Stop(given, s.Means.PERSON)
        return s.Stop(given["reason"], s.Means(given.get("means", "person")))
