"""A printed form through a scanner: grey, a little askew, with specks and soft edges."""

from __future__ import annotations

import io
import random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from bench.forge import printed
from bench.forge.form import Form
from bench.forge.truth import Truth

SUFFIX = ".pdf"
SCALE = 200 / 72


def write(form: Form, truth: Truth) -> bytes:
    """A PDF of pictures without any text."""
    r = random.Random(form.plan.seed)
    pages = [
        scanned(page.render(scale=SCALE).to_pil(), r) for page in pypdfium2.PdfDocument(printed.write(form, truth))
    ]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=r.randint(45, 80))
    return out.getvalue()


def scanned(page: Image.Image, r: random.Random) -> Image.Image:
    noise = np.random.default_rng(r.randrange(2**32))
    grey = page.convert("L").rotate(r.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=245)
    grey = grey.filter(ImageFilter.GaussianBlur(r.uniform(0.3, 0.9)))
    spots = np.asarray(grey, dtype=np.float32) + noise.normal(0, r.uniform(3, 11), (grey.height, grey.width))
    return Image.fromarray(np.clip(spots * r.uniform(0.9, 1.0), 0, 255).astype(np.uint8))
