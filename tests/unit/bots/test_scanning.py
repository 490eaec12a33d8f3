"""The scanner is asked in clamd's own words, and without an answer mail waits."""

import socketserver
import struct
import threading

import pytest

from bots.scanning import ScannerDown, scan

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


def test_without_a_scanner_nothing_is_called_clean():
    assert scan(EICAR, "") == "not_scanned"


def test_a_silent_scanner_makes_mail_wait():
    with pytest.raises(ScannerDown):
        scan(b"words", "tcp://127.0.0.1:1")
