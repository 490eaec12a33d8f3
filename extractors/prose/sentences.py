"""What running text says about the children and people that it names. All of it is proposed, none of it certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from extractors.prose.gathered import Gathered, Leaves, keep
from extractors.prose.mentions import Mention, children_in, people_in
from extractors.values.addresses import POSTCODE
from extractors.values.dates import find_dates
from extractors.values.phones import find_phones
from extractors.values.vocabulary import words
from postroom.contact import Field, Method
from postroom.identifiers import nhs_number_is_valid

STARTS_ADDRESS = re.compile(
    r"(?:\b(?:Flat|Apartment|Apt|Room|Unit|House)\s+\w+\b|(?<![\d/£.:])\b\d{1,4}[A-Za-z]?(?=,?\s+[A-Z]))"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|\n{2,}")
LONGEST_ADDRESS = 150
ADULT = 18
NHS = re.compile(r"\bNHS\s*(?:no|number|num)?\.?\s*(?:is)?[:\s]*(?P<digits>\d[\d \-]{8,13}\d)", re.IGNORECASE)
AGE = re.compile(
    r"\b(?:aged?\s+(?P<after>\d{1,2})\b(?!\s*(?:/|:|%|th|st|nd|rd|months|weeks))"
    r"|(?:is|was|turned|now)\s+(?:(?:only|just|now|about|around|nearly|almost)\s+)?(?P<is>\d{1,2})(?=\s*(?:[,.;)(]|and\b|who\b|but\b|they\b|$)))"
    r"|(?:['’]s\s+|\()(?P<short>\d|1[0-7])(?=\s*(?:[.;),]|$))"
    r"|(?<=\w),\s+(?P<between>\d|1[0-7])(?=\s*(?:[,.;)]|and\b|$))(?!,\s+\d)"
    r"|(?:\band|,) (?!(?:year|yr|y|dob|born|aged?|flat|room|unit|ward|class|form|tel|no|number|on|at|in)\b)(?-i:[A-Z][\w'’-]+) (?:is )?"
    r"(?P<second>\d|1[0-7])\b(?!\s*(?:/|:|\.\d|st|nd|rd|th|am|pm|weeks|months)| [A-Z])"
    r"|\b(?P<old>\d{1,2}(?:[- ]?(?:years?|yrs?|months?)[- ]?old|\s?y/?o\b))",
    re.IGNORECASE,
)
AGE_IN_WORDS = re.compile(
    r"\b(?:is|was|turned|now|aged)\s+(?:(?:only|just|about|around|nearly|almost)\s+)?(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen)(?=\s*(?:[,.;)(]|and\b|years?\b|yrs?\b|$))",
    re.IGNORECASE,
)
IN_FIGURES = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
        ],
        map(str, range(1, 18)),
        strict=True,
    )
)
SCHOOL_NAME = re.compile(
    r"(?:the\s+)?(?:St\.?\s)?[A-Z][\w'’&\-]*(?:\s(?:(?:of|and|the|for|&|in|on)\s)*(?:St\.\s)?[A-Z][\w'’&\-]*)*(?:,\s[A-Z][\w'’]+(?:\s[A-Z][\w'’]+)?(?=\s*(?:[.;)\n]|$)))?"
)


Named = list[tuple[Mention, Leaves]]
"""Who is named where: every mention with the leaves of that child or person."""


def name_everybody(text: str, gathered: Gathered) -> tuple[Named, Named]:
    """Children and people that running text names, put into `gathered`. Those of labelled lines are not named again."""
    people = _people(text, gathered)
    children = _children(text, gathered)
    _births(text, gathered, sorted([*children, *people], key=lambda pair: pair[0].start))
    _young_siblings(gathered)
    return children, people


def read_details(text: str, gathered: Gathered, children: Named, people: Named) -> None:
    """What running text says of those who are named: schools, telephone numbers, homes, who knows and who agreed."""
    in_order = sorted(children, key=lambda pair: pair[0].start)
    _schools(text, gathered, in_order)
    _phones(text, gathered, sorted(people, key=lambda pair: pair[0].start))
    _addresses(text, gathered)
    _numbers(text, gathered, in_order)
    _consent(text, gathered)


def _children(text: str, gathered: Gathered) -> Named:
    """Children that the text introduces, and every later mention of their forenames."""
    found: Named = []
    if not gathered.children:
        for one in children_in(text):
            leaves = gathered.read("children.name", one.name, Method.TEXT)
            gathered.children.append(leaves)
            found.append((one, leaves))
    for leaves in gathered.children:
        forename = leaves["forename"].value if "forename" in leaves else None
        found += [
            (Mention(match.group(), match.start(), match.end()), leaves)
            for match in re.finditer(rf"\b{re.escape(str(forename))}\b", text)
            if forename
        ]
    return found


def _people(text: str, gathered: Gathered) -> Named:
    found: Named = []
    for one in people_in(text):
        leaves = gathered.read("people.name", one.name, Method.TEXT)
        known = next((other for other in gathered.people if _same(other, leaves)), None)
        if known is None:
            keep(leaves, gathered.read("people.relationship", one.relation or "", Method.TEXT))
            gathered.people.append(leaves)
        found.append((one, known or leaves))
    return found


def _same(one: Leaves, other: Leaves) -> bool:
    pairs = [(one[name].value, other[name].value) for name in ("forename", "surname") if name in one and name in other]
    return bool(pairs) and all(str(a).casefold() == str(b).casefold() or b is None for a, b in pairs)


def _births(text: str, gathered: Gathered, named: Named) -> None:
    """Dates of birth and ages go to whoever was named last before them."""
    for match in re.finditer(words("prose")["born"], text, re.IGNORECASE):
        dates = find_dates(text[match.end() : match.end() + 40], gathered.context)
        owner = _before(named, match.start())
        if owner is not None and dates and dates[0].start <= 8:
            stretch = text[match.end() : match.end() + dates[0].end].strip(" :-(,.")
            keep(owner, gathered.read("children.date_of_birth", stretch, Method.TEXT))
    for at, age in sorted(_ages(text)):
        owner = _before(named, at)
        if owner is not None:
            keep(owner, gathered.read("children.age_stated", age, Method.TEXT))


def _ages(text: str) -> Iterator[tuple[int, str]]:
    """(offset, age as written or in figures). An age behind the second of two names begins at its figures."""
    for match in AGE.finditer(text):
        group = match.lastgroup or "after"
        yield match.start(group), match.group(group)
    for match in AGE_IN_WORDS.finditer(text):
        yield match.start(), IN_FIGURES[match["word"].lower()]


def _young_siblings(gathered: Gathered) -> None:
    """A brother or sister who is a child is one of the children that the mail is about."""
    for leaves in [one for one in gathered.people if "relationship" in one and one["relationship"].value == "sibling"]:
        if _is_young(leaves, gathered.context.reference_date):
            gathered.people.remove(leaves)
            leaves.pop("relationship")
            gathered.children.append(leaves)


def _is_young(leaves: Leaves, day: date | None) -> bool:
    age = leaves["age_stated"].value if "age_stated" in leaves else None
    born = leaves["date_of_birth"].value if "date_of_birth" in leaves else None
    if isinstance(born, str) and day:
        return day < date.fromisoformat(born).replace(day=1) + timedelta(days=ADULT * 365)
    return isinstance(age, int) and age < ADULT


def _before(named: Named, at: int) -> Leaves | None:
    return next((leaves for mention, leaves in reversed(named) if mention.end <= at), None)


def _schools(text: str, gathered: Gathered, children: Named) -> None:
    prose = words("prose")
    starts = [match.end() for match in re.finditer(prose["attends"], text, re.IGNORECASE)]
    groups = [
        re.compile(r"[ \t]*[,(]?[ \t]*(?:at|of|in)?[ \t]*").match(text, match.end())
        for match in re.finditer(prose["year_group"], text, re.IGNORECASE)
    ]
    starts += [match.end() for match in groups if match]
    for start in starts:
        match = SCHOOL_NAME.match(text, start)
        owner = _before(children, start)
        if match and owner is not None and match.group().lower() not in ("the", "he", "she", "mum", "dad"):
            keep(owner, gathered.read("children.school", match.group(), Method.TEXT))


def _phones(text: str, gathered: Gathered, people: Named) -> None:
    """A number belongs to the relation written straight before it, else to the person named last before it; else to nobody."""
    at = 0
    for phone in find_phones(text):
        at = text.find(phone.raw, at)
        owners = _whose_phone(text[max(0, at - 60) : at], gathered)
        owners = owners or [leaves for mention, leaves in people if 0 <= at - mention.end <= 120][-1:]
        for leaves in owners[:1]:
            keep(leaves, gathered.read("people.phone", phone.raw, Method.TEXT))


def _whose_phone(before: str, gathered: Gathered) -> list[Leaves]:
    """ "Mum's mobile is ...": the relation, where somebody of it is named."""
    match = re.search(rf"\b({words('prose')['relation']}){words('prose')['whose_phone']}", before, re.IGNORECASE)
    return _of_relation(gathered, match.group(1).lower()) if match else []


def _addresses(text: str, gathered: Gathered) -> None:
    """The one home that the text states. A place of an event, or of somebody else, is not taken for it."""
    for start, end in _address_spans(text):
        before = text[max(0, start - 90) : start]
        before = SENTENCE.split(before)[-1]
        lives = _last(words("prose")["lives"], before)
        grown = _of_a_name(before, gathered)
        if grown:
            keep(grown, gathered.read("people.address", text[start:end], Method.TEXT))
            continue
        if _last(words("prose")["elsewhere"], before) > lives:
            continue
        found = gathered.read("children.address", text[start:end], Method.TEXT)
        other = _other_home(before) if lives >= 0 else None
        for leaves in _of_relation(gathered, other) if other else gathered.children:
            keep(leaves, found)


def _address_spans(text: str) -> Iterator[tuple[int, int]]:
    """From a flat or house number to a postcode, on one line of thought; without a postcode to the end of the sentence."""
    last = 0
    for match in STARTS_ADDRESS.finditer(text):
        if match.start() < last:
            continue
        postcode = POSTCODE.search(text, match.end(), match.end() + LONGEST_ADDRESS)
        stretch = text[match.start() : postcode.end()] if postcode else ""
        if postcode and not re.search(r"[.;!?]\s|\n\s*\n|\d{5}", stretch):
            last = postcode.end()
            yield match.start(), last
            continue
        close = re.compile(
            r",?\s+[A-Z][\w'’]+(?: [A-Z][\w'’]+)*(?:, [A-Z][\w'’]+(?: [A-Z][\w'’]+)*)*(?=\s*[.;\n)]|$)"
        ).match(text, match.end())
        if close and _last(words("prose")["lives"], text[max(0, match.start() - 40) : match.start()]) >= 0:
            last = close.end()
            yield match.start(), last


def _of_a_name(before: str, gathered: Gathered) -> Leaves | None:
    """ "Dean lives at ...", where Dean is one of the people."""
    named = re.search(
        r"\b([A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*['’]?s? (?:now |currently )?(?:lives|is living|resides|stays|address is|house is)\b[^.]*$",
        before,
    )
    return next(
        (
            leaves
            for leaves in gathered.people
            if named and "forename" in leaves and str(leaves["forename"].value).casefold() == named[1].casefold()
        ),
        None,
    )


def _other_home(before: str) -> str | None:
    """ "Dad lives at ...": the relation whose home it is. "lives with his mother at ..." is the child's."""
    match = re.search(
        rf"\b({words('prose')['relation']})(?:[,:]? (?-i:[A-Z][\w'’-]+[ ,]+){{1,4}})?(?:['’]s (?:home )?address|\s+(?:now |currently )?(?:lives|is living|resides|stays))\b",
        before,
        re.IGNORECASE,
    )
    return match.group(1).lower() if match else None


