"""Walking a journey's steps: to fill, to read back from the saved record, or only to see that every label is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from urllib.parse import urljoin

from filling import signing, steps
from filling.browsing import Browsing, Error, TimeoutError, is_closed
from filling.entries import Entry, is_shown, prepare
from filling.looking import Asked, Match, Sight
from filling.seeking import ScreenChanged, Seeker
from filling.steps import Field, ScreenMap, Step, Target, WhenFilled
from filling.values import Record, Wanted, fill_in, holds, look_up, wanted
from filling.widgets import light_up, put
from postroom.errors import CaseSystemDown, CaseSystemRefused, Misconfigured, NeedsAPerson
from postroom.filling import FieldResult

ROUNDS = 4  # a postback may replace a form while it is being filled: look again so often
FIRES_POSTBACKS = {"select", "multiselect", "radio", "tick", "autocomplete"}


class Walk(Enum):
    """What a walk is for."""

    FILL = auto()
    READ = auto()
    LOOK = auto()


@dataclass(slots=True)
class Walker:
    """One walk over pages with one record. Gathers what each field held at the end."""

    seeker: Seeker
    record: Record
    secrets: Mapping[str, str]
    walk: Walk = Walk.FILL
    own_draft: bool = False
    after_step: Callable[[str], None] | None = None
    at: str = "start"
    results: list[FieldResult] = field(default_factory=list)
    left_empty: list[str] = field(default_factory=list)
    named_ticks: set[str] = field(default_factory=set)
    prefix: str = ""

    @property
    def browsing(self) -> Browsing:
        return self.seeker.browsing

    @property
    def screen(self) -> ScreenMap:
        return self.seeker.screen

    def go_through(self, journey: tuple[Step, ...]) -> None:
        for step in journey:
            if (step.when and not holds(self.record, step.when)) or (step.unless and holds(self.record, step.unless)):
                continue
            self.at = step.name
            self.do(step.action)
            if self.after_step:
                self.after_step(step.name)

    def do(self, action: steps.Action) -> None:
        match action:
            case steps.Open(address):
                self.open(address)
            case steps.Go(target, opens_window, sees):
                self.press(target, opens_window, sees)
            case steps.Press(target, opens_window, sees, confirms):
                self.act(target, opens_window, sees, confirms)
            case steps.Fill(fields):
                self.fill(fields)
            case steps.Rows():
                self.rows(action)
            case steps.Repeat(over, inner):
                self.repeat(over, inner)
            case steps.Attach(one):
                self.attach(one)
            case steps.Check(sees, lacks):
                self.check(sees, lacks)
            case steps.Either(branches):
                self.either(branches)
            case steps.Answer() | steps.Letters():
                signing.prove(self.seeker, action, self.secrets)
            case steps.Stop(reason, means):
                self.seeker.raise_for(means, reason)

    def open(self, address: str) -> None:
        place = urljoin(self.screen.url, fill_in(address, self.record))
        try:
            self.browsing.go_to(place, self.screen.wait_s)
        except Error as error:
            if is_closed(error):
                raise
            raise CaseSystemDown("The system cannot be reached, or does not answer in time.") from error
        self.seeker.surprises_now()

    def act(self, target: Target, opens_window: bool, sees: str | None, confirms: bool) -> None:
        """A press that does something: only while filling; a canary sees that the button is there."""
        if self.walk is Walk.LOOK:
            self.seeker.target(self.meant(target))
        if self.walk is not Walk.FILL:
            return
        self.browsing.confirms = confirms
        try:
            self.press(target, opens_window, sees)
        finally:
            self.browsing.confirms = False

    def press(self, target: Target, opens_window: bool = False, sees: str | None = None) -> None:
        handle = self.seeker.target(self.meant(target))
        before = self.browsing.windows
        self.browsing.status = None
        try:
            handle.click(timeout=self.screen.wait_s * 1000)
        except TimeoutError as error:
            raise CaseSystemDown(f"Pressing {target.text!r} was not answered in {self.screen.wait_s:g} seconds.") from error
        if opens_window:
            self.seeker.until(Asked(), lambda _: self.browsing.windows > before)
        if not self.browsing.settle(self.screen.wait_s):
            raise CaseSystemDown(f"The system did not answer in {self.screen.wait_s:g} seconds.")
        if sees:
            self.seeker.words(fill_in(sees, self.record))

    def meant(self, target: Target) -> Target:
        row = fill_in(target.row, self.record) if target.row else None
        return replace(target, text=fill_in(target.text, self.record), row=row)

    def check(self, sees: str | None, lacks: str | None) -> None:
        if self.walk is Walk.LOOK:
            return
        if sees:
            self.seeker.words(fill_in(sees, self.record))
        if lacks and self.seeker.until(Asked(sees=(fill_in(lacks, self.record),)), lambda _: True).said[0]:
            raise CaseSystemRefused(f"The page says {lacks!r}.")

    def either(self, branches: tuple[steps.Branch, ...]) -> None:
        asked = Asked(sees=tuple(fill_in(branch.sees, self.record) for branch in branches))
        sight = self.seeker.until(asked, lambda seen: any(seen.said))
        for branch, seen in zip(branches, sight.said, strict=True):
            if seen:
                self.go_through(branch.steps)
                return
        raise ScreenChanged(f"None of these pages came: {', '.join(branch.sees for branch in branches)}.")

    def repeat(self, over: str, inner: tuple[Step, ...]) -> None:
        record, prefix = self.record, self.prefix
        for number, item in enumerate(self.items(over), start=1):
            self.record = {**record, "item": item, "number": number}
            self.prefix = f"{prefix}{number}. "
            self.go_through(inner)
        self.record, self.prefix = record, prefix

    def items(self, over: str) -> list[object]:
        found = look_up(self.record, over)
        if found is None or found == "":
            return []
        if not isinstance(found, list | tuple):
            raise Misconfigured(f"{over} is no list in the record.")
        return list(found)

    def rows(self, action: steps.Rows) -> None:
        if self.walk is Walk.LOOK:
            self.seeker.target(self.meant(action.add))
            return
        record, prefix = self.record, self.prefix
        for at, item in enumerate(self.items(action.over)):
            self.record = {**record, "item": item, "number": at + 1}
            self.prefix = f"{prefix}{at + 1}. "
            if self.walk is Walk.FILL:
                self.ensure_row(action, at)
            self.fill(action.fields, row=at)
        self.record, self.prefix = record, prefix

    def ensure_row(self, action: steps.Rows, at: int) -> None:
        sight = self.seeker.until(Asked(action.fields[:1]), lambda _: True)
        if len(sight.fields[0].matches) > at:
            return
        self.press(action.add)
        self.seeker.until(Asked(action.fields[:1]), lambda seen: len(seen.fields[0].matches) > at)

    def fill(self, fields: tuple[Field, ...], row: int | None = None) -> None:
        match self.walk:
            case Walk.LOOK:
                self.seeker.fields(fields, row=row)
            case Walk.READ:
                self.read(fields, row)
            case Walk.FILL:
                self.type_in(fields, row)

    def read(self, fields: tuple[Field, ...], row: int | None) -> None:
        sight = self.seeker.fields(fields, row=row, reading=True)
        for one, found in zip(fields, sight.fields, strict=True):
            goal = wanted(one, self.record, self.secrets)
            if goal.value is None:
                continue
            match = self.seeker.one(one, found, row)
            if match is None:
                shown = found.shown[row or 0] if len(found.shown) > (row or 0) else ""
                self.add_result(goal.name, goal.value, shown, is_shown(goal, shown))
                continue
            entry = prepare(_unguarded(goal), replace(match, locked=False, max=None, given=False), typed_before=True)
            if entry is not None:
                self.add_result(goal.name, entry.text, match.value, entry.is_same)

    def add_result(self, name: str, wanted_text: str, held: str, same: bool, kept: bool = False) -> None:
        self.results.append(FieldResult(self.prefix + name, wanted_text, held, same, kept))

    def type_in(self, fields: tuple[Field, ...], row: int | None) -> None:
        """Type what differs, look again, until the form holds all of it: a postback may take back what was typed."""
        goals = [wanted(one, self.record, self.secrets) for one in fields]
        self.left_empty += [self.prefix + goal.name for goal in goals if goal.value is None]
        self.named_ticks |= {one.label for one in fields}
        typed: set[str] = set()
        kept: set[str] = set()
        for _ in range(ROUNDS):
            sight = self.seeker.fields(fields, row=row)
            entries = self.prepared(goals, sight, row, typed | kept)
            kept |= {entry.name for entry in entries if entry.kept}
            todo = [entry for entry in entries if not entry.is_done and entry.name not in kept]
            if not todo:
                for entry in entries:
                    self.add_result(entry.name, entry.text, entry.match.value, entry.is_same, entry.name in kept)
                return
            self.put_all(todo, typed)
        raise NeedsAPerson(f"{', '.join(entry.name for entry in todo)}: the form does not keep what is typed.")

    def prepared(self, goals: list[Wanted], sight: Sight, row: int | None, touched: set[str]) -> list[Entry]:
        """What to type, for all fields of the screen at once: nothing is typed where any of them cannot be."""
        entries: list[Entry] = []
        problems: list[str] = []
        for goal, found in zip(goals, sight.fields, strict=True):
            match = self.seeker.one(goal.field, found, row)
            if match is None:
                raise ScreenChanged(f"There is no field labelled {goal.field.label!r}.")
            try:
                entry = prepare(goal, match, self.own_draft or goal.name in touched)
            except NeedsAPerson as error:
                problems.append(error.reason)
                continue
            if entry is not None:
                entries.append(entry)
        if problems:
            raise NeedsAPerson(" ".join(problems))
        return entries

    def put_all(self, todo: list[Entry], typed: set[str]) -> None:
        for entry in todo:
            try:
                if self.after_step:
                    light_up(entry)
                put(self.browsing, entry)
            except Error as error:
                if is_closed(error):
                    raise
                self.seeker.surprises_now()
                return  # the page was replaced under the hands: look again
            typed.add(entry.name)
            if entry.match.kind in FIRES_POSTBACKS and not self.browsing.is_quiet():
                self.browsing.settle(self.screen.wait_s)
                return

    def attach(self, one: Field) -> None:
        """Attach files that are not attached yet; their names must be shown afterwards, or held by the field."""
        goal = wanted(one, self.record, self.secrets)
        paths = [Path(name) for name in goal.several or ((goal.value,) if goal.value else ())]
        if self.walk is Walk.LOOK:
            self.seeker.fields((one,))
            return
        if not paths:
            return
        if self.walk is Walk.FILL:
            self.upload(one, paths)
            return
        names = tuple(path.name for path in paths)
        said = self.seeker.until(Asked(sees=names), lambda seen: all(seen.said), wait_s=2).said
        held = "; ".join(name for name, there in zip(names, said, strict=True) if there)
        self.add_result(one.name, "; ".join(names), held, all(said))

    def upload(self, one: Field, paths: list[Path]) -> None:
        absent = [path.name for path in paths if not path.is_file()]
        if absent:
            raise NeedsAPerson(f"{one.name}: {len(absent)} of the files to attach cannot be found.")
        match: Match | None = self.seeker.one(one, self.seeker.fields((one,)).fields[0], None)
        if match is None or match.kind != "file":
            raise ScreenChanged(f"{one.name}: the field does not take files.")
        names = tuple(path.name for path in paths)
        if not all(self.seeker.until(Asked(sees=names), lambda _: True).said):
            match.parts[0].set_input_files(paths)
        self.add_result(one.name, "; ".join(names), "; ".join(names), True)


def _unguarded(goal: Wanted) -> Wanted:
    """For reading back: what the record wants, without the care that typing needs."""
    return replace(goal, field=replace(goal.field, when_filled=WhenFilled.REPLACE))
