"""A whole form from a seed: what it asks, where its answers stand, how the family is taken up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.forge import households, questions
from bench.forge.answers import Hand
from bench.forge.households import Pen
from bench.forge.layout import Block, Cell, Flow, Grid, Heading, Pair, Run, Said, cell, tagged, words
from bench.forge.placements import PLACEMENTS
from bench.forge.story import data, invent

MEDIA = ("word", "printed", "fillable", "html_mail", "text_mail", "picture")
IN_TEXT = ("colon_lines", "two_on_a_line", "dotted_lines", "entry_lines", "paragraph_under", "right_of_unruled")
OPTIONS = ("glyphs", "glyphs_behind", "brackets", "brackets_behind", "words", "words")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one document is. `children`, `adults`: structures of households; `options`: how choices are marked."""

    seed: int
    medium: str
    placement: str
    children: str
    adults: str
    options: str

    @property
    def tags(self) -> tuple[str, ...]:
        return (self.placement, self.medium, self.children, self.adults, f"options_{self.options}")


def plan(seed: int, *, scans: bool = True) -> Plan:
    """Any document. Scans are few: each takes seconds to read."""
    r = random.Random(seed)
    media = r.choices(MEDIA, (34, 30, 12, 10, 10, 4 if scans else 0))[0]
    placement = r.choice(IN_TEXT if media == "text_mail" else list(PLACEMENTS))
    whole = r.random() < 0.12 and media != "text_mail"
    children = "household" if whole else _any(r, households.CHILDREN, media)
    adults = "household" if whole else _any(r, households.ADULTS, media)
    return Plan(seed, media, placement, children, adults, r.choice(OPTIONS))


def _any(r: random.Random, structures: dict[str, households.Structure], medium: str) -> str:
    """Half of all forms take people up in blocks; a mail's text has no tables."""
    names = list(structures)
    return names[0] if medium == "text_mail" or r.random() < 0.4 else r.choice(names[1:])


@dataclass(frozen=True, slots=True)
class Form:
    plan: Plan
    blocks: tuple[Block, ...]


def draw(plan: Plan) -> Form:
    """The form's blocks, answers and all."""
    r = random.Random(plan.seed)
    story, hand = invent(r), Hand.any(r)
    pen = Pen(hand, story, plan.placement, plan.options != "words")
    family = _family(pen, plan)
    referrer = _section(pen, "referrer", questions.of_referrer(hand, story))
    consent = _section(pen, "consent", questions.of_consent(hand, options=pen.options))
    parts = [family, referrer, consent, *_around(pen, plan.medium)]
    r.shuffle(parts)
    lines = [Heading(r.choice(data("wording.yaml")["titles"]), 1), *_guidance(hand)]
    blocks = [*lines, *(block for part in parts for block in part), *_reason(pen)]
    return Form(plan, tuple(blocks))


def _family(pen: Pen, plan: Plan) -> list[Block]:
    if plan.children == "household":
        return households.household(pen)
    return [*households.CHILDREN[plan.children](pen), *households.ADULTS[plan.adults](pen)]


def _section(pen: Pen, key: str, pairs: Sequence[Pair]) -> list[Block]:
    return [Heading(questions.heading(pen.hand, key)), *pen.block(list(pairs))]


def _around(pen: Pen, medium: str) -> list[list[Block]]:
    """Fields that nobody asks for, and a table of professionals, who are nobody's family."""
    found: list[list[Block]] = []
    others = questions.distractors(pen.hand, 3)
    if others:
        found.append([Heading("For office use"), *pen.block(others)])
    if medium != "text_mail" and pen.hand.r.random() < 0.3:
        found.append(_professionals(pen.hand))
    return found


def _professionals(hand: Hand) -> list[Block]:
    rows = data("wording.yaml")["professionals"]
    head = tuple(words(text, shaded=True) for text in ("Name", "Role", "Agency", "Telephone"))
    listed = (tuple(words(text, bold=False) for text in row) for row in hand.r.sample(rows, 2))
    return [Heading(questions.heading(hand, "professionals")), Grid((head, *listed), heads=1)]


def _guidance(hand: Hand) -> list[Block]:
    lines = hand.r.sample(data("wording.yaml")["guidance"], hand.r.randint(0, 2))
    return [Flow(tuple((Run(text, small=True),) for text in lines))] if lines else []


def _reason(pen: Pen) -> list[Block]:
    """The account: under its heading, or in a box with its label over it."""
    said = tagged(Said(pen.story.reason, {"reason": pen.story.reason}), "reason")
    label = questions.label_of_reason(pen.hand)
    if pen.hand.r.random() < 0.5:
        return [Heading(label), Flow(((Run(said=said),),))]
    box: tuple[Cell, ...] = (cell(Run(said=said)),)
    return [Grid(((words(label, shaded=True),), box))]
