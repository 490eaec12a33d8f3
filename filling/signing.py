"""The parts of a sign-in that no fixed value answers: secret questions, and chosen letters of a memorable word."""

from __future__ import annotations

from collections.abc import Mapping

from filling.map import steps
from filling.map.codes import choose
from filling.map.fields import Field, Origin, Source
from filling.map.values import secret
from filling.page.asking import Asked
from filling.page.looking import Match
from filling.page.seeking import Seeker
from postroom.errors import CaseSystemRefused

MOST_LETTERS = 30


def prove(seeker: Seeker, action: steps.Answer | steps.Letters, secrets: Mapping[str, str]) -> None:
    """Answer what the page asks. Raises CaseSystemRefused when the map does not know the question."""
    match action:
        case steps.Answer(label, answers):
            _answer(seeker, label, answers, secrets)
        case steps.Letters(label, name):
            _letters(seeker, label, secret(name, secrets))


def _answer(seeker: Seeker, label: str, answers: tuple[tuple[str, str], ...], secrets: Mapping[str, str]) -> None:
    field = _field(label)
    seeker.fields((field,))
    asked = Asked((field,), sees=tuple(question for question, _ in answers))
    sight = seeker.until(asked, lambda seen: any(seen.said), wait_s=1)
    known = [name for (_, name), seen in zip(answers, sight.said, strict=True) if seen]
    if len(known) != 1:
        raise CaseSystemRefused("The sign-in asks a secret question that the screen map does not know.")
    sight.fields[0].matches[0].parts[0].fill(secret(known[0], secrets))


def _letters(seeker: Seeker, label: str, word: str) -> None:
    places = range(1, MOST_LETTERS + 1)
    fields = tuple(_field(label.replace("{n}", str(place)).replace("{nth}", ordinal(place))) for place in places)
    sight = seeker.until(Asked(fields), lambda seen: any(found.matches for found in seen.fields))
    asked = [(place, found.matches) for place, found in enumerate(sight.fields, start=1) if found.matches]
    if not asked or asked[-1][0] > len(word):
        raise CaseSystemRefused("The sign-in asks for letters that the memorable word does not have.")
    for place, matches in asked:
        _give_letter(matches[0], word[place - 1])


def _give_letter(box: Match, letter: str) -> None:
    """Into a box, or chosen from a list of letters in whichever case it has them."""
    if box.kind != "select":
        box.parts[0].fill(letter)
        return
    at = choose(letter, box.options)
    if at is None:
        raise CaseSystemRefused("The sign-in asks for a letter from a list that does not have it.")
    box.parts[0].select_option(index=at)


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 11th: as pages print a letter's place."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def _field(label: str) -> Field:
    return Field(label, label, Source(Origin.TEXT, ""))
