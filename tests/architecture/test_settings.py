"""Settings, their sample file and their hints say the same; the store's tables have their migrations."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from config.environment import HINTS, read_environment
from postroom.errors import Misconfigured

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"POSTROOM_[A-Z_]+")


def test_the_sample_file_names_every_setting_and_no_other():
    read = set(NAME.findall((ROOT / "config" / "environment.py").read_text()))
    told = set(re.findall(r"^(?:# )?(POSTROOM_[A-Z_]+)=", (ROOT / ".env.sample").read_text(), re.MULTILINE))

    assert read == told


def test_all_missing_settings_are_told_at_once():
    with pytest.raises(Misconfigured) as told:
        read_environment({})

    assert all(name in told.value.reason for name in HINTS)


@pytest.mark.parametrize("name", ["POSTROOM_RETAIN_DAYS", "POSTROOM_MAIL_PORT"])
def test_a_number_that_is_none_is_told_by_its_name(name):
    given = {"POSTROOM_SECRET_KEY": "s", "POSTROOM_KEYS": "k", "POSTROOM_AUDIT_KEY": "a", name: "many"}
    with pytest.raises(Misconfigured, match=name):
        read_environment(given)


def test_certificates_are_always_checked():
    code = (ROOT / "bots" / "mailbox.py").read_text()

    assert "create_default_context" in code
    assert not re.search(r"CERT_NONE|check_hostname\s*=\s*False|_create_unverified", code)


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
