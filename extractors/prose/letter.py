"""A letter or a mail's own words, parted from its signature, with what is known of its sender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.page import Sheet
from extractors.post.facts import MailFacts, Part
from extractors.strokes import left_standing, unstruck
from extractors.values.vocabulary import words


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is what was written for the Hub; `own_mail` says that it is the mail itself and not a letter enclosed in it."""

    text: str
    signature: str
    above: str  # copied headers of a forwarded message, that name who wrote it
    own_mail: bool
    sender_name: str
    sender_address: str
    subject: str
    sent: date | None
    page: int | None = None


def letter_of(sheets: tuple[Sheet, ...], mail: MailFacts) -> Letter:
    """The words of the sheets: those of the mail itself, or of a letter that came with it."""
    written = _text(sheets)
    new = mail.text.new
    own = bool(new.strip()) and _folded(new) == _folded(written)
    sent = mail.sent.date() if mail.sent else None
    if own:
        start = mail.text.whole.find(new[:40])
        above = mail.text.whole[: max(start, 0)]
        signature = mail.text.of(Part.SIGNATURE)
        return Letter(
            left_standing(new), signature, above, True, mail.sender_name, mail.sender_address, mail.subject, sent
        )
    text, signature = _parted(left_standing(written))
    page = sheets[0].number if sheets else None
    return Letter(text, signature, "", False, mail.sender_name, mail.sender_address, mail.subject, sent, page)


def _text(sheets: tuple[Sheet, ...]) -> str:
    """Lines as printed, with a blank line where the gap between two is wider than a line."""
    rows: list[str] = []
    for sheet in sheets:
        bottom: float | None = None
        for line in sheet.lines:
            height = max(line.box[3] - line.box[1], 1.0)
            if bottom is not None and line.box[1] - bottom > height:
                rows.append("")
            rows.append(line.shown)
            bottom = line.box[3]
        rows.append("")
    return "\n".join(rows).strip()


def _parted(text: str) -> tuple[str, str]:
    """Text and signature of a letter: everything behind the last sign-off line is signature, if it is short."""
    lines = text.split("\n")
    closing = re.compile(words("prose")["closing"], re.IGNORECASE)
    ends = [at for at, line in enumerate(lines) if closing.match(line) and len(line) < 60]
    if not ends or len([line for line in lines[ends[-1] + 1 :] if line.strip()]) > 14:
        return text, ""
    return "\n".join(lines[: ends[-1]]).strip(), "\n".join(lines[ends[-1] + 1 :]).strip()


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unstruck(text))
