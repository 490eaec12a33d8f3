"""PDFs whose form only Adobe's own reader draws: read from their data, never as a page that says "please wait"."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import BooleanObject, DecodedStreamObject, DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from extractors.general import read_without_template
from extractors.sheets import open_document
from postroom.contact import Status
from postroom.errors import UnreadableDocument

TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form1">
<draw name="t"><value><text>Referral to children's services</text></value></draw>
<subform name="child"><field name="fn"><caption><value><text>Forename</text></value></caption></field>
<field name="sn"><caption><value><text>Surname:</text></value></caption></field>
<field name="born"><caption><value><text>Date of birth</text></value></caption></field>
<field name="sex"><caption><value><text>Gender</text></value></caption>
<items><text>Female</text><text>Male</text></items><items save="1"><text>1</text><text>2</text></items></field></subform>
</subform></template>"""
DATA = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>
<child><fn>Ottilie</fn><sn>Lark</sn><born>14/08/2015</born><sex>1</sex></child></form1></xfa:data></xfa:datasets>"""


def _pdf(parts: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "Please wait... If this message is not eventually replaced, your reader cannot show it.")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=out)
    stream = DecodedStreamObject()
    stream.set_data(f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{parts}</xdp:xdp>'.encode())
    form = DictionaryObject({NameObject("/XFA"): writer._add_object(stream)})
    writer._root_object[NameObject("/AcroForm")] = form
    writer._root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def test_what_was_filled_in_is_proposed_and_never_certain():
    sheets = open_document(_pdf(TEMPLATE + DATA), "application/pdf")
    child = read_without_template(sheets).contacts[0].children[0]
    read = {name: leaf.value for name, leaf in child.leaves() if leaf.value}
    assert read == {"forename": "Ottilie", "surname": "Lark", "date_of_birth": "2015-08-14", "sex": "F"}
    assert {leaf.status for _, leaf in child.leaves() if leaf.value} == {Status.CHECK}


@pytest.mark.parametrize(
    ("parts", "code"), [(TEMPLATE, "unsupported"), (DATA, "unsupported"), ("<broken", "unreadable")]
)
def test_a_form_whose_data_cannot_be_read_says_how_to_open_it(parts, code):
    with pytest.raises(UnreadableDocument) as refused:
        open_document(_pdf(parts), "application/pdf")
    assert refused.value.code == code
