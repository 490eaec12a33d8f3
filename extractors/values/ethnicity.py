"""Ethnicity as a DfE code. A short code is read by its form's scheme only; an officer's IC code is never an ethnicity.

Source: CIN census guide (the 20 codes); police self-defined ethnicity 16+1 and 18+1; older council forms (domain file 4.6).
"""

from __future__ import annotations

import re
from functools import cache

from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.vocabulary import words
from postroom import doubts

IC = re.compile(r"\bIC\s?\d\b", re.IGNORECASE)
SHORT = re.compile(r"\b(?P<code>[A-FMOW][1-9]|NS)\b")


def ethnicity(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The code for what a child or parent said. Words count before codes; the two must agree."""
    if IC.search(text):
        return {"ethnicity_code": absent("an officer's impression (IC code) is not an ethnicity")}
    return {"ethnicity_code": _code(text, context.ethnicity_scheme)}


def _code(text: str, scheme: str | None) -> Outcome:
    dfe = [code for code in words("ethnicity")["codes"] if re.search(rf"\b{code}\b", text)]
    if len(dfe) == 1:
        return Outcome(dfe[0], proven=True)
    short = SHORT.search(text)
    worded = _by_words(SHORT.sub(" ", text))
    by_scheme = _by_scheme(short["code"], scheme) if short else None
    if worded and by_scheme and by_scheme.value and worded.value != by_scheme.value:
        return Outcome(worded.value, doubts.CODE_AND_WORDS)
    if worded:
        return worded
    if by_scheme and re.sub(r"\W", "", SHORT.sub("", text)):
        return Outcome(by_scheme.value, by_scheme.doubt or doubts.MORE_BESIDE_CODE, status=by_scheme.status)
    return by_scheme or _suggested(text)


def _by_scheme(code: str, scheme: str | None) -> Outcome:
    if code == "NS":
        return Outcome("NOBT", None if scheme else doubts.SCHEME_UNKNOWN)
    if scheme is None or scheme not in words("ethnicity")["schemes"]:
        return unreadable("the code's scheme is not known, and schemes differ")
    if code in words("ethnicity")["undecided"].get(scheme, ()):
        return unreadable("this code stands for two of the DfE's codes: ask")
    meaning = words("ethnicity")["schemes"][scheme].get(code)
    return Outcome(meaning) if meaning else unreadable("not a code of this form's scheme")


def _by_words(text: str) -> Outcome | None:
    folded = _letters(text)
    for candidate in (folded, folded.removeprefix("ethnicity ")):
        if candidate in _phrases():
            return Outcome(_phrases()[candidate], proven=True)
    return None


def _suggested(text: str) -> Outcome:
    tokens = _letters(text)
    for code, names in words("ethnicity")["suggests"].items():
        if any(re.search(rf"\b{name}\b", tokens) for name in names):
            return Outcome(code, doubts.BY_NATIONALITY)
    return unreadable("not an ethnicity that is known")


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", text.lower()).split())


@cache
def _phrases() -> dict[str, str]:
    return {phrase: code for code, phrases in words("ethnicity")["words"].items() for phrase in phrases}
