"""Post that was made to be too much, each kind in a size that varies: many pages, marks, cells, parts, pixels, layers."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]


def many_pages(chance: random.Random) -> bytes:
    out = io.BytesIO()
    canvas: Any = Canvas(out)
    for number in range(chance.randrange(100, 500)):
        canvas.drawString(50, 700, f"Surname Testcase {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def many_marks_on_a_page(chance: random.Random) -> bytes:
    """Lines, squares or words: as much as a hundred thousand of them."""
    out = io.BytesIO()
    canvas: Any = Canvas(out)
    draw: Callable[[int, int], object] = chance.choice(
        [
            lambda x, y: canvas.line(x, y, x + 9, y),
            lambda x, y: canvas.rect(x, y, 9, 9),
            lambda x, y: canvas.drawString(x, y, "Gill"),
            lambda x, y: canvas.circle(x, y, 5),
        ]
    )
    for _ in range(chance.choice((3_000, 30_000, 100_000))):
        draw(chance.randrange(500), chance.randrange(800))
    canvas.save()
    return out.getvalue()


def stream_that_swells(chance: random.Random) -> bytes:
    """A page of a few kilobytes whose drawing unpacks to hundreds of megabytes."""
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * chance.choice((100_000, 10_000_000)), 9)
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    return body + page + stream + b"trailer<</Root 1 0 R>>\n%%EOF"


def great_picture(chance: random.Random) -> bytes:
    """Noise or a plain ground, up to a hundred megapixels."""
    side = chance.choice((2_000, 5_000, 7_100, 10_000))
    height, width = side, chance.choice((side, side // 40 or 1))
    ground = np.full((height, width), chance.randrange(256), np.uint8)
    if chance.random() < 0.5:
        ground[: height // 2] = np.frombuffer(chance.randbytes(height // 2 * width), np.uint8).reshape(-1, width)
    out = io.BytesIO()
    Image.fromarray(ground).save(out, chance.choice(("PNG", "JPEG", "TIFF", "BMP")))
    return out.getvalue()


def many_page_picture(chance: random.Random) -> bytes:
    frames = [Image.new("1", (1240, 1754), n % 2) for n in range(chance.choice((3, 20, 60)))]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    return out.getvalue()


def great_table(chance: random.Random) -> bytes:
    """A Word table of up to fifty thousand cells, and tables inside tables."""
    document = docx.Document()
    rows = chance.choice((100, 5_000))
    row = document.add_table(1, 10).rows[0]._tr
    for cell, word in zip(row.tc_lst, ("Surname", "Gill") * 5, strict=True):
        cell.p_lst[0].add_r().text = word
    for _ in range(rows):
        row.addnext(row.__copy__())
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(chance.randrange(60)):
        cell = cell.add_table(1, 1).cell(0, 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def many_parts(chance: random.Random) -> bytes:
    head = b"From: a@police.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = (
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nSurname: Gill\r\n"
    )
    return head + part * chance.choice((200, 10_000)) + b"--b--\r\n"


def deep_mail(chance: random.Random) -> bytes:
    mail = b"Subject: deepest\r\n\r\nSurname: Gill\r\n"
    for _ in range(chance.choice((5, 50, 2_000))):
        mail = b"MIME-Version: 1.0\r\nFrom: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" + mail
    return mail


def deep_zip(chance: random.Random) -> bytes:
    """A zip in a zip, around something that swells or a great many files."""
    data, name = bytes(chance.choice((1_000, 200_000_000))), "form.txt"
    for _ in range(chance.randrange(1, 12)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(chance.choice((1, 1, 3))):
                archive.writestr(f"{'../' * copy}{copy}{name}", data)
        data, name = out.getvalue(), "inner.zip"
    return data


def long_text(chance: random.Random) -> bytes:
    """Text without an end of line, or of nothing but labels, brackets or quotation marks."""
    word = chance.choice(
        [b"a", b"Surname: ", b"(", b">", b"<table><tr><td>", b"DOB: 01/02/2016 or 02/01/2016\n", b"> > > \n"]
    )
    return b"Surname: Gill\n" + word * (chance.choice((20_000, 2_000_000)) // len(word))


HOSTILE = [
    many_pages,
    many_marks_on_a_page,
    many_marks_on_a_page,
    stream_that_swells,
    great_picture,
    great_picture,
    many_page_picture,
    great_table,
    many_parts,
    deep_mail,
    deep_zip,
    long_text,
]
