"""The spaCy model, loaded once a process, with the one pipe that the narrative needs: the names of people."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import spacy
from spacy.language import Language

from postroom.errors import Misconfigured

# Characters: what is longer is no word, and spaCy needs the cube of its length to take its ends apart.
LONGEST_WORD = 200
Search = Callable[[str], re.Match[str] | None]
UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer", "senter", "textcat")


@cache
def load_model(name: str) -> Language:
    """A model that a package ships. Raises Misconfigured where there is none of that name, or it knows no people."""
    logging.getLogger("spacy").setLevel(logging.ERROR)  # it warns of small differences in version
    try:
        model = spacy.load(name, exclude=UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise Misconfigured(f"The spaCy model {name} is not installed.") from error
    if "ner" not in model.pipe_names:
        raise Misconfigured(f"The spaCy model {name} does not recognise people.")
    shared = "Listener" in str(model.config["components"]["ner"]["model"])
    if not shared and "tok2vec" in model.pipe_names:  # it serves only the pipes that were left out
        model.remove_pipe("tok2vec")
    model.add_pipe("sentencizer", first=True)
    tokenizer: Any = model.tokenizer  # typed as any callable
    tokenizer.prefix_search = _of_words(tokenizer.prefix_search)
    tokenizer.suffix_search = _of_words(tokenizer.suffix_search)
    return model


def _of_words(search: Search) -> Search:
    """A search for what is put before or after a word, which leaves alone what is too long to be one."""
    return lambda text: search(text) if len(text) <= LONGEST_WORD else None
