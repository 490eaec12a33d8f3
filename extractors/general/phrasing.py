"""How forms ask and instruct in sentences, which no list of labels can hold word by word: patterns of templates/labels.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST = 28  # words of a question
SHORTEST = 3


class Phrasing:
    """What a sentence that is printed on a form is there for."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.prompts = re.compile(data["prompts"], re.IGNORECASE)
        self.guidance = re.compile(data["guidance"], re.IGNORECASE)
        self.who_refers = re.compile(data["who_refers"], re.IGNORECASE)
        self.statement = re.compile(data["statements"], re.IGNORECASE)
        self.referring = re.compile(data["referring"], re.IGNORECASE)
        self._accounts = re.compile(data["accounts"], re.IGNORECASE)
        self._others = re.compile(data["other_questions"], re.IGNORECASE)
        self._questions = {
            field: [re.compile(each, re.IGNORECASE) for each in said] for field, said in data["questions"].items()
        }

    def asks_for(self, text: str) -> str | None:
        """The field that a question is about: "Have you spoken with mum about this?", "What led to this?"."""
        if not SHORTEST <= len(text.split()) <= LONGEST or ". " in text:
            return None
        if self._accounts.search(text):
            return "reason"
        if self._others.search(text):
            return None
        fits = (field for field, said in self._questions.items() if any(each.search(text) for each in said))
        return next(fits, None)


def relation_of(parts: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """How a line that is about one person begins: "Mother's partner", "Maternal grandmother"."""
    before, who, after = ("|".join(re.escape(word) for word in parts[name]) for name in ("before", "who", "after"))
    return re.compile(
        rf"(?:[^\W\d_][\w-]*['’]s )?(?:(?:{before})[- ]?)*(?:{who})(?:['’]?s (?:{after}))?(?![\w'’-])", re.IGNORECASE
    )
