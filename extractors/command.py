"""`python worker.py read FILE... --json`: reads files from the command line, with nothing else running. Fixed by the contract.

Without --json it tells a person."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.isolation import Post, Readers
from extractors.options import WHILE_SOMEBODY_WAITS, ReadOptions
from extractors.telling import tell

MOST_PROCESSES = 2


def main(argv: Sequence[str]) -> int:
    """One JSON line, or one table for a person, for each file, in order. 0 when every file got a result, 2 for a wrong call."""
    asked = _parser().parse_args(argv)
    missing = [str(path) for path in asked.files if not path.is_file()]
    if missing:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)  # noqa: T201
        return 2
    options = ReadOptions(limits=WHILE_SOMEBODY_WAITS, general_only=asked.general_only, explain=asked.explain)
    with Readers(options, processes=min(MOST_PROCESSES, len(asked.files))) as readers:
        posts, kept = _posts(asked.files, options.limits.file_bytes)
        for reading in readers.read_each(posts):
            if asked.json:
                _print_line(kept.popleft() | reading.as_json(explain=asked.explain))
            else:
                tell(kept.popleft()["file"], reading)
    return 0


def _print_line(line: dict[str, object]) -> None:
    """UTF-8 whatever the terminal speaks; a broken character in a file's name is printed as its JSON escape."""
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _posts(files: Sequence[Path], limit: int) -> tuple[Iterator[Post], deque[dict[str, str]]]:
    """Files as they are asked for, and the first words of each one's line."""
    kept: deque[dict[str, str]] = deque()

    def each() -> Iterator[Post]:
        for path in files:
            digest, content = _content(path, limit)
            kept.append({"file": path.name, "sha256": digest})
            yield Post(content, path.name)

    return each(), kept


def _content(path: Path, limit: int) -> tuple[str, bytes]:
    """Digest and bytes, one more than may be read: enough to be held as too large. What cannot be opened is held as empty."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            return digest, file.read(limit + 1)
    except OSError as error:
        print(f"cannot be opened: {path} ({error.strerror})", file=sys.stderr)  # noqa: T201
        return hashlib.sha256(b"").hexdigest(), b""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="worker.py read", description="Reads post: .eml, .msg, .pdf, .docx, .txt, .html, pictures, .zip"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON line for each file; without it a table to read")
    parser.add_argument(
        "--explain", action="store_true", help="also say why templates fitted or not, and how each field was found"
    )
    parser.add_argument("--general-only", action="store_true", help="switch every template off")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
