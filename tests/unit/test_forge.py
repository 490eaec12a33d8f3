"""The forge tells the truth: what its files show is what their truth says, in every medium, placement and structure."""

import io
import re
from email import message_from_bytes, policy

import docx
import pdfplumber
import pypdf
import pytest
from bs4 import BeautifulSoup

from bench.forge.documents import made
from bench.forge.form import IN_TEXT, Plan, plan
from bench.forge.households import ADULTS, CHILDREN
from bench.forge.placements import PLACEMENTS
from bench.forge.scoring import findings

PRINTED = {
    "forename",
    "surname",
    "school",
    "gp_practice",
    "name",
    "role_title",
    "organisation",
    "email",
    "reason",
    "upn",
}
WRITTEN = ("word", "printed", "fillable", "html_mail")
PLANS = [
    *(Plan(100 + n, WRITTEN[n % 4], each, "child_rows", "adult_rows", "glyphs") for n, each in enumerate(PLACEMENTS)),
    *(Plan(400 + n, "printed", "right_of", each, "adult_rows", "words") for n, each in enumerate(CHILDREN)),
    *(Plan(500 + n, "word", "under", "child_rows", each, "brackets") for n, each in enumerate(ADULTS)),
    *(Plan(600 + n, "text_mail", each, "child_blocks", "adult_blocks", "words") for n, each in enumerate(IN_TEXT)),
    Plan(700, "word", "right_of", "household", "household", "glyphs_behind"),
]


@pytest.mark.parametrize("each", PLANS, ids=lambda p: f"{p.medium}-{p.placement}-{p.children}-{p.adults}")
def test_what_the_truth_says_stands_in_the_file(each):
    name, content, truth = made(each)
    shown = squeezed(TEXTS[name.rsplit(".", 1)[1]](content))

    missing = [(path, value) for path, value in leaves(truth["contacts"][0]) if squeezed(value) not in shown]

    assert missing == []
    assert len(truth["placed"]) > 10


def test_one_seed_gives_one_document():
    assert made(plan(4711))[2] == made(plan(4711))[2]


def test_reading_the_truth_back_finds_everything_and_a_change_is_seen():
    truth = made(PLANS[0])[2]
    whole = {"contacts": [certain(truth["contacts"][0])]}
    assert {each.outcome for each in findings(truth, whole)} == {"right"}

    whole["contacts"][0]["children"][0]["surname"] = {"value": "Somebody", "status": "certain"}
    whole["contacts"][0]["children"][0]["upn"] = {"value": "A1", "status": "certain"}
    assert {each.path for each in findings(truth, whole) if each.outcome == "silent"} >= {"children[0].surname"}


def certain(node):
    if isinstance(node, dict):
        return {key: certain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [certain(value) for value in node]
    return {"value": node, "status": "certain"}


def leaves(node, path=""):
    for key, value in node.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for at, each in enumerate(value):
                yield from leaves(each, f"{path}{key}[{at}].")
        elif key in PRINTED and value is not None:
            yield path + key, value


def squeezed(text):
    return re.sub(r"[\W_]", "", str(text)).casefold()


def of_word(content):
    return " ".join(
        each.text or "" for each in docx.Document(io.BytesIO(content)).element.iter() if each.tag.endswith("}t")
    )


def of_pdf(content):
    typed = [str(each.value) for each in (pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}).values()]
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return " ".join([*(page.extract_text() for page in pdf.pages), *typed])


def of_mail(content):
    body = message_from_bytes(content, policy=policy.default).get_content()
    return BeautifulSoup(body, "html.parser").get_text(" ")


TEXTS = {"docx": of_word, "pdf": of_pdf, "eml": of_mail}
