"""Log lines: events and ids; what looks personal is blacked out, and errors are told without their words."""

import json
import logging

import pytest

from postroom.redaction import Redacting, fault, redact


def line(message, *args, as_json=False, error=None):
    record = logging.LogRecord(
        "bots.read", logging.INFO, "", 1, message, args, (type(error), error, None) if error else None
    )
    return Redacting(as_json=as_json).format(record)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("mail from amir@example.org", "mail from [mail]"),
        ("NHS 999 123 4567 given", "NHS [nhs] given"),
        ("lives in UB3 1AA now", "lives in [postcode] now"),
        ("call 07700 900123", "call [phone]"),
        ("read 01M81PZG8N3X3FQSG7H0FVQVQ9: done, now read", "read 01M81PZG8N3X3FQSG7H0FVQVQ9: done, now read"),
    ],
)
def test_what_looks_personal_is_blacked_out(said, told):
    assert redact(said) == told


def test_an_error_is_told_by_kind_and_place_only():
    with pytest.raises(ValueError, match="Amir") as raised:
        int("Amir Okonkwo")

    assert "Amir" not in fault(raised.value) + line("failed", error=raised.value)
    assert fault(raised.value).startswith("ValueError in ")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1b[2K\r"])
def test_nobody_forges_a_second_line(end):
    said = line(f"read{end}2026-12-01T00:00:00 INFO    records.audit: all is well")

    assert len(said.splitlines()) == 1
    assert "\x1b" not in said


def test_json_lines_are_json_and_one_line_each():
    told = json.loads(line("two\nlines %s", "here", as_json=True))

    assert told["message"] == "two lines here" and told["level"] == "INFO"
