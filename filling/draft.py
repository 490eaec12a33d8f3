"""One record on its way to a verified draft: look first, begin, fill, save, read the reference, load anew, read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from filling.map import steps
from filling.map.screen import LookFirst, ScreenMap
from filling.map.steps import Step
from filling.map.values import Record, as_text, fill_in, holds, is_left_out, look_up
from filling.page.looking import Asked, frames_of
from filling.page.seeking import ScreenChanged, Seeker
from filling.trip import Trip, Walk
from filling.walking import Walker
from postroom.errors import CaseSystemDown, CaseSystemRefused, NeedsAPerson, NotAllowed
from postroom.filling import Approval, FieldResult, FillOutcome, FillResult, Stopped, digest_of

CARRIES_OVER = re.compile(
    r"\b(copy|carry|update|overwrite|apply|transfer|replace|push)\b.*\b(person|record|demographics?|details|client|child)\b",
    re.IGNORECASE,
)
ALL_WORDS = "() => document.body?.innerText || ''"
ALERTS = """() => [...document.querySelectorAll('[role=alert],.errornote,.errorlist,.error-message,.govuk-error-summary')]
  .filter(one => one.checkVisibility()).map(one => one.innerText)"""


class Draft:
    """The order of things for one record. Knows whether a save may have happened that was not seen to."""

    def __init__(
        self,
        record: Record,
        screen: ScreenMap,
        secrets: Mapping[str, str],
        submit: Approval | Literal[False] = False,
        *,
        revise: bool = False,
    ) -> None:
        self.record = {**record, "mark": look_up(record, screen.mark)} if record and screen.mark else record
        self.screen = screen
        self.secrets = secrets
        self.submit = submit
        self.revise = revise
        self._digest = digest_of(record)
        self._after_step: Callable[[str], None] | None = None
        self.reference: str | None = None
        self.fields: list[FieldResult] = []
        self.left_empty: list[str] = []
        self.from_saved = False
        self._is_unsure = False  # save was pressed, and it was not seen what came of it
        self._looked_again = False
        self._was_absent = False  # looked for by this run, and not there: what is found later is this run's
        self._is_saved = False
        self._trip: Trip | None = None

    @property
    def at(self) -> str:
        return self._trip.at if self._trip else "sign in"

    @property
    def must_look_again(self) -> bool:
        """Whether a save may have happened that nobody has looked for yet."""
        return self._is_unsure and not self._looked_again

    def was_answered(self) -> None:
        """The system answered, if with a sign-in page: nothing is under way any more, so one look is proof."""
        self._is_unsure = self._is_unsure and self.screen.look_first is None

    def rehearse(self, show: Callable[[str], None]) -> None:
        """Stop before the save, and show each step."""
        self._after_step = show

    def stopped(self, why: Stopped) -> FillResult:
        """Where it stopped, and what the second witness said of the fields of that page."""
        if not self.fields and self._trip and any(not one.same for one in self._trip.results):
            self._take(self._trip)
        return self._result(FillOutcome.STOPPED, why)

    def bring_about(self, seeker: Seeker) -> FillResult:
        """From the look to the draft that was read back. Raises what stops it."""
        self._check_approval()
        if self.look_first(seeker):
            return self._settle_found(seeker)
        self._was_absent = True
        self._refuse_second_try()
        screen = self.screen
        self._start(seeker, screen.begin + screen.form, may_go_on=screen.look_first is not None)
        self._walk(seeker, Walk.FILL, screen.begin)
        typed = self._walk(seeker, Walk.FILL, self.screen.form)
        self._take(typed)
        self._stop_at_rehearsal(seeker)
        self._save(seeker, typed)
        self._read_reference(seeker)
        self._read_back(seeker)
        return self._submit(seeker, FillOutcome.DRAFT_SAVED)

    def _start(self, seeker: Seeker, journey: tuple[Step, ...], *, may_go_on: bool = False) -> None:
        """A journey that does not open a page itself begins at the system's address.

        One that `may_go_on` begins where the look ended, if what it presses first can be seen there.
        """
        first = next((one.action for one in journey if not is_left_out(one, self.record)), None)
        if first is None or isinstance(first, steps.Open) or (may_go_on and self._is_in_sight(seeker, first)):
            return
        self._walk(seeker, Walk.FILL, (Step("open the system", steps.Open(self.screen.url)),))

    def _is_in_sight(self, seeker: Seeker, action: steps.Action) -> bool:
        if not isinstance(action, steps.Go | steps.Press):
            return False
        asked = Asked(targets=(Trip(self.record, self.secrets).meant_target(action.target),))
        return len(seeker.until(asked, lambda _: True).targets[0]) == 1

    def _refuse_second_try(self) -> None:
        """Never a blind second try: what may have been saved and is not found is left to a later look."""
        if not self._is_unsure and not self._is_saved:
            return
        self._looked_again = True
        if self.screen.look_first is None:
            known = (
                "The draft was saved but not read back" if self._is_saved else "It is not known whether it was saved"
            )
            raise CaseSystemRefused(f"{known}, and the map has no way to look for it (look_first:).")
        raise CaseSystemDown("It is not known whether the draft was saved: it was looked for and is not there yet.")

    def sing(self, seeker: Seeker) -> None:
        """Every label of every screen, with nothing typed into a form: the canary."""
        screen = self.screen
        if screen.look_first:
            self._walk(
                seeker,
                Walk.FILL,
                tuple(one for one in screen.look_first.steps if not isinstance(one.action, steps.Fill)),
            )
        self._walk(seeker, Walk.FILL, screen.canary if screen.canary is not None else screen.begin)
        self._walk(seeker, Walk.LOOK, screen.form + ((screen.save,) if screen.save else ()))

    def look_first(self, seeker: Seeker) -> bool:
        """Whether our own mark is in the system already. Raises CaseSystemRefused when it is there twice."""
        look = self.screen.look_first
        if look is None:
            return False
        if not as_text(look_up(self.record, self.screen.mark or "")).strip():
            raise NeedsAPerson(
                f"The record has no mark of ours ({self.screen.mark}), so an earlier draft could not be found."
            )
        for wait_s in (None, self.screen.unsure_wait_s) if self._is_unsure else (None,):
            if wait_s:
                seeker.until(Asked(), lambda _: False, wait_s=wait_s)  # a save that is still under way comes to its end
            if self._is_there(seeker, look):
                return True
        return False

    def _is_there(self, seeker: Seeker, look: LookFirst) -> bool:
        self._start(seeker, look.steps)
        self._walk(seeker, Walk.FILL, look.steps)
        asked = Asked(rows=(fill_in(look.row, self.record),), sees=(fill_in(look.none, self.record),))
        sight = seeker.until(asked, lambda seen: seen.rows[0] > 0 or seen.said[0])
        if sight.rows[0] > 1:
            raise CaseSystemRefused(f"The system holds {sight.rows[0]} drafts with our mark.")
        if not sight.rows[0] and not sight.said[0]:
            raise ScreenChanged(f"The page shows neither a row with our mark nor {look.none!r}.")
        return sight.rows[0] == 1

    def _settle_found(self, seeker: Seeker) -> FillResult:
        """A draft of ours is there: read it, and bring it to the record's values only when that was asked for."""
        self._is_unsure = False
        if self.screen.look_first:
            self._walk(seeker, Walk.FILL, self.screen.look_first.open)
        self._read_reference(seeker)
        self._read(seeker)
        outcome = FillOutcome.DRAFT_SAVED if self._was_absent else FillOutcome.ALREADY_THERE
        found = self._result(outcome)
        if self.revise and found.differing:
            return self._revise(seeker)
        return self._submit(seeker, outcome)

    def _revise(self, seeker: Seeker) -> FillResult:
        self._reopen(seeker)
        typed = self._walk(seeker, Walk.FILL, self.screen.form, own_draft=True)
        self._save(seeker, typed)
        self._read_back(seeker)
        return self._submit(seeker, FillOutcome.DRAFT_SAVED)

    def _save(self, seeker: Seeker, typed: Trip) -> None:
        if self.screen.save is None:
            return
        self._refuse_carried_over(seeker, typed)
        is_answered = False
        try:
            self._walk(seeker, Walk.FILL, (self.screen.save,))
            is_answered = True
        except ScreenChanged as error:
            is_answered = True
            raise CaseSystemRefused(
                f"The system did not take the draft. {_complaint(seeker) or error.reason}"
            ) from error
        finally:  # only a save that was pressed can have happened unseen
            self._is_unsure = not is_answered and bool(self._trip and self._trip.pressed)
        self._is_saved = True

    def _refuse_carried_over(self, seeker: Seeker, typed: Trip) -> None:
        """A tick that the map does not name, and that would write into the person's record, stops the save."""
        on = seeker.until(Asked(ticks=True), lambda _: True).ticks
        unnamed = [tick for tick in on if CARRIES_OVER.search(tick) and tick not in typed.named_ticks]
        if unnamed:
            raise CaseSystemRefused(
                f"The tick {unnamed[0]!r} is on and the map does not say so; it could change a person's record."
            )

    def _read_reference(self, seeker: Seeker) -> None:
        where = self.screen.reference
        if where is None:
            return
        if where.shown:
            sight = seeker.until(Asked(shown=(where.shown,)), lambda seen: any(seen.shown[0]))
            self.reference = next(filter(None, sight.shown[0]), None)
        else:
            frames = frames_of(seeker.browsing.page)
            places = (frame.url if where.url else frame.evaluate(ALL_WORDS) for frame in frames)
            found = next(filter(None, (re.search(where.url or where.text or "", place) for place in places)), None)
            self.reference = found[1] if found else None
        self.record = {**self.record, "reference": self.reference or ""}

    def _read_back(self, seeker: Seeker) -> None:
        """Load the saved record anew and read every field. Without a way to it, what the form held stands."""
        if self.screen.reopen or self.screen.look_first:
            self._reopen(seeker)
            if self.reference is None:
                self._read_reference(seeker)
            self._read(seeker)

    def _reopen(self, seeker: Seeker) -> None:
        look = self.screen.look_first
        if self.screen.reopen:
            self._walk(seeker, Walk.FILL, self.screen.reopen)
        elif look and self._is_there(seeker, look):
            self._walk(seeker, Walk.FILL, look.open)
        else:
            raise CaseSystemRefused("The saved draft was not found again.")

    def _read(self, seeker: Seeker) -> None:
        kept = {one.name for one in self.fields if one.kept}
        try:
            read = self._walk(seeker, Walk.READ, self.screen.read_back or self.screen.form)
        except ScreenChanged as error:
            hint = "This is the saved record; where its page is not the form, the map can say read_back:."
            raise ScreenChanged(f"{error.reason} {hint}") from error
        self.fields = [replace(one, kept=one.kept or one.name in kept) for one in read.results]
        self.from_saved = True
        if read.doubts:
            raise CaseSystemRefused(f"The draft was saved, and a second look doubts it. {' '.join(read.doubts)}")

    def _check_approval(self) -> None:
        if not self.submit:
            return
        if self.screen.submit is None or not self.screen.submit.allowed:
            raise NotAllowed("The screen map does not allow a robot to press the final button (submit: allowed: true).")
        if not self.submit.by or self.submit.digest != self._digest:
            raise NotAllowed("Nobody approved exactly these values; the final button was not pressed.")

    def _submit(self, seeker: Seeker, outcome: FillOutcome) -> FillResult:
        done = self._result(outcome)
        if not self.submit or self.screen.submit is None:
            return done
        if done.differing:
            raise CaseSystemRefused(f"Not submitted: the system holds otherwise: {', '.join(done.differing)}.")
        self._walk(seeker, Walk.FILL, (self.screen.submit.step,))
        self._read_reference(seeker)
        return self._result(FillOutcome.SUBMITTED)

    def _stop_at_rehearsal(self, seeker: Seeker) -> None:
        if self._after_step:
            self._walk(seeker, Walk.LOOK, (self.screen.save,) if self.screen.save else ())
            raise NotAllowed("This was a rehearsal: nothing was saved.")

    def _take(self, typed: Trip) -> None:
        self.fields, self.left_empty = typed.results, typed.left_empty

    def _walk(self, seeker: Seeker, walk: Walk, journey: tuple[Step, ...], *, own_draft: bool = False) -> Trip:
        known = self.screen.known_person
        self._trip = Trip(
            self.record,
            self.secrets,
            walk,
            own_draft=own_draft,
            knows_person=bool(known and holds(self.record, known)),
            after_step=self._after_step,
        )
        Walker(seeker, self._trip).walk(journey)
        return self._trip

    def _result(self, outcome: FillOutcome, stopped: Stopped | None = None) -> FillResult:
        return FillResult(outcome, self.reference, tuple(self.fields), stopped, tuple(self.left_empty), self.from_saved)


def _complaint(seeker: Seeker) -> str:
    """What the system says is wrong; words in quotation marks may be the child's and are left out."""
    said = [words for frame in frames_of(seeker.browsing.page) for words in frame.evaluate(ALERTS)]
    return re.sub(r"['\"‘“][^'\"’”]*['\"’”]", "…", " ".join(" ".join(said).split()))[:300]
