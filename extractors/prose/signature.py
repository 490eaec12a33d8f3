"""Who refers, from the signature: name, role, organisation, telephone, mail address. The sender's header only supports it.

A mail that somebody forwards is signed by whoever wrote it: the sender is then not the referrer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.prose.letter import Letter
from extractors.values import interpret
from extractors.values.found import Found, ValueContext
from extractors.values.numbers import EMAIL
from extractors.values.phones import find_phones
from extractors.values.vocabulary import words
from postroom.contact import Field, Method, Referrer, Status

FROM = re.compile(
    r"^\s*(?:>\s*)?\*?From:?\*?\s*:?\s*\"?(?P<name>[^<\"\n\[]+?)\"?\s*(?:[<\[](?:mailto:)?(?P<email>[^>\]\s]+)[>\]])?\s*$",
    re.I | re.M,
)
NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:\s+(?:[^\W\d_][\w'’.\-]*|\([A-Z][\w]+\))){1,4}")
TITLED = re.compile(r"^\s*(?:dr|mrs?|ms|miss|prof)\b\.?", re.IGNORECASE)
SURE = 0.97


@dataclass(frozen=True, slots=True)
class Signature:
    """The parts of a signature as written."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""


def referrer_of(letter: Letter, context: ValueContext) -> Referrer:
    """The referrer as signed; without a signature the sender, where nothing says that it was only forwarded."""
    copied = FROM.search(letter.above)
    known_name = copied["name"] if copied else letter.sender_name
    known_email = (copied["email"] or "") if copied else letter.sender_address
    signed = read_signature(letter.signature, known_name)
    same_person = (
        not signed.name
        or not known_name
        or _key(signed.name) == _key(known_name)
        or _initialled(signed.name, known_name)
    )
    name = signed.name or known_name
    email = signed.email or (known_email if same_person else "")
    referrer = Referrer(
        name=_leaf("referrer.name", name, context),
        role_title=_leaf("referrer.role_title", signed.role, context),
        organisation=_leaf("referrer.organisation", signed.organisation, context),
        phone=_leaf("referrer.phone", signed.phone, context),
        email=_leaf("referrer.email", email, context),
    )
    twice = letter.own_mail and not copied and _key(signed.name) == _key(letter.sender_name) != ""
    same_email = signed.email.casefold() == letter.sender_address.casefold()
    return _confirmed(referrer, email=same_email) if twice else referrer


def read_signature(signature: str, known_name: str) -> Signature:
    """Lines of a signature told apart by what they look like; what is left goes by the usual order: name, role, organisation."""
    phones = find_phones(signature)
    emails = EMAIL.findall(signature)
    lines = _lines(signature, [phone.raw for phone in phones])
    name = next((line for line in lines if _key(line) == _key(known_name) != ""), "") or next(
        (line for line in lines[:2] if _is_name(line)), ""
    )
    rest = [line for line in lines if line != name]
    organisation = next((line for line in rest if _fits("organisation_words", line) and not _role_first(line)), "")
    role = next((line for line in rest if line != organisation and _fits("role_words", line)), "")
    others = [line for line in rest if line not in (organisation, role)]
    role = role or (others.pop(0) if others and rest and rest[0] == others[0] else "")
    organisation = organisation or (others[0] if others else "")
    return Signature(name, role, organisation, phones[0].raw if phones else "", emails[0] if emails else "")


def _lines(signature: str, numbers: list[str]) -> list[str]:
    """The signature's lines and their parts, without numbers, addresses, links and courtesies."""
    unwanted = re.compile(words("prose")["not_in_signature"], re.IGNORECASE)
    found = []
    for raw in re.split(r"\n|\s[|•·]\s|\t|\s{3,}", signature):
        line = EMAIL.sub(" ", raw)
        for number in numbers:
            line = line.replace(number, " ")
        line = re.sub(
            r"^\s*(?:tel|t|m|e|email|mobile|phone|direct)\s*[:.]\s*$", "", " ".join(line.split()), flags=re.IGNORECASE
        )
        line = line.strip(" ,;:|-–*_<>")
        if line and not unwanted.search(line):
            found += _split(line)
    return found


def _split(line: str) -> list[str]:
    """ "Role, Organisation" on one line."""
    before, comma, after = line.partition(", ")
    if (
        comma
        and _fits("role_words", before)
        and _fits("organisation_words", after)
        and not _fits("organisation_words", before)
    ):
        return [before, after]
    return [line]


def _is_name(line: str) -> bool:
    fits = NAME.fullmatch(line) and all(
        word[0].isupper() for word in line.split() if word[0].isalpha() and len(word) > 3
    )
    return bool(fits) and not _fits("role_words", line) and not _fits("organisation_words", line)


def _role_first(line: str) -> bool:
    """ "YJS Case Manager" is a role although "YJS" is a service; "School Nurse" too: the last word decides."""
    return re.search(words("prose")["role_words"] + r"(?:\s*\([^)]*\))?$", line, re.IGNORECASE) is not None


def _fits(group: str, line: str) -> bool:
    return re.search(words("prose")[group], line, re.IGNORECASE) is not None


def _leaf(kind: str, text: str, context: ValueContext) -> Field | None:
    if not text:
        return None
    return interpret(kind, Found(text=text, method=Method.TEXT), context).get(kind.partition(".")[2])


def _confirmed(referrer: Referrer, *, email: bool) -> Referrer:
    """The sender's header and the signature are two places that agree."""
    sure = {"name": referrer.name, **({"email": referrer.email} if email else {})}
    agreed = {name: _certain(leaf) for name, leaf in sure.items() if leaf and leaf.value}
    return replace(referrer, **agreed)


def _certain(leaf: Field) -> Field:
    return replace(leaf, status=Status.CERTAIN, confidence=SURE, why="the signature and the sender agree", doubts=())


def _initialled(signed: str, known: str) -> bool:
    """Whether "Dr A Holmqvist" signs for "Anneka Holmqvist": the same surname behind the initial of the same forename."""
    (one, other) = (TITLED.sub("", name).split() for name in (signed, known))
    if len(one) < 2 or len(other) < 2 or one[-1].casefold() != other[-1].casefold():
        return False
    return len(one[0].rstrip(".")) == 1 and one[0][0].casefold() == other[0][0].casefold()


def _key(name: str) -> str:
    """A name for comparing: "HAVERSTOCK, Tom", "Tom Haverstock" and "Dr Tom Haverstock" are the same."""
    return " ".join(sorted(re.findall(r"\w+", TITLED.sub("", re.sub(r"\([^)]*\)", "", name)).casefold())))
