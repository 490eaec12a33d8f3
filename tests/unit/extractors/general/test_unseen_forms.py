"""Forms that no template describes: what is read is right, and nothing certain is wrong."""

from __future__ import annotations

import pytest

from extractors.certainty import cross_check
from extractors.general import read_without_template
from extractors.sheets import open_document
from postroom.contact import Status
from tests.documents.other_versions import other_versions
from tests.documents.unseen_drawing import UnseenForm
from tests.documents.unseen_forms import unseen_forms

FORMS = (*unseen_forms(), *other_versions())


def _leaves(form: UnseenForm):
    reading = read_without_template(open_document(form.data, form.media_type))
    assert len(reading.contacts) == 1
    return dict(cross_check(reading.contacts[0]).every_leaf())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_stated_value_is_read(form):
    leaves = _leaves(form)
    read = {path: leaves[path].value if path in leaves else None for path in form.truth}
    assert read == form.truth


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_certain_child_or_person_is_invented(form):
    certain = {path for path, leaf in _leaves(form).items() if leaf.status is Status.CERTAIN}
    groups = {path.rpartition(".")[0] for path in certain if path.startswith(("children", "people"))}
    assert groups <= {path.rpartition(".")[0] for path in form.truth}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_value_is_downgraded_without_a_named_reason(form):
    leaves = _leaves(form)

    assert [path for path, leaf in leaves.items() if (leaf.status is Status.CHECK) != bool(leaf.doubts)] == []
