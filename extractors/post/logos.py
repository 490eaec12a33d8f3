"""Tells a signature's picture from a picture of a form."""

from __future__ import annotations

import io
import re

from PIL import Image

FEWEST_PIXELS = 120_000  # a form's page that can still be read has more
SHORTEST_SIDE = 150
_OUTLOOK_NAME = re.compile(
    r"^(?:image\d{3,}|logo|signature|banner|icon|facebook|twitter|linkedin)[^.]*\.(?:png|jpe?g|gif|bmp)$", re.I
)


def is_signature_picture(data: bytes, name: str, shown: bool) -> bool:
    """Small, or a strip as signatures and banners are. Only the header of the picture is read."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    if width * height < FEWEST_PIXELS or min(width, height) < SHORTEST_SIDE:
        return True
    strip = width > 3 * height or height > 6 * width
    return strip and (shown or _OUTLOOK_NAME.match(name) is not None)
