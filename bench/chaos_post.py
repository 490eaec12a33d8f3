"""Invented police reports by the dozen for bench/chaos.py: one or two children each, no two alike."""

import io
import random
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

SYLLABLES = (
    "bra",
    "den",
    "fol",
    "gar",
    "hul",
    "jes",
    "kem",
    "lor",
    "mab",
    "nit",
    "pel",
    "ros",
    "sav",
    "tib",
    "vud",
    "wex",
)
LINES = """OFFICIAL-SENSITIVE        METROPOLITAN POLICE SERVICE        Page 1 of 1
MERLIN PRE-ASSESSMENT CHECKLIST (PAC)        Merlin Ref: {reference}
Created: 09NOV26 09:18 By: PC 347XH D TREWIN (CSU, WA)
Supervisor: PS 63XH C FAIRWEATHER 09NOV26 12:08
Incident: 09NOV26 0819hrs Location: {address}
CAD: CAD {cad}/09NOV26 CRIS/Crime ref: N/A Reason: DOMESTIC INCIDENT - CHILD PRESENT
{subjects}
CIRCUMSTANCES
 Officers were called to the above location by a neighbour who could hear shouting.
 The child was seen by officers to be safe and well and asleep upstairs.
 No further police action will be taken unless new information comes to light.
Parent informed of referral: YES Consent to share: NO"""
SUBJECT = """SUBJECT {number} Surname: {surname} Forename(s): {forename} Alias: N/K DOB: {born} Age: {age}
        Sex: {sex} Ethnic App: IC1 SDE: W1 Lang: English Interp: No
        School: Hollycroft Primary School
        GP: Wharfside Family Practice Address: {address}"""


def reports(count: int, seed: int = 7) -> list[tuple[bytes, int]]:
    """(mail, how many children it names) each."""
    chance = random.Random(seed)
    return [_report(chance, number) for number in range(count)]


def _report(chance: random.Random, number: int) -> tuple[bytes, int]:
    children = 2 if number % 3 == 0 else 1
    surname = _name(chance) + _name(chance).lower()
    address = f"{number + 1} {_name(chance).upper()} DRIVE, RUISLIP, HA4 4FZ"
    subjects = "\n".join(_subject(chance, each + 1, surname, address) for each in range(children))
    text = LINES.format(reference=f"26PAC{300000 + number}", address=address, cad=1000 + number, subjects=subjects)
    return _mail(_drawn(text), number), children


def _subject(chance: random.Random, number: int, surname: str, address: str) -> str:
    year = chance.randint(12, 22)
    return SUBJECT.format(
        number=number,
        surname=surname.upper(),
        forename=_name(chance) + _name(chance).lower(),
        born=f"{chance.randint(10, 28)}JAN{year}",
        age=26 - year,
        sex=chance.choice("MF"),
        address=address,
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=2)).title()


def _drawn(text: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setFont("Courier", 8.5)
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(40, A4[1] - 50 - 12 * row, line)
    canvas.save()
    return target.getvalue()


def _mail(pdf: bytes, number: int) -> bytes:
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.hillingdon.example; dmarc=pass header.from=met.police.uk"
    mail["From"], mail["To"] = "mash.hillingdon@met.police.uk", "hub@hillingdon.example"
    mail["Subject"], mail["Date"] = f"Merlin report {number}", format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<chaos-{number}@met.police.uk>"
    mail.set_content("Please find a Merlin report attached.")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"report-{number}.pdf")
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
