"""Every golden form is read by its own template, completely, and nothing certain is wrong."""

from __future__ import annotations

import pytest

from tests.unit.extractors.forms.golden import Pair, contacts_of, differences, pairs


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.template}/{pair.form.name}")
def test_golden_form_is_read_as_a_person_reads_it(pair: Pair) -> None:
    template, contacts = contacts_of(pair.sheets())
    assert template is not None
    assert template.partition("@")[0] == pair.template
    assert list(differences(pair.truth, contacts)) == []
