"""How far a word reaches in a sentence: from member to member of a list, not into a statement of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

PARTS = frozenset({",", "/", "or", "nor", "and"})
STOPS = frozenset({";", ":", "–", "—"})
LONGEST_MEMBER = 4
"""Tokens of a further member of a list: "no drugs, alcohol, weapons or signs of a fight"."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """The words of polarity.yaml that show where a statement begins, and what is spoken of as known."""

    subjects: frozenset[str]
    finite: frozenset[str]
    definite: frozenset[str]

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[str]]) -> Clauses:
        return cls(frozenset(lists["subjects"]), frozenset(lists["finite"]), frozenset(lists["definite"]))

    def begins_at(self, doc: Doc, at: int) -> bool:
        """Whether a statement of its own begins at this token: behind ";" or a dash, or "he" behind a comma or an "and"."""
        before = doc[at - 1] if at else None
        if before is None:
            return False
        if before.lower_ in STOPS or (before.text == "-" and before.whitespace_):
            return True
        return before.lower_ in (",", "and", "so", "then") and doc[at].lower_ in self.subjects

    def carries(self, doc: Doc, start: int, end: int, reach: int) -> bool:
        """Whether a cue that ends at `start` reaches a risk that starts at `end`: few tokens, or members of one list.

        Behind an "and" a verb ("does not drink and smokes cannabis") is a statement of its own.
        """
        members: list[int] = [0]
        for token in doc[start:end]:
            if token.lower_ in PARTS:
                if token.lower_ == "and" and self.is_finite(doc[token.i + 1]):
                    return False
                members.append(0)
            else:
                members[-1] += 1
        return members[0] <= reach and all(length <= LONGEST_MEMBER for length in members[1:])

    def is_finite(self, token: Token) -> bool:
        """A verb said of somebody. Without a tagger: a word of the list, or one in -ed."""
        return token.lower_ in self.finite or (token.lower_.endswith("ed") and len(token) > 4)
