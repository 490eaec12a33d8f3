"""The worked example of docs/how-to/templates.md does what it says."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from extractors.forms import check_template, try_template
from postroom.contact import Status

HOW_TO = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "templates.md"


def test_the_first_template_reads_the_form_beside_it() -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    form = dedent(text.split("The form:\n\n")[1].split("\nThe template")[0])
    template = text.split("```yaml\n")[1].split("```")[0]
    assert check_template(template) == []
    (contact,) = try_template(template, form.encode(), "text/plain").contacts
    found = {path: leaf.value for path, leaf in contact.every_leaf() if leaf.status is Status.CERTAIN}
    assert found == {
        "document_type": "marf",
        "agency_reference": "SR/2207",
        "reason": "Niamh was seen at school today.",
        "children[0].surname": "O'Neill",
        "children[0].forename": "Niamh",
        "children[0].date_of_birth": "2017-04-03",
        "children[0].school": "Invented Primary",
    }
