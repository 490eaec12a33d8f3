"""What a web form sends as a mail's text: each question on a line of its own, its answer on the line under it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.general.vocabulary import Vocabulary


def answers_beside(text: str, vocabulary: Vocabulary) -> str:
    """The text with a tab between a question and the answer under it, as tables in mails have it."""
    return "\n".join(_lines(text.split("\n"), vocabulary))


def _lines(lines: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    question = ""
    for at, line in enumerate(lines):
        asks = _asks(line, vocabulary) and not (question and _answers(lines, at, vocabulary))
        if question and not asks and line.strip():
            yield f"{question}\t{line.strip()}"
            question = ""
        elif asks:
            yield from [f"{question}\t"] if question else []
            question = line.strip()
        elif not question:
            yield line
    yield from [f"{question}\t"] if question else []


def _answers(lines: list[str], at: int, vocabulary: Vocabulary) -> bool:
    """Right under a question and over the next: words that may be an answer, though some form asks so."""
    label = vocabulary.label(lines[at].strip())
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(lines[at - 1].strip()) and vocabulary.may_be_value(label) and _asks(after, vocabulary)


def _asks(line: str, vocabulary: Vocabulary) -> bool:
    """Whether the line is a question or a label by itself. "Mother" and "Yes" are answers."""
    words = line.strip().rstrip(" :")
    if not words or "\t" in line or vocabulary.is_answer(words) or words.isupper():
        return False
    label = vocabulary.label(words)
    named = label is not None and (label.exact or label.owner is not None or line.rstrip().endswith((":", "?")))
    return named or (vocabulary.question(words) is not None and len(words.split()) <= 20 and not words.endswith("."))
