"""One record on its way to a verified draft: look first, begin, fill, save, read the reference, load anew, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from filling.approving import check_approval
from filling.earlier import check_mark, is_there
from filling.journey import Journey
from filling.map import steps
from filling.map.screen import ScreenMap
from filling.map.steps import Step
from filling.map.values import Record
from filling.page.asking import Asked
from filling.page.seeking import ScreenChanged, Seeker
from filling.references import read_reference
from filling.saving import complaint, refuse_carried_over
from filling.trip import Trip, Walk
from postroom.errors import CaseSystemDown, CaseSystemRefused, NeedsAPerson, NotAllowed
from postroom.filling import Approval, FieldResult, FillOutcome, FillResult, Stopped, digest_of


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
        self.screen = screen
        self.submit = submit
        self.revise = revise
        self._journey = Journey(record, screen, secrets)
        self._digest = digest_of(record)
        self.reference: str | None = None
        self.fields: list[FieldResult] = []
        self.left_empty: list[str] = []
        self.from_saved = False
        self._is_unsure = False  # save was pressed, and it was not seen what came of it
        self._looked_again = False
        self._was_absent = False  # looked for by this run, and not there: what is found later is this run's
        self._is_saved = False

    @property
    def at(self) -> str:
        return self._journey.at

    @property
    def must_look_again(self) -> bool:
        """Whether a save may have happened that nobody has looked for yet."""
        return self._is_unsure and not self._looked_again

    def was_answered(self) -> None:
        """The system answered, if with a sign-in page: nothing is under way any more, so one look is proof."""
        self._is_unsure = self._is_unsure and self.screen.look_first is None

    def rehearse(self, show: Callable[[str], None]) -> None:
        """Stop before the save, and show each step."""
        self._journey.after_step = show

    def stopped(self, why: Stopped) -> FillResult:
        """Where it stopped, and what the second witness said of the fields of that page."""
        trip = self._journey.trip
        if not self.fields and trip and any(not one.same for one in trip.results):
            self._take(trip)
        return self._result(FillOutcome.STOPPED, why)

    def bring_about(self, seeker: Seeker) -> FillResult:
        """From the look to the draft that was read back. Raises what stops it."""
        check_approval(self.screen, self.submit, self._digest)
        if self.look_first(seeker):
            return self._settle_found(seeker)
        self._was_absent = True
        self._refuse_second_try()
        screen = self.screen
        self._journey.start(seeker, screen.begin + screen.form, may_go_on=screen.look_first is not None)
        self._walk(seeker, Walk.FILL, screen.begin)
        typed = self._walk(seeker, Walk.FILL, self.screen.form)
        self._take(typed)
        self._stop_at_rehearsal(seeker)
        self._save(seeker, typed)
        self._read_reference(seeker)
        self._read_back(seeker)
        return self._submit(seeker, FillOutcome.DRAFT_SAVED)

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
        check_mark(self._journey.record, self.screen)
        for wait_s in (None, self.screen.unsure_wait_s) if self._is_unsure else (None,):
            if wait_s:
                seeker.until(Asked(), lambda _: False, wait_s=wait_s)  # a save that is still under way comes to its end
            if is_there(self._journey, seeker, look):
                return True
        return False

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
            self._refuse_anothers()
            return self._revise(seeker)
        return self._submit(seeker, outcome)

    def _refuse_anothers(self) -> None:
        """What is told from others by a person and a day may be another's work."""
        if len(self.screen.mark) > 1:
            raise NeedsAPerson(
                "A record with the same mark has other values. The mark is made of several, so it may be another's: nothing was changed."
            )

    def _revise(self, seeker: Seeker) -> FillResult:
        self._reopen(seeker)
        typed = self._walk(seeker, Walk.FILL, self.screen.form, own_draft=True)
        self._save(seeker, typed)
        self._read_back(seeker)
        return self._submit(seeker, FillOutcome.DRAFT_SAVED)

    def _save(self, seeker: Seeker, typed: Trip) -> None:
        if self.screen.save is None:
            return
        refuse_carried_over(seeker, typed.named_ticks)
        is_answered = False
        try:
            self._walk(seeker, Walk.FILL, (self.screen.save, *self.screen.after_save))
            is_answered = True
        except ScreenChanged as error:
            is_answered = True
            raise CaseSystemRefused(
                f"The system did not take the draft. {complaint(seeker) or error.reason}"
            ) from error
        finally:  # only a save that was pressed can have happened unseen
            self._is_unsure = not is_answered and bool(self._journey.trip and self._journey.trip.pressed)
        self._is_saved = True

    def _read_reference(self, seeker: Seeker) -> None:
        if self.screen.reference:
            self.reference = read_reference(seeker, self.screen.reference)
            self._journey.record = {**self._journey.record, "reference": self.reference or ""}

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
        elif look and is_there(self._journey, seeker, look):
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
        if self._journey.after_step:
            self._walk(seeker, Walk.LOOK, (self.screen.save,) if self.screen.save else ())
            raise NotAllowed("This was a rehearsal: nothing was saved.")

    def _take(self, typed: Trip) -> None:
        self.fields, self.left_empty = typed.results, typed.left_empty

    def _walk(self, seeker: Seeker, walk: Walk, journey: tuple[Step, ...], *, own_draft: bool = False) -> Trip:
        return self._journey.walk(seeker, walk, journey, own_draft=own_draft)

    def _result(self, outcome: FillOutcome, stopped: Stopped | None = None) -> FillResult:
        return FillResult(outcome, self.reference, tuple(self.fields), stopped, tuple(self.left_empty), self.from_saved)
