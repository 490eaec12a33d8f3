"""A misspelt name in a page is an error, though GOV.UK's macros ask for keys that are not there."""

import pytest
from django.template import engines
from jinja2 import UndefinedError


def page(source):
    return engines.all()[0].from_string(source).render({"title": "There"})


def test_a_misspelt_name_stops_the_page():
    assert page("{{ title }}") == "There"
    for source in ("{{ titel }}", "{{ title.x.y }}", "{% for each in titels %}{% endfor %}"):
        with pytest.raises(UndefinedError):
            page(source)


def test_the_components_of_govuk_can_be_drawn():
    source = (
        '{% from "govuk_frontend_jinja/components/select/macro.html" import govukSelect %}'
        '{{ govukSelect({"id": "a", "name": "a", "label": {"text": "A"}, "items": [{"value": "1", "text": "One"}]}) }}'
    )
    assert "govuk-select" in page(source)


def test_what_a_document_says_cannot_become_markup():
    assert page("{{ '<script>' }}") == "&lt;script&gt;"
