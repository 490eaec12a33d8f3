"""Post that is too much of something: each kind gets its result, with a reason, inside its limits."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.isolation import Post, Readers
from extractors.options import Limits, ReadOptions
from postroom.contact import Disposition

LIMITS = Limits(seconds=25.0, ocr_page_seconds=10.0, most_seconds=40.0)


@pytest.fixture(scope="module")
def readers():
    with Readers(ReadOptions(limits=LIMITS, narrative=False)) as pool:
        yield pool


def _pdf(draw, pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def four_hundred_pages() -> bytes:
    return _pdf(lambda canvas: canvas.drawString(50, 700, "Surname Testcase"), pages=400)


def stream_that_swells() -> bytes:
    packed = _swelling()
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    return head + page + stream + b"trailer<</Root 1 0 R>>\n%%EOF"


def _swelling() -> bytes:
    packer, megabyte = zlib.compressobj(1), b" " * 1_000_000
    return b"".join(packer.compress(megabyte) for _ in range(1_500)) + packer.flush()


def fifty_megapixels() -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((7_100, 7_100), 255, np.uint8)).save(out, "PNG")
    return out.getvalue()


def two_hundred_megapixels() -> bytes:
    out = io.BytesIO()
    Image.new("1", (14_200, 14_200)).save(out, "PNG")
    return out.getvalue()


def fax_of_sixty_pages() -> bytes:
    frames = [Image.new("1", (400, 500), 1)] * 60
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    return out.getvalue()


def fifty_thousand_cells() -> bytes:
    document = docx.Document()
    row = document.add_table(1, 10).rows[0]._tr
    for cell, word in zip(row.tc_lst, ("Surname", "Gill") * 5, strict=True):
        cell.p_lst[0].add_r().text = word
    for _ in range(5_000):
        row.addnext(row.__copy__())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def laughing_word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Surname Gill")
    whole, spoilt = io.BytesIO(), io.BytesIO()
    document.save(whole)
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.replace(b"?>", f'?><!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]>'.encode(), 1)
                text = text.replace(b"Gill", b"&e9;")
            target.writestr(name, text)
    return spoilt.getvalue()


def zip_that_swells() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.txt", bytes(200_000_000))
    return out.getvalue()


def mail_of_ten_thousand_parts() -> bytes:
    head = b"From: a@police.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = (
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nSurname: Gill\r\n"
    )
    return head + part * 10_000 + b"--b--\r\n"


HELD_AS_TOO_LARGE = [
    four_hundred_pages,
    stream_that_swells,
    two_hundred_megapixels,
    fax_of_sixty_pages,
    zip_that_swells,
    mail_of_ten_thousand_parts,
    fifty_thousand_cells,
]


@pytest.mark.parametrize("make", HELD_AS_TOO_LARGE)
def test_too_much_is_held_with_its_reason(readers, make):
    reading = readers.read(Post(make(), "post"))
    assert (reading.disposition, reason := reading.reason) == (Disposition.HELD, "too_large"), reason
    assert any(document.problem for document in reading.documents)


@pytest.mark.parametrize("make", [fifty_megapixels, laughing_word_file])
def test_nothing_to_read_in_it_is_held_too(readers, make):
    reading = readers.read(Post(make(), "post"))
    assert reading.disposition is Disposition.HELD
    assert reading.reason in {"empty", "unreadable", "too_large"}


def test_after_all_that_the_next_form_is_read(readers):
    reading = readers.read(Post(_pdf(lambda canvas: canvas.drawString(50, 700, "Surname: Gill")), "form.pdf"))
    assert reading.documents[0].problem is None
