"""The scanner is asked in clamd's own words, and without an answer mail waits."""

import socketserver
import struct
import threading
import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest

from bots.scanning import ScannerDown, _meaning, scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.BaseRequestHandler):
    """Speaks INSTREAM as clamd does, and knows one signature."""

    def handle(self):
        assert self.request.recv(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(length)
        self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")

    def _exactly(self, count):
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


@pytest.fixture
def clamd():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"words", "clean"), (EICAR, "infected"), (b"x" * 200_000 + EICAR, "infected"), (b"", "clean")],
)
def test_what_the_scanner_says_is_what_counts(clamd, content, found):
    assert scan(content, clamd) == found


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (b"stream: OK", "clean"),
        (b"INSTREAM size limit exceeded. ERROR", "not_scanned"),
        (b"stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND", "not_scanned"),
        (b"stream: Heuristics.Encrypted.Zip FOUND", "not_scanned"),
        (b"stream: Win.Test.OK FOUND", "infected"),
    ],
)
def test_an_answer_means_exactly_what_it_says(answer, found):
    assert _meaning(answer) == found


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"OK",
        b"stream: BROKEN OK",
        b"stream: OK ",
        b"stream:  FOUND",
        b"UNKNOWN COMMAND",
        b"stream: Can't allocate memory ERROR",
    ],
)
def test_any_other_answer_makes_mail_wait(answer):
    with pytest.raises(ScannerDown):
        _meaning(answer)


def zipped(content, name, *, times):
    for number in range(times):
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name if number == 0 else f"inner{number}.zip", content)
        content = held.getvalue()
    return content


def mail_with(content, kind="application/zip"):
    made = EmailMessage()
    made["Subject"] = "A report"
    made.set_content("Please find attached.")
    made.add_attachment(content, maintype=kind.partition("/")[0], subtype=kind.partition("/")[2], filename="report")
    return made.as_bytes()


def mails_in_mails(times):
    made = EmailMessage()
    made.set_content("words")
    for _ in range(times):
        outer = EmailMessage()
        outer.set_content("see below")
        outer.add_attachment(made)
        made = outer
    return made.as_bytes()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (mail_with(zipped(b"words", "report.txt", times=2)), "clean"),
        (mail_with(zipped(b"words", "report.txt", times=12)), "not_scanned"),
        (mails_in_mails(3), "clean"),
        (mails_in_mails(12), "not_scanned"),
        (mail_with(zipped(mails_in_mails(8), "post.eml", times=1)), "not_scanned"),
        (mail_with(b"signed as a whole", "application/pkcs7-mime"), "not_scanned"),
        (mail_with(b"%PDF-1.7 trailer << /Encrypt 5 0 R >>", "application/pdf"), "not_scanned"),
        (mail_with(b"PK\x03\x04 and nothing more"), "not_scanned"),
    ],
    ids=["a zip in a zip", "12 zips", "3 mails", "12 mails", "mails in a zip", "signed", "locked", "broken"],
)
def test_what_lies_deeper_than_the_scanner_goes_is_not_called_clean(clamd, raw, found):
    assert scan(raw, clamd) == found


def test_a_virus_is_a_virus_however_deep_it_lies(clamd):
    assert scan(mails_in_mails(12) + EICAR, clamd) == "infected"


def test_a_scanner_that_hangs_up_in_the_middle_says_why():
    class Full(Clamd):
        def handle(self):
            self.request.recv(100)
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Full) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            said = scan(b"x" * 200, f"tcp://127.0.0.1:{server.server_address[1]}")
        finally:
            server.shutdown()
    assert said == "not_scanned"


def test_without_a_scanner_nothing_is_called_clean():
    assert scan(EICAR, "") == "not_scanned"


def test_a_silent_scanner_makes_mail_wait():
    with pytest.raises(ScannerDown):
        scan(b"words", "tcp://127.0.0.1:1")
