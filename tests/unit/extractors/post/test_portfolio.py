"""Files enclosed in a PDF become documents with the PDF in their lineage."""

from __future__ import annotations

import io

import pypdf
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from extractors.options import ReadOptions
from extractors.post.unwrapping import Unwrapping


def _portfolio(**enclosed: bytes) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "Open this portfolio with another program.")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=out)
    for name, data in enclosed.items():
        writer.add_attachment(f"{name}.txt", data)
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def _documents(data: bytes):
    return Unwrapping(ReadOptions()).open(data, "portfolio.pdf")


def test_enclosed_files_are_documents_of_their_own():
    cover, form, note = _documents(_portfolio(form=b"Surname: Gill", note=b"See the form."))
    assert (cover.name, cover.lineage) == ("portfolio.pdf", ())
    assert (form.name, form.lineage, form.data) == ("form.txt", ("portfolio.pdf",), b"Surname: Gill")
    assert (note.name, note.lineage) == ("note.txt", ("portfolio.pdf",))


def test_portfolio_in_a_portfolio_is_opened_to_the_same_depth_as_mail_in_mail():
    data = b"Surname: Gill"
    for _ in range(9):
        data = _portfolio(inner=data)
    deepest = _documents(data)[-1]
    assert deepest.problem.code == "too_large"
    assert len(deepest.lineage) == ReadOptions().limits.depth + 1


def test_broken_list_of_enclosed_files_leaves_the_pdf_to_be_read():
    (alone,) = _documents(_portfolio(form=b"x").replace(b"/EmbeddedFiles", b"/EmbeddedFiles 9 9 R"))
    assert alone.problem is None


def test_file_pinned_to_a_page_is_a_document_too():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(_portfolio()))
    stream = DecodedStreamObject()
    stream.set_data(b"Surname: Gill")
    held = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    file = DictionaryObject({NameObject("/F"): TextStringObject("form.txt"), NameObject("/EF"): held})
    pin = {"/Subtype": NameObject("/FileAttachment"), "/Rect": RectangleObject((50, 600, 70, 620)), "/FS": file}
    writer.add_annotation(0, DictionaryObject({NameObject(key): value for key, value in pin.items()}))
    packed = io.BytesIO()
    writer.write(packed)
    assert [(each.name, each.data) for each in _documents(packed.getvalue())[1:]] == [("form.txt", b"Surname: Gill")]
