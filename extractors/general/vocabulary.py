"""The words of forms: templates/labels.yaml as something that can say what a printed text is a label or a heading of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from extractors.datafile import content_of
from extractors.general.hints import without_hint
from extractors.general.phrasing import Phrasing, relation_of
from extractors.general.terms import Document, Heading, Label, Owner
from extractors.general.tokens import Phrases, longest, singular, tokens
from postroom.errors import Misconfigured

LONGEST = 30  # words of a label or heading
NUMBERING = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d])|(?:section|part|question)\s*(?:\d{1,2}|[a-z])\b\s*[:.)\-–]*|(?:\d{1,2}(?:\.\d{1,2})*|[a-z](?=\s*[:.)]\s))\s*[:.)]|q\d{1,2}\b[:.)]?)\s*",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\b(\d{1,2})\b(?:\s*of\s*\d{1,2})?\s*\)?\s*$", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]*\)?")
NAMED = re.compile(r"\b(?:form|report|record|sheet|alert|pro-?forma)\W*$", re.IGNORECASE)  # how a form's name ends
TITLE = re.compile(r"\b(?:referral|assessment|notification|form|report|request|record|sheet|alert)\b", re.IGNORECASE)


COUNTED = frozenset(("age_stated", "phone"))  # a figure beside these words is the value
ANSWERS = frozenset(
    ("yes", "no", "y", "n", "not sought", "not known", "unknown", "n/k", "n/a", "none", "male", "female")
)
BARE = frozenset(("or", "and", "the", "other", "main"))
EITHER = re.compile(r"\s*/\s*|\s+or\s+|\s+&\s+")
FOLLOWED_BY = frozenset(("of", "in", "at", "where", "for", "to"))
FEW_UNKNOWN = 3  # words that a guessed label may have beside a field's own


class Vocabulary:
    """What the words of labels.yaml make of a text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._same: Mapping[str, str] = {str(word): str(meant) for word, meant in data["same"].items()}
        self._little = frozenset(map(singular, str(data["little"]).split()))
        self._fields = self._phrases(data["fields"])
        self._owners = self._phrases(data["owners"])
        self._sections = self._phrases(data["sections"])
        self._order = [Owner(name) for name in data["sections"]]
        self._filler = {self._same.get(word, word) for word in map(singular, str(data["filler"]).split())}
        self._nobody = {singular(word) for word in str(data["nobody"]).split()}
        self._worded = frozenset(data["worded"])
        self._guessed = frozenset(data["guessed"])
        self._titles: Mapping[str, Sequence[str]] = data["titles"]
        self.phrasing = Phrasing(data)
        self._together = {tuple(sorted(each["of"])): str(each["is"]) for each in data["together"]}
        self.kinds: Mapping[str, Mapping[str, str]] = data["kinds"]
        self.telling: Mapping[str, frozenset[str]] = {who: frozenset(names) for who, names in data["telling"].items()}
        self.subjects = frozenset(data["subjects"])
        self._choices: Mapping[str, frozenset[str]] = {
            field: frozenset(map(str, choices)) for field, choices in data["unlabelled"].items()
        }
        self._documents = data["documents"]
        self.relation = relation_of(data["relations"])
        self._known: dict[str, Label | None] = {}

    def _tokens(self, text: str) -> list[str]:
        return [self._same.get(word, word) for word in tokens(text) if word not in self._little]

    def _phrases(self, groups: Mapping[str, Sequence[str]]) -> Phrases:
        found: Phrases = {}
        for name, texts in groups.items():
            for text in texts:
                key = tuple(self._tokens(str(text)))
                found[key] = (*found.get(key, ()), name)
        return found

    def label(self, text: str) -> Label | None:
        """The field that the whole text names, None where it is no label."""
        if text not in self._known:
            self._known[text] = self._label(text)
        return self._known[text]

    def _label(self, text: str) -> Label | None:
        bare = without_hint(NUMBERING.sub("", text.strip(), count=1))
        whole = self._covered(self._tokens(bare), self._fields)
        if whole is None and "(" in bare:
            whole = self._covered(self._tokens(BRACKETS.sub(" ", bare)), self._fields) or self._in_brackets(bare)
        return whole or self._either(bare) or self._of_who_refers(bare)

    def _either(self, text: str) -> Label | None:
        """ "Mother / carer" before a name: one of several adults."""
        parts = [self._covered(self._tokens(part), self._fields) for part in text.split("/")] if "/" in text else []
        adults = all(part and part.field == "name" and part.owner is Owner.PERSON for part in parts)
        return Label("name", Owner.PERSON, exact=False) if parts and adults else None

    def _of_who_refers(self, text: str) -> Label | None:
        """ "Name of person completing contact or referral": the words before "person completing" name the referrer's field."""
        found = self.phrasing.who_refers.search(text)
        if found is None or not found.start():
            return None
        named = self._covered(self._tokens(text[: found.start()]), self._fields)
        owned = named is not None and self.kinds["referrer"].get(named.field) is not None
        return replace(named, owner=Owner.REFERRER, relation=None, exact=False) if named and owned else None

    def _in_brackets(self, text: str) -> Label | None:
        """ "Risk (BRAG)": the words in the brackets are a field's own name, and those before them nobody knows."""
        inner = " ".join(BRACKETS.findall(text)).strip("() ")
        named = self._covered(self._tokens(inner), self._fields) if self.is_phrase(inner) else None
        return replace(named, exact=False) if named and named.field != "name" else None

    def _covered(self, words: Sequence[str], phrases: Phrases) -> Label | None:
        """The label whose words account for every word of the text."""
        if not 0 < len(words) <= LONGEST:
            return None
        fields, owners = dict[str, None](), list[str]()
        loose, at = list[str](), 0
        while at < len(words):
            named, length = self._named(words, at, phrases)
            owner, owned = longest(words, at, self._owners)
            if length and length >= owned:
                fields[named[0]] = None
            elif owned:
                owners.append(owner[0])
            elif self._says_nothing(words[at]):
                loose.append(words[at])
            else:
                return None
            at += max(length, owned, 1)
        if not fields and owners:  # "Parent / carer" before a name; "As child" is none
            bare = all(word in BARE for word in loose)
            return _owned("name", owners, exact=False) if bare and len(set(owners)) == 1 else None
        field = next(iter(fields)) if len(fields) == 1 else self._together.get(tuple(sorted(fields)))
        if field is None or _is_answered(field, owners) or self._is_another(field, [] if owners else words, loose):
            return None
        return _owned(field, owners, exact=not loose)

    def _is_another(self, field: str, words: Sequence[str], loose: Sequence[str]) -> bool:
        """Whether words that say nothing by themselves make another field of it: "Hospital number" names no hospital."""
        numbered = "number" in loose and not {"yes", "y"} & set(loose)
        return (field in COUNTED and any(word.isdigit() for word in words)) or (field in self._worded and numbered)

    def guess(self, text: str) -> Label | None:
        """The field that a part of the label names: "Clinical grade", "Name of clinician", "Relationship to child / role"."""
        bare = BRACKETS.sub(" ", NUMBERING.sub("", text.strip(), count=1))
        parts = [part for part in EITHER.split(bare) if part.strip()]
        labels = [self._covered(self._tokens(part), self._fields) for part in parts] if len(parts) > 1 else []
        named = next((label for label in labels if label and label.field in self._guessed), None)
        named = named or self._guess(self._tokens(bare))
        return replace(named, exact=False, guessed=True) if named else None

    def _guess(self, words: Sequence[str]) -> Label | None:
        """By the label's last words, or the last before an "of"."""
        cut = next((at for at, word in enumerate(words) if at and word in FOLLOWED_BY), None)
        ends = [words[at:cut] for at in range(cut is None, min(len(words[:cut]), FEW_UNKNOWN + 1))]
        fields = (self._fields.get(tuple(end), ("",))[0] for end in ends)
        found = next(filter(None, fields), "")
        return Label(found) if found in self._guessed else None

    def question(self, text: str) -> Label | None:
        """The field that a question is about whose words no list can hold."""
        field = self.phrasing.asks_for(without_hint(NUMBERING.sub("", text.strip(), count=1)))
        return Label(field, exact=False) if field else None

    def _named(self, words: Sequence[str], at: int, phrases: Phrases) -> tuple[tuple[str, ...], int]:
        """The longest name of a field here. "to" is a label only where it stands alone."""
        named, length = longest(words, at, phrases)
        return ((), 0) if length == 1 < len(words) and words[at] in self._filler else (named, length)

    def _says_nothing(self, word: str) -> bool:
        return word in self._filler or (len(word) == 1 and word.isdigit())

    def chosen(self, choices: Sequence[str]) -> Label | None:
        """The field that a line of choices is about although no label says it: "☒ Male ☐ Female"."""
        said = {" ".join(tokens(choice)) for choice in choices}
        return next((Label(field) for field, known in self._choices.items() if len(said) > 1 and said <= known), None)

    def is_phrase(self, text: str) -> bool:
        """Whether the text as it stands is one of the list's names of a field."""
        return tuple(self._tokens(text)) in self._fields

    def is_section(self, text: str) -> bool:
        """Whether the text as it stands is one of the list's headings."""
        return tuple(self._tokens(text)) in self._sections

    def may_be_value(self, label: Label | None) -> bool:
        """Whether what reads like this label can well be a value: "Nursery", "Health visitor", but not "Telephone"."""
        return label is None or not label.exact or label.field in self._worded | {"ignored"}

    def is_nobody(self, text: str) -> bool:
        """Whether the words only count: "Person 2" goes on with the part of the form in which it stands."""
        words = self._tokens(text)
        return bool(words) and all(word in self._nobody or word.isdigit() for word in words)

    def is_filler(self, word: str) -> bool:
        """Whether the word alone says nothing about a field."""
        return all(each in self._filler or each.isdigit() for each in self._tokens(word))

    def is_relation(self, text: str) -> bool:
        """Whether the words say who somebody is in a family: "Mother", "Son", "Subject child"."""
        words = text.strip(" .").casefold()
        return words in self.subjects or self.relation.fullmatch(words) is not None

    def is_answer(self, text: str) -> bool:
        """Whether the words answer a question or say who somebody is to a child, and name no field."""
        words = text.strip(" .").casefold()
        return words in ANSWERS or self.relation.fullmatch(words) is not None

    def heading(self, text: str, *, strict: bool = True) -> Heading | None:
        """The part of the form that the text begins. Not `strict`: words that nobody knows may stand in it too."""
        bare = NUMBERING.sub("", text.strip(), count=1)
        found = self._heading(bare, strict=strict) or (
            self._heading(BRACKETS.sub(" ", bare), strict=strict) if "(" in bare else None
        )
        if found and found.owner in (Owner.CHILD, Owner.PERSON) and bare.endswith("?"):
            return Heading(Owner.REASON) if self.phrasing.asks_for(bare) == "reason" else found
        return found

    def _heading(self, text: str, *, strict: bool) -> Heading | None:
        words = self._tokens(text)
        if not 0 < len(words) <= LONGEST:
            return None
        found, owners, at = set[str](), list[str](), 0
        while at < len(words):
            named, length = longest(words, at, self._sections)
            owner, _ = longest(words, at, self._owners)
            owners += owner[:1]
            if length:
                found.update(named)
            elif strict and not (words[at] in self._filler | self._nobody or words[at].isdigit() or owner):
                return None
            at += max(length, 1)
        first = self._head_of(words) or next((owner for owner in self._order if owner in found), None)
        if first is None:
            return None
        ordinal = ORDINAL.search(re.sub(r"\bof\s*\d+", "", text))
        relation = owners[0] if len(owners) == 1 and owners[0] in ("mother", "father") else None
        return Heading(first, int(ordinal[1]) if ordinal else None, relation)

    def _head_of(self, words: Sequence[str]) -> Owner | None:
        """Whom the words before "in" or "at" name: "Children and unborn babies in the household" are children."""
        cut = next((at for at, word in enumerate(words) if word in ("in", "at")), 0)
        found, at = set[str](), 0
        while at < cut:
            named, length = longest(words[:cut], at, self._sections)
            if not named and words[at] not in self._filler:
                return None
            found.update(named)
            at += max(length, 1)
        return Owner.CHILD if found == {Owner.CHILD} else None

    def is_form_name(self, text: str, heading: Heading) -> bool:
        """Whether words that stand first name the form and begin no part of it: "Safeguarding Incident / Concern Form"."""
        named = heading.owner in (Owner.REASON, Owner.CONSENT, Owner.INCIDENT) and NAMED.search(text)
        return bool(named) or self.heading(text) is None

    def loose_heading(self, text: str) -> Heading | None:
        """The part of the form that words begin of which some are unknown."""
        return self.heading(text) or self.referring(text) or self.heading(text, strict=False)

    def referring(self, text: str) -> Heading | None:
        """ "Midwife completing form", "Officer raising alert": who refers, whatever their trade."""
        return Heading(Owner.REFERRER) if self.phrasing.referring.search(text) else None

    def title_of_table(self, text: str) -> Heading | None:
        """What stands over a table is its heading, though it could be a field's name: "Submitting officer", "New address"."""
        label = self.label(text)
        owner = next((who for who, fields in self._titles.items() if label and label.field in fields), None)
        return self.heading(text) or (Heading(Owner(owner)) if owner else self.loose_heading(text))

    def document(self, text: str) -> Document | None:
        """What kind of report a text is that holds these words."""
        folded = " ".join(text.casefold().split())
        for each in self._documents:
            if any(phrase in folded for phrase in each["any"]) and all(word in folded for word in each.get("all", ())):
                subjects = Owner(each.get("subjects", "child"))
                return Document(each["type"], each.get("fixed", {}), each.get("scheme"), subjects)
        return None

    def kind(self, field: str, owner: Owner) -> str | None:
        """The kind of value that a field of this owner is."""
        return self.kinds.get("report", {}).get(field) or self.kinds.get(owner.value, {}).get(field)


def _is_answered(field: str, owners: Sequence[str]) -> bool:
    """ "Relationship to pupil Father's partner" has its value behind it."""
    return field == "relationship" and len(set(owners)) > 1 and owners[-1] != "child"


def _owned(field: str, owners: Sequence[str], *, exact: bool) -> Label:
    if field == "parents_aware" and set(owners) == {"child"}:
        field = "ignored"  # whether the child knows
    relation = next((who for who in owners if who in ("mother", "father")), None)
    groups = list(dict.fromkeys("person" if who in ("mother", "father") else who for who in owners))
    owner = Owner(groups[0]) if len(groups) == 1 else None
    return Label(field, owner, relation if len(set(owners)) == 1 else None, exact)


@lru_cache(maxsize=4)
def load_vocabulary(folder: Path) -> Vocabulary:
    """labels.yaml of the templates' folder. Raises Misconfigured where it cannot be used."""
    try:
        return Vocabulary(content_of(folder / "labels.yaml"))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"templates/labels.yaml cannot be used: {error}") from error
