"""How much a document may ask for before it is given to a person instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Pages are counted over the whole document; pixels are those of one picture; threads those of the OCR."""

    pages: int = 120
    ocr_pages: int = 30
    pixels: int = 60_000_000
    characters: int = 2_000_000
    unpacked: int = 100_000_000  # bytes that the parts of an office file may unpack to
    cells: int = 20_000  # of all tables of a Word document together
    ocr_threads: int = 2
