"""Slips in names: the keyboard, the ear, the scanner. All chance comes from one seed."""

from __future__ import annotations

import random
import unicodedata


class Slips:
    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)

    def chance(self, share: float) -> bool:
        return self.r.random() < share

    def typo(self, name: str) -> str:
        """One slip: a neighbour on the keyboard, a letter lost, doubled or exchanged, a letter misread by OCR."""
        if len(name) < 4:
            return name
        near = {
            "a": "sq",
            "e": "rw",
            "i": "uo",
            "o": "ip",
            "u": "yi",
            "n": "bm",
            "m": "n",
            "r": "te",
            "s": "ad",
            "t": "ry",
            "l": "k",
            "h": "gj",
            "d": "sf",
        }
        place = self.r.randrange(1, len(name) - 1)
        letter = name[place].lower()
        match self.r.randint(0, 4):
            case 0:
                return name[:place] + self.r.choice(near.get(letter, "aeo")) + name[place + 1 :]
            case 1:
                return name[:place] + name[place + 1 :]
            case 2:
                return name[:place] + letter + name[place:]
            case 3:
                return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
            case _:
                misread = (
                    name.replace("rn", "m", 1)
                    if "rn" in name
                    else name.replace("m", "rn", 1)
                    if "m" in name
                    else name.replace("l", "i", 1)
                )
                return misread if misread != name else name[:place] + name[place + 1 :]

    def spelt_otherwise(self, name: str) -> str:
        """The same sound in other letters."""
        rules = [
            ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ph", "f"), ("kh", "k"), ("aa", "a"), ("ah", "a"), ("y", "i"), ("z", "s"), ("ss", "s"), ("mm", "m"),
            ("dd", "d"), ("ll", "l"), ("x", "h"), ("w", "v"), ("q", "k"), ("ie", "y"), ("ai", "ei"), ("u", "o"), ("i", "e"), ("e", "i"), ("o", "u"),
        ]  # fmt: skip
        self.r.shuffle(rules)
        lower = name.lower()
        for old, new in rules:
            if self.chance(0.5):
                old, new = new, old
            if old in lower[1:]:
                return (lower[0] + lower[1:].replace(old, new, 1)).title()
        return name


def plain(text: str) -> str:
    text = text.translate(str.maketrans("łŁıİ", "lLiI"))
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
