"""A narrative in words and sentences, and the quoting of it."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from postroom.contact import Quote

LONGEST_QUOTE = 300


class Passage:
    """spaCy walks all tokens each time it is asked for the text or for a token's sentence; here both are known."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.sentences = list(doc.sents)
        self._of_token = [number for number, sentence in enumerate(self.sentences) for _ in range(len(sentence))]

    def sentence(self, span: Span) -> Span:
        """The sentence in which `span` begins."""
        return self.sentences[self._of_token[span.start]]

    def sentence_before(self, span: Span) -> Span | None:
        number = self._of_token[span.start]
        return self.sentences[number - 1] if number else None

    def quote(self, hit: Span) -> Quote:
        """The sentence around `hit`; of a very long one, the stretch around it. Offsets count characters of the narrative."""
        sentence = self.sentence(hit)
        start, end = sentence.start_char, sentence.end_char
        if end - start > LONGEST_QUOTE:
            start, end = max(start, hit.start_char - LONGEST_QUOTE // 2), min(end, hit.end_char + LONGEST_QUOTE // 2)
        text = self.text[start:end]
        blank = len(text) - len(text.lstrip())
        return Quote(text.strip(), start + blank, start + blank + len(text.strip()))
