"""Settings out of the environment."""

from pathlib import Path

import pytest

from config.environment import _dot_env, read_environment
from config.settings import _database
from postroom.errors import Misconfigured
from records.sealing import keyring
from scripts.local_settings import fresh_settings

ROOT = Path(__file__).resolve().parents[3]
REQUIRED = {"POSTROOM_SECRET_KEY": "s", "POSTROOM_KEYS": "one, two", "POSTROOM_AUDIT_KEY": "a"}


def test_lists_are_parted_by_commas():
    given = read_environment(REQUIRED | {"POSTROOM_MAIL_FOLDERS": "INBOX, Police ,"})

    assert (given.keys, given.mailbox.folders) == (("one", "two"), ("INBOX", "Police"))


def test_keys_may_stand_in_a_file(tmp_path):
    file = tmp_path / "keys"
    file.write_text("new\nold\n\n")
    given = {name: value for name, value in REQUIRED.items() if name != "POSTROOM_KEYS"}

    assert read_environment(given | {"POSTROOM_KEYS_FILE": str(file)}).keys == ("new", "old")


@pytest.mark.parametrize(("said", "means"), [("yes", True), ("1", True), ("on", True), ("no", False), ("", False)])
def test_switches_are_words(said, means):
    assert read_environment(REQUIRED | {"POSTROOM_HTTPS": said}).https is means


def test_fresh_settings_are_whole_and_their_key_seals(tmp_path):
    file = tmp_path / ".env"
    file.write_text(fresh_settings((ROOT / ".env.sample").read_text()))
    given = read_environment(_dot_env(file))

    assert keyring(given.keys).open(keyring(given.keys).seal(b"words", b"here"), b"here") == b"words"


def test_nothing_is_read_without_the_required_secrets():
    with pytest.raises(Misconfigured):
        read_environment({"POSTROOM_KEYS": "k"})


def test_what_the_address_of_the_database_asks_for_is_asked_of_it():
    said = _database("postgresql://us%40er@db.example:6432/postroom?sslmode=verify-full&sslrootcert=/etc/ca.pem")

    assert said["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    assert (said["NAME"], said["USER"], said["PORT"]) == ("postroom", "us@er", 6432)