def _of_relation(gathered: Gathered, relation: str) -> list[Leaves]:
    wanted = gathered.read("people.relationship", relation, Method.TEXT).get("relationship")
    return [
        leaves
        for leaves in gathered.people
        if wanted and "relationship" in leaves and leaves["relationship"].value == wanted.value
    ]


def _numbers(text: str, gathered: Gathered, children: Named) -> None:
    for match in NHS.finditer(text):
        owner = _before(children, match.start())
        if owner is not None and nhs_number_is_valid(re.sub(r"\D", "", match["digits"])):
            keep(owner, gathered.read("children.nhs_number", match["digits"], Method.TEXT))


def _consent(text: str, gathered: Gathered) -> None:
    """Who knows and who agreed, from the last sentence that says so."""
    parents = r"\b(?:mum|mother|dad|father|parents?|family|carers?|they)\b"
    said_by = {"parents_aware": parents, "consent_to_share": rf"{parents}|\b(?:he|she|consent)\b"}
    for sentence in reversed(SENTENCE.split(text)):
        for leaf, who in said_by.items():
            patterns = words("prose")[leaf] if re.search(who, sentence, re.IGNORECASE) else []
            value = next((value for value, pattern in patterns if re.search(pattern, sentence, re.IGNORECASE)), None)
            if value:
                keep(gathered.own, {f"consent.{leaf}": _said(gathered, leaf, value, sentence)})


def _said(gathered: Gathered, leaf: str, value: str, sentence: str) -> Field:
    return replace(gathered.read(f"consent.{leaf}", value.replace("_", " "), Method.TEXT)[leaf], raw=sentence)


def _last(pattern: str, text: str) -> int:
    """Offset of the last match, -1 where there is none."""
    return max((match.start() for match in re.finditer(pattern, text, re.IGNORECASE)), default=-1)
