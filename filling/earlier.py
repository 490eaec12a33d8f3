"""A draft that an earlier run left: looked for by our own mark, in a list of the system's."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Error

from filling.journey import Journey, names_of
from filling.map.screen import LookFirst, ScreenMap
from filling.map.values import Record, as_text, fill_in, look_up, path_in_words
from filling.page.asking import Asked
from filling.page.browsing import is_closed
from filling.page.lists import rows_under
from filling.page.looking import Sight
from filling.page.seeking import ScreenChanged, Seeker
from filling.pressing import is_shut, press
from filling.trip import Walk
from postroom.errors import CaseSystemRefused, NeedsAPerson

MOST_PAGES = 50


def check_mark(record: Record, screen: ScreenMap) -> None:
    """Raises NeedsAPerson where the record lacks a part of our mark: an earlier draft could not be told from others."""
    names = names_of(screen)
    absent = [path for path in screen.mark if not as_text(look_up(record, path)).strip()]
    if absent:
        called = ", ".join(names.get(path) or path_in_words(path) for path in absent)
        raise NeedsAPerson(f"The record has no mark of ours ({called}), so an earlier draft could not be found.")


def is_there(journey: Journey, seeker: Seeker, look: LookFirst) -> bool:
    """Whether a row with our mark is in the list, which is gone through page by page where it has pages.

    Raises CaseSystemRefused where there are two, ScreenChanged where the page shows neither a row of ours nor that there is none.
    """
    journey.start(seeker, look.steps)
    journey.walk(seeker, Walk.FILL, look.steps)
    for _ in range(MOST_PAGES):
        sight = _looked(journey, seeker, look)
        if sight.rows[0] > 1:
            raise CaseSystemRefused(f"The system holds {sight.rows[0]} drafts with our mark.")
        if sight.rows[0]:
            return True
        if not any(sight.said) and not _is_listed(seeker, look):
            raise ScreenChanged(f"The page shows neither a row with our mark nor {_nothing(look)}.")
        if not (look.next and _goes_on(sight)):
            return False
        press(seeker, journey.walk(seeker, Walk.FILL, ()), look.next)
    raise CaseSystemRefused(f"The list has more than {MOST_PAGES} pages; the map's steps must narrow it.")


def _looked(journey: Journey, seeker: Seeker, look: LookFirst) -> Sight:
    asked = Asked(
        rows=(tuple(fill_in(one, journey.record) for one in look.row),),
        sees=(fill_in(look.none, journey.record),) if look.none else (),
        targets=(look.next,) if look.next else (),
    )
    sight = seeker.until(asked, lambda seen: seen.rows[0] > 0 or any(seen.said) or _is_listed(seeker, look))
    if sight.rows[0] or any(sight.said):
        return sight
    seeker.browsing.settle_form(seeker.screen.wait_s)  # a list of before may still stand there
    return seeker.until(asked, lambda _: True)


def _is_listed(seeker: Seeker, look: LookFirst) -> bool:
    """Whether a list with these columns has rows: then a row that is not among them is not there."""
    if not look.columns:
        return False
    try:
        found = rows_under(seeker.browsing.page, look.columns)
    except Error as error:
        if is_closed(error):
            raise
        return False
    return bool(found and found[1])


def _goes_on(sight: Sight) -> ElementHandle | None:
    return next((one for one in sight.targets[0] if not is_shut(one)), None)


def _nothing(look: LookFirst) -> str:
    told = [repr(look.none)] if look.none else []
    if look.columns:
        told.append(f"a list with rows under {', '.join(look.columns)}")
    return " nor ".join(told)
