"""The one table of rules that a record must pass before anything in it is certain. docs/reference/credible.md is printed from it."""

from __future__ import annotations

from extractors.credible import ages, names, wording
from extractors.credible.rule import Rule

RULES = (
    Rule("of_age", "a child of {what} years is no child any more", ages.of_age),
    Rule("adult_among_children", "this seems to be an adult among the children", ages.adult_among_children),
    Rule("born_impossibly", "nobody alive was born on {what}", ages.born_impossibly),
    Rule("crowd", "{what} people stand on one form", names.crowd),
    Rule("nameless", "no name belongs to this, and others on the form have one", names.nameless),
    Rule("listed_twice", "“{what}” stands on the form twice", names.listed_twice),
    Rule("two_names_in_one", "“{what}” may be two people's names", names.two_names_in_one),
    Rule("many_words", "“{what}” is long for a family name: it may be more than one name", names.many_words),
    Rule("no_name", "“{what}” may be the form's own words, and no name", names.no_name),
    Rule("a_place", "“{what}” is a place on the form too", names.a_place),
    Rule("a_professional", "“{what}” is the name of whoever refers", names.a_professional),
    Rule("an_agency", "“{what}” says what an agency is called, and no name", names.an_agency),
    Rule("nothing_of_their_own", "nothing but a name is known of this child", names.nothing_of_their_own),
    Rule("address_cut", "the address “{what}” has no postcode, and the form has some", wording.address_cut),
    Rule("prompt_in_reason", "words that the form prints may stand in it", wording.prompt_in_reason),
    Rule("consent_against_question", "the question itself says no: “{what}”", wording.consent_against_question),
    Rule("out_of_step", "other boxes of this record hold what their labels do not ask for", wording.out_of_step),
    Rule("placeholder", "“{what}” stands for a number or day that nobody knew", wording.placeholder),
)
