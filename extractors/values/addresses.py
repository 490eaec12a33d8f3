"""Addresses on one line with the postcode last; and what stands in an address box instead of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.values.display_case import display_line
from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.phones import find_phones
from extractors.values.vocabulary import plain, words
from postroom import doubts
from postroom.doubts import Doubt
from postroom.identifiers import postcode_is_valid

POSTCODE = re.compile(
    r"\b(?P<outward>[A-Z]{1,2}[0-9][0-9A-Z]?)\s{0,3}(?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
OUTWARD_ONLY = re.compile(r"(?:^|[,\s])(?P<outward>[A-Z]{1,2}[0-9][0-9A-Z]?)\s*$")
NO_FIXED_ABODE_CODE = re.compile(r"\bZZ99\s?\d?[A-Z]{0,2}\b", re.IGNORECASE)
LABEL = re.compile(r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|t|m)\s*(?:no)?\.?\s*:?\s*$|\bpost ?code\s*:?", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"(?:^|\s|,)(?:\d+[A-Z]?|[A-Z]{1,2}\d[0-9A-Z]?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """An address box that points to another address: `to` is a group of templates/values/addresses.yaml."""

    to: str
    number: int | None = None


def address(text: str, found: Found, context: ValueContext) -> Outcomes:
    """An address box: address and postcode; both absent without an abode; `refers` set where it points to another one."""
    if refers_to(text):
        return {"address": _pointer(), "postcode": _pointer()}
    folded = plain(text)
    if any(re.search(pattern, folded) for pattern in words("addresses")["no_abode"]):
        return {"address": absent("no fixed abode"), "postcode": absent("no fixed abode")}
    if any(re.search(pattern, folded) for pattern in words("addresses")["withheld"]):
        return {"address": absent("the address is withheld"), "postcode": absent("the address is withheld")}
    return _stated(text, folded)


def address_and_phone(text: str, found: Found, context: ValueContext) -> Outcomes:
    """One box for address and telephone: the number is taken out, what is left is the address."""
    rest, phones = text, find_phones(text)
    for phone in phones:
        rest = rest.replace(phone.raw, "\n")
    rest = LABEL.sub("", re.sub(r"[ \t]*\n\s*", "\n", rest).strip())
    outcomes: Outcomes = {"phone": Outcome(phones[0].e164, phones[0].doubt)} if phones else {}
    return outcomes | (address(rest, found, context) if rest.strip(" ,;\n") else {})


def location(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Where an incident was: as an address, with nothing made of hotels and the like."""
    line = one_line(text)
    if not re.search(r"\w{2}", line):
        return {"location": unreadable("no place can be read here")}
    return {"location": Outcome(line, _odd(line) or _behind_postcode(text))}


