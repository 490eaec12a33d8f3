"""The list of kinds for authors of templates is the list that the code knows; every word list can be read."""

import re
from pathlib import Path

import pytest

from extractors.values import KINDS
from extractors.values.vocabulary import FOLDER, words

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "values.md"


def test_the_reference_page_lists_exactly_the_kinds():
    assert set(re.findall(r"^\| `([\w.]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == KINDS


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_word_list_is_a_mapping_of_words(path):
    content = words(path.stem)
    assert content
    assert all(isinstance(word, str) for word in leaves(content) if not isinstance(word, bool | int))


def leaves(node):
    if isinstance(node, dict):
        return [
            leaf for key, value in node.items() for leaf in [*([] if isinstance(key, int) else [key]), *leaves(value)]
        ]
    return [leaf for one in node for leaf in leaves(one)] if isinstance(node, list) else [node]
