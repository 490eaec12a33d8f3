"""What a narrative suggests: risks, categories, people, guarded addresses, urgency. Nothing in here is typed in without a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from spacy.tokens import Span

from extractors.narrative.indicators import Indicators
from extractors.narrative.model import load_model
from extractors.narrative.passage import Passage
from extractors.narrative.people import People
from extractors.narrative.phrasebook import Phrasebook, load_lists
from extractors.narrative.polarity import Cues, CuesOf, Polarity
from extractors.options import ReadOptions
from postroom.contact import Contact, Narrative, Quote, Suggestion

LONGEST_READ = 60_000  # characters of a narrative: a three-page one has about 9,000
LONGEST_SCANNED = 400_000  # characters of a document searched for urgent words
MOST_SUGGESTIONS = 5
QUESTION_WITHIN = 8  # tokens

__all__ = ["annotate", "urgent_phrases", "warm_up"]


def annotate(contact: Contact, options: ReadOptions) -> Narrative | None:
    """What the contact's `reason` suggests, None where it has none."""
    reason = contact.reason.value if contact.reason else None
    if not isinstance(reason, str):
        return None
    return _reader(options.spacy_model, options.templates).read(reason[:LONGEST_READ], contact)


def urgent_phrases(text: str, options: ReadOptions) -> tuple[Quote, ...]:
    """Phrases anywhere in a document that lift it to the top, even where nothing else in it could be read."""
    return _reader(options.spacy_model, options.templates).urgent_in(text[:LONGEST_SCANNED])


def warm_up(options: ReadOptions) -> None:
    """Loads the model and the lists. Raises Misconfigured where one is missing or wrong."""
    _reader(options.spacy_model, options.templates).read("Mother Sana Khan was seen.", Contact())


@dataclass(slots=True)
class _Reader:
    """The lists of templates/narrative, ready for use with one model."""

    model: str
    cues: Cues
    indicators: Indicators
    categories: Phrasebook
    sensitive: Phrasebook
    urgent: Phrasebook
    people: People
    by_form: dict[str, str]

    def read(self, text: str, contact: Contact) -> Narrative:
        passage = self._passage(text)
        cues = self.cues.of(passage, _year(contact))
        return Narrative(
            indicators=tuple(self.indicators.found(passage, cues, _whose_names(contact))),
            suggestions=self._suggestions(passage, cues, contact),
            mentions=tuple(self.people.found(passage, _names_on_the_form(contact))),
            sensitive_address=_once([passage.quote(span) for _, span in self.sensitive.found(passage.doc)]),
            urgent=self._urgent(passage, cues),
        )

    def urgent_in(self, text: str) -> tuple[Quote, ...]:
        passage = self._passage(text)
        return self._urgent(passage, self.cues.of(passage)) if self.urgent.found(passage.doc) else ()

    def _passage(self, text: str) -> Passage:
        """Words and sentences only: no model yet."""
        language = load_model(self.model)
        return Passage(language.get_pipe("sentencizer")(language.make_doc(text)))

    def _urgent(self, passage: Passage, cues: CuesOf) -> tuple[Quote, ...]:
        """A form's printed question (`Is the child in immediate danger?`) says nothing yet."""
        hits = [
            span
            for _, span in self.urgent.found(passage.doc)
            if not cues.is_plainly_denied(span) and not _is_asked(span)
        ]
        return _once([passage.quote(span) for span in hits])

    def _suggestions(self, passage: Passage, cues: CuesOf, contact: Contact) -> tuple[Suggestion, ...]:
        """Those with the most words for them first. What is denied or long past suggests nothing."""
        hits: dict[str, list[Span]] = {}
        for category, span in self.categories.found(passage.doc):
            if cues.polarity(span) in (Polarity.AFFIRMED, Polarity.POSSIBLE):
                hits.setdefault(category, []).append(span)
        ranked = sorted(hits, key=lambda category: -len(hits[category]))
        form = self.by_form.get(str(contact.document_type.value)) if contact.document_type else None
        by_form = (Suggestion(form, Quote("the kind of form", 0, 0)),) if form and form not in hits else ()
        return by_form + tuple(
            Suggestion(category, passage.quote(hits[category][0])) for category in ranked[:MOST_SUGGESTIONS]
        )


@cache
def _reader(model: str, templates: Path) -> _Reader:
    language = load_model(model)
    relations, categories = load_lists(templates, "relations"), load_lists(templates, "categories")
    return _Reader(
        model=model,
        cues=Cues(language, load_lists(templates, "polarity")),
        indicators=Indicators(language, load_lists(templates, "indicators"), relations["subjects"]),
        categories=Phrasebook(language, categories["phrases"]),
        sensitive=Phrasebook(language, {"sensitive": load_lists(templates, "sensitive")["phrases"]}),
        urgent=Phrasebook(language, {"urgent": load_lists(templates, "urgent")["phrases"]}),
        people=People(language, relations),
        by_form=categories["forms"],
    )


def _year(contact: Contact) -> int:
    """That of the incident; of a letter that names none, this year."""
    start = contact.incident.start
    return int(str(start.value)[:4]) if start and start.value else date.today().year


def _is_asked(span: Span) -> bool:
    return any(token.text == "?" for token in span.doc[span.end : span.end + QUESTION_WITHIN])


def _once(quotes: list[Quote]) -> tuple[Quote, ...]:
    """In order, each place once."""
    return tuple({(each.start, each.end): each for each in quotes}.values())


def _whose_names(contact: Contact) -> dict[str, str]:
    """First names in lower case, and whether they are a child's or an adult's of the family."""
    adults = {_word(person.forename and person.forename.value): "parent_carer" for person in contact.people}
    children = {_word(child.forename and child.forename.value): "child" for child in contact.children}
    return {name: whose for name, whose in (adults | children).items() if name}


def _names_on_the_form(contact: Contact) -> frozenset[str]:
    """Every word of every name of the children and people on the form, in lower case."""
    leaves = [leaf for child in contact.children for leaf in (child.forename, child.middle_names, child.surname)]
    leaves += [leaf for person in contact.people for leaf in (person.forename, person.surname)]
    return frozenset(word for leaf in leaves if leaf and leaf.value for word in str(leaf.value).casefold().split())


def _word(value: object) -> str:
    return str(value or "").casefold()