def postcode(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for the postcode: `UB3 1AA`. A part of one is proposed as it is; a misread one is proposed mended."""
    if refers_to(text):
        return {"postcode": _pointer()}
    if NO_FIXED_ABODE_CODE.search(text):
        return {"postcode": absent("the code for no fixed abode")}
    return {"postcode": read_postcode(text)}


def read_postcode(text: str) -> Outcome:
    """The one postcode in a text."""
    tidy = " ".join(text.upper().split()).strip(" .,")
    codes = {_written(match) for match in POSTCODE.finditer(tidy)}
    valid = [code for code in codes if postcode_is_valid(code)]
    if len(valid) == 1 and len(codes) == 1:
        beside = POSTCODE.sub("", tidy).strip(" .,:()")
        return Outcome(valid[0], doubts.WRITTEN_BESIDE if beside else None)
    if not codes and re.fullmatch(r"[A-Z]{1,2}\d[0-9A-Z]?(?: ?\d)?", tidy):
        return Outcome(tidy, doubts.PART_OF_POSTCODE)
    mended = _mended(tidy)
    return Outcome(mended, doubts.POSTCODE_MENDED) if mended else unreadable("not a postcode")


def one_line(text: str) -> str:
    """Lines of an address joined: by ", " where each line is a part, by a blank where a line was only wrapped; postcode last."""
    lines = [line.strip() for line in text.split("\n") if line.strip(" ,.")]
    joined = ""
    parts_by_comma = any(line.endswith(",") for line in lines[:-1])
    for number, line in enumerate(lines):
        wrapped = parts_by_comma or (number > 0 and _wrapped(lines[number - 1], line))
        joined += line if number == 0 else (" " if wrapped or joined.endswith(",") else ", ") + line
    return _postcode_last(re.sub(r"\s+", " ", re.sub(r"\s*[,;]\s*", ", ", joined)).strip(" ,;."))


def refers_to(text: str) -> Reference | None:
    """What other address the text points to, if it does nothing else."""
    folded = plain(text).strip('()"')
    folded = folded or text.strip()
    for to, pattern in _references():
        match = pattern.search(folded)
        if match:
            return Reference("numbered" if to == "ordinal" else to, _number(match.groupdict()))
    return None


def _number(groups: dict[str, str | None]) -> int | None:
    ordinals: dict[str, int] = words("addresses")["ordinals"]
    return int(groups.get("number") or 0) or ordinals.get(groups.get("ordinal") or "")


def _stated(text: str, folded: str) -> Outcomes:
    without_label = LABEL.sub(" ", NO_FIXED_ABODE_CODE.sub(" ", text))
    line = one_line(without_label)
    if not re.search(r"[^\W\d_]{2}", line):
        return {"address": unreadable("no address can be read here")}
    doubt = next(
        (
            doubts.SENSITIVE_PLACE.about(what=why)
            for sign, why in words("addresses")["sensitive"].items()
            if re.search(sign, folded)
        ),
        None,
    )
    codes = [_written(match) for match in POSTCODE.finditer(line) if postcode_is_valid(_written(match))]
    if len(set(codes)) > 1:
        return {"address": Outcome(line, doubts.SEVERAL_POSTCODES)}
    doubt = doubt or _odd(line) or _behind_postcode(without_label)
    outcomes = {"address": Outcome(line, doubt)}
    partial = OUTWARD_ONLY.search(line)
    if codes:
        outcomes["postcode"] = Outcome(codes[0], doubt)
    elif partial:
        outcomes["postcode"] = Outcome(partial["outward"].upper(), doubts.PART_OF_POSTCODE)
    return outcomes


def _behind_postcode(text: str) -> Doubt | None:
    """An address ends with its postcode: what follows it is something else, unless the address itself does."""
    match = POSTCODE.search(text)
    if match is None or not re.search(r"\w{2}", text[: match.start()]):
        return None
    rest = re.sub(r"(?i)\b(?:uk|england|united kingdom|gb)\b", "", text[match.end() :])
    return doubts.BEHIND_POSTCODE if re.search(r"\w", rest) else None


def _odd(line: str) -> Doubt | None:
    if len(line) > 160:
        return doubts.UNUSUALLY_LONG.about(what=" for an address")
    if re.search(r"\b(?:as|same) (?:above|address|child|incident)\b", line, re.IGNORECASE):
        return doubts.REFERS_AS_WELL
    if re.match(r"(?:as|same|see|with|per)\b", line, re.IGNORECASE) or not re.search(r"[\d,]", line):
        return doubts.NO_ADDRESS_ALONE
    return doubts.NUMBER_IN_ADDRESS if re.search(r"\d{6,}|\d\d/\d\d/\d\d|@", line) else None


def _pointer() -> Outcome:
    return replace(unreadable("refers to another address"), refers=True)


def _wrapped(before: str, line: str) -> bool:
    """Was the line broken inside a part: after a house number, or in the middle of a postcode?"""
    inside_postcode = re.match(r"[0-9][A-Z]{2}\b", line, re.IGNORECASE) and re.search(
        r"\b[A-Z]{1,2}\d[0-9A-Z]?$", before, re.I
    )
    after_number = "," in before and NUMBER_AT_END.search(before) and not POSTCODE.search(before)
    in_comma_style = "," in before and "," in line
    return bool(inside_postcode or after_number or in_comma_style)


def _postcode_last(line: str) -> str:
    matches = [match for match in POSTCODE.finditer(line) if postcode_is_valid(_written(match))]
    if len(matches) != 1:
        return display_line(line)
    match = matches[0]
    rest = (line[: match.start()].rstrip(" ,.") + ", " + line[match.end() :].lstrip(" ,.")).strip(" ,.")
    return f"{display_line(rest)}, {_written(match)}".lstrip(" ,")


def _written(match: re.Match[str]) -> str:
    return f"{match['outward']} {match['inward']}".upper()


def _mended(tidy: str) -> str | None:
    """Letters and digits that scans mix up, put right by their place in a postcode: a suggestion only."""
    letters, digits = str.maketrans("0158", "OISB"), str.maketrans("OISBZL", "015821")
    squeezed = re.sub(r"[^A-Z0-9]", "", tidy)
    if not 5 <= len(squeezed) <= 7:
        return None
    outward, inward = squeezed[:-3], squeezed[-3:]
    for lead in (1, 2):
        code = f"{outward[:lead].translate(letters)}{outward[lead:].translate(digits)} {inward[0].translate(digits)}{inward[1:].translate(letters)}"
        if postcode_is_valid(code):
            return code
    return None


@cache
def _references() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (to, re.compile(pattern)) for to, patterns in words("addresses")["refers"].items() for pattern in patterns
    )
