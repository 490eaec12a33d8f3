"""Signing in and out of a system, by the steps of its map."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from playwright.sync_api import Error

from filling.map.steps import Open
from filling.page.asking import Asked
from filling.page.seeking import Seeker, SignedOut
from filling.trip import Trip
from filling.walking import Walker
from postroom.errors import CaseSystemRefused, PostroomError

log = logging.getLogger(__name__)
FIRST_PAGE_S = 2.0  # how long a page without a sign-in is looked at before it is taken for signed in
SIGN_OUT_S = 3.0


def sign_in(seeker: Seeker, secrets: Mapping[str, str]) -> None:
    """Open the system and sign in where it asks for it. Raises CaseSystemRefused when it does not let the robot in."""
    screen = seeker.screen
    seeker.signing_in = True
    try:
        walker = Walker(seeker, Trip({}, secrets))
        walker.do(Open(screen.url))
        if not screen.sign_in or not screen.signed_out:
            return
        asked = Asked(sees=(screen.signed_out,))
        if not seeker.until(asked, lambda seen: seen.said[0], wait_s=FIRST_PAGE_S).said[0]:
            return
        walker.go_through(screen.sign_in)
        if seeker.until(asked, lambda seen: not seen.said[0]).said[0]:
            raise CaseSystemRefused("The system does not let the robot in: it still asks for a sign-in.")
    finally:
        seeker.signing_in = False


def sign_out(seeker: Seeker, secrets: Mapping[str, str]) -> None:
    """Give the session back. One that could not be given back is told in the log, with the step: the system may count it as open."""
    seeker.signing_in = True
    trip = Trip({}, secrets)
    try:
        Walker(seeker, trip).go_through(seeker.screen.sign_out)
    except (PostroomError, Error, SignedOut) as error:
        log.warning("sign-out failed screen=%s step=%s error=%s", seeker.screen.name, trip.at, type(error).__name__)
