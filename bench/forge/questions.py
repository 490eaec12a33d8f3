"""What each part of a form asks: pairs of label and answer, in real wordings."""

from __future__ import annotations

from collections.abc import Callable

from bench.forge import answers
from bench.forge.answers import Hand
from bench.forge.layout import Pair, Said
from bench.forge.story import Person, Story, data


def label(hand: Hand, owner: str, key: str) -> str:
    return hand.r.choice(data("wording.yaml")["labels"][owner][key])


def heading(hand: Hand, key: str, k: int = 1) -> str:
    return hand.r.choice(data("wording.yaml")["headings"][key]).format(n=hand.r.randint(1, 6), k=k)


def named(hand: Hand, owner: str, path: str, person: Person) -> list[Pair]:
    """A whole name in one box, or parts in two."""
    if hand.r.random() < 0.5:
        return [Pair(label(hand, owner, "name"), answers.whole_name(hand, path, person))]
    parts = [
        Pair(label(hand, owner, "forename"), answers.forename(path, person)),
        Pair(label(hand, owner, "surname"), answers.surname(hand, path, person)),
    ]
    if person.middle and owner == "child":
        parts.append(Pair(label(hand, owner, "middle"), answers.said(f"{path}.middle_names", person.middle)))
    return parts if hand.r.random() < 0.6 else parts[::-1]


def of_child(hand: Hand, story: Story, at: int, *, options: bool) -> list[Pair]:
    """The boxes of one child: name, day of birth and sex always, a choice of the others."""
    child, path, r = story.children[at], f"children[{at}]", hand.r
    pairs = named(hand, "child", path, child)
    pairs.append(Pair(label(hand, "child", "born"), answers.day(hand, f"{path}.date_of_birth", child.born)))
    pairs.append(Pair(label(hand, "child", "sex"), answers.sex(hand, path, child, options=options)))
    if r.random() < 0.2:
        pairs.append(Pair(label(hand, "child", "age"), answers.said(f"{path}.age_stated", str(child.age), child.age)))
    if child.aka:
        pairs.append(Pair(label(hand, "child", "aka"), answers.said(f"{path}.also_known_as", child.aka, [child.aka])))
    keys = [key for key in MORE if r.random() < 0.5]
    pairs += [Pair(label(hand, "child", key), MORE[key](hand, path, child, options)) for key in keys]
    return pairs + living(hand, "child", path, story)


def living(hand: Hand, owner: str, path: str, story: Story) -> list[Pair]:
    """An address, with the postcode in the same box or in its own."""
    apart = hand.r.random() < 0.3
    lines = hand.r.random() < 0.4
    home = Pair(label(hand, owner, "address"), answers.address(path, story.home, lines=lines, postcode=not apart))
    if not apart:
        return [home]
    return [home, Pair(label(hand, "child", "postcode"), answers.said(f"{path}.postcode", story.home[-1]))]


Answerer = Callable[[Hand, str, Person, bool], Said]


def _fact(leaf: str) -> Answerer:
    def answer(hand: Hand, path: str, child: Person, options: bool) -> Said:
        full = f"{path}.{leaf}"
        return answers.blank(hand, full) if hand.leaves_blank() else answers.said(full, child.facts[leaf])

    return answer


def _ethnicity(hand: Hand, path: str, child: Person, options: bool) -> Said:
    full, word = f"{path}.ethnicity_code", child.facts["ethnicity"]
    if hand.leaves_blank():
        return answers.blank(hand, full)
    return answers.said(full, word, data("wording.yaml")["ethnicities"][word])


def _nhs(hand: Hand, path: str, child: Person, options: bool) -> Said:
    full = f"{path}.nhs_number"
    if hand.leaves_blank():
        return answers.blank(hand, full)
    return answers.number(full, child.facts["nhs_number"], spaced=hand.r.random() < 0.6)


def _interpreter(hand: Hand, path: str, child: Person, options: bool) -> Said:
    return answers.yes_or_no(f"{path}.interpreter_required", hand.r.random() < 0.3, options=options)


MORE: dict[str, Answerer] = {
    "ethnicity": _ethnicity,
    "nhs_number": _nhs,
    "upn": _fact("upn"),
    "first_language": _fact("first_language"),
    "religion": _fact("religion"),
    "interpreter": _interpreter,
    "disability_text": _fact("disability_text"),
    "school": _fact("school"),
    "gp_practice": _fact("gp_practice"),
}


def of_adult(hand: Hand, story: Story, at: int, *, options: bool) -> list[Pair]:
    person, path, r = story.adults[at], f"people[{at}]", hand.r
    pairs = named(hand, "adult", path, person)
    pairs.append(Pair(label(hand, "adult", "relationship"), related(path, person)))
    if r.random() < 0.6:
        pairs.append(Pair(label(hand, "adult", "born"), answers.day(hand, f"{path}.date_of_birth", person.born)))
    if r.random() < 0.6:
        pairs.append(Pair(label(hand, "adult", "phone"), answers.phone(f"{path}.phone", person.phone)))
    if r.random() < 0.5:
        held = answers.yes_or_no(f"{path}.has_parental_responsibility", person.responsible, options=options)
        pairs.append(Pair(label(hand, "adult", "responsible"), held))
    if r.random() < 0.4:
        pairs.append(Pair(label(hand, "adult", "address"), answers.same_address(hand, path, story.home)))
    return pairs


def related(path: str, person: Person) -> Said:
    return answers.said(f"{path}.relationship", person.relation, person.code)


def of_referrer(hand: Hand, story: Story) -> list[Pair]:
    pairs = []
    for key, text in story.referrer.items():
        answer = answers.phone("referrer.phone", text) if key == "phone" else answers.said(f"referrer.{key}", text)
        pairs.append(Pair(label(hand, "referrer", key), answer))
    return pairs


def of_consent(hand: Hand, *, options: bool) -> list[Pair]:
    return [
        Pair(label(hand, "consent", key), answers.yes_or_no(f"consent.{key}", hand.r.random() < 0.6, options=options))
        for key in ("parents_aware", "consent_to_share")
    ]


def distractors(hand: Hand, most: int) -> list[Pair]:
    """Fields that nobody asks for, filled in."""
    every = data("wording.yaml")["distractors"]
    return [Pair(each["label"], Said(each["says"])) for each in hand.r.sample(every, hand.r.randint(0, most))]


def label_of_reason(hand: Hand) -> str:
    return hand.r.choice(data("wording.yaml")["labels"]["reason"])
