"""After `make setup` alone, every command of docs/how-to/operate.md works as it is written there, in that order."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.mailbox.server import free_port

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "how-to" / "operate.md"
COMMAND = re.compile(r"`((?:POSTROOM_\w+=\S+ )?python (?:manage\.py|worker\.py|-m|-c) ?[^`]*)`")
STAYS = ("worker.py work", "worker.py collect", "waitress")  # runs until it is told to stop
ELSEWHERE = ("bench.",)  # measured by hand: minutes
WORDS = {"FILE": "kept", "MAIL": "01M8QCHX7SCSCMDG4J6N5DKE61", "NAME": "tess", "ID": "1", "EXPORT": "children.csv"}
REFUSES = {
    "legal_hold": "no mail", "restore": "not empty", "export_subject": "", "worker.py register": "cannot be opened", "worker.py doctor": "need mending",
    "axes_reset_username": "",
    "rotate_audit_key": "set postroom_old_audit_key",
}  # fmt: skip
"""What must say no here, because there is no such mail, child or export yet, or the store is in use: and says so in words."""


def commands() -> list[str]:
    text = " ".join(PAGE.read_text(encoding="utf-8").split("\n"))
    found = [" ".join(each.split()) for each in COMMAND.findall(text)]
    return [part.strip() for each in found for part in each.split("&&") if not any(word in part for word in ELSEWHERE)]


@pytest.fixture
def house(tmp_path: Path) -> dict[str, str]:
    """As `make setup` leaves it: three secrets, and not even the folder of the database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("POSTROOM_", "DJANGO_"))}
    return kept | {
        "POSTROOM_SECRET_KEY": "s" * 60, "POSTROOM_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=", "POSTROOM_AUDIT_KEY": "a" * 30,
        "POSTROOM_STATE": str(tmp_path / "var" / "deep"), "POSTROOM_REDIS_URL": f"redis://127.0.0.1:{free_port(0)}/0",
        "POSTROOM_NEW_PASSWORD": "correct horse battery", "POSTROOM_DATABASE_URL": "",
    }  # fmt: skip


def as_words(command: str, tmp_path: Path) -> list[str]:
    """As a person would type it: the words in capitals are theirs."""
    words = [word for word in shlex.split(command) if not re.match(r"POSTROOM_\w+=", word)]
    given = [str(tmp_path / WORDS[word]) if word in ("FILE", "EXPORT") else WORDS.get(word, word) for word in words]
    return [sys.executable if word == "python" else word for word in given]


def test_every_command_works_in_the_order_of_the_page(house: dict[str, str], tmp_path: Path) -> None:
    tried = commands()
    assert len(tried) > 15
    for command in tried:
        words = as_words(command, tmp_path)
        if "--listen=127.0.0.1:8700" in words:
            words[words.index("--listen=127.0.0.1:8700")] = f"--listen=127.0.0.1:{free_port(0)}"
        run = stays if any(word in command for word in STAYS) else ends
        code, said = run(words, house)
        assert "Traceback" not in said and "a fault of Postroom" not in said, (command, said[-2000:])
        if refusal := next((words for name, words in REFUSES.items() if name in command), None):
            assert code == 0 or refusal in said.lower(), (command, code, said[-2000:])
        else:
            assert code == 0, (command, code, said[-2000:])


def ends(words: list[str], house: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        words, cwd=ROOT, env=house, input="correct horse battery 2\ncorrect horse battery 2\n", capture_output=True, text=True, timeout=120
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def stays(words: list[str], house: dict[str, str]) -> tuple[int, str]:
    """It is there after some seconds, and leaves in good order when it is told to."""
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=house,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    time.sleep(8)
    waits_for_redis = process.poll() is not None
    process.send_signal(signal.SIGTERM)
    try:
        said, _ = process.communicate(timeout=40)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    if waits_for_redis:
        assert "redis is away" in said
    return 0, said
