"""The scripts that go into a page as one text."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from filling.page.injecting import page_script

TOP = re.compile(
    r"^(?:const|let|function\*?|class) (?!_)(\w+)", re.MULTILINE
)  # a library's own begin with _ and are kept apart


@pytest.mark.parametrize("part", ["look", "witness", "printed", "offered", "calendar"])
def test_scripts_that_go_together_share_no_name(part):
    names = Counter(TOP.findall(page_script(part)))

    assert not [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("part", ["look", "witness", "printed", "offered", "calendar"])
def test_nothing_is_left_that_only_a_module_may_say(part):
    assert not re.search(r"^(import|export) ", page_script(part), re.MULTILINE)
