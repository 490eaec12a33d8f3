"""How a process of the line leaves: with its supervisor (when that is killed, its end of a pipe closes), or when it is told to."""

from __future__ import annotations

import os
import signal
import threading
import time

GRACE_S = 10.0
STOP_S = 3.0  # from the signal to the end, whatever hangs
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def leave_with_parent() -> None:
    """Only where a supervisor said that it holds the other end of our standard input."""
    if os.environ.get("POSTROOM_SUPERVISED") == "1":
        threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    while os.read(0, 1):  # nothing is ever written: this returns when the other end closes
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)


def stop_when_told(stopping: threading.Event) -> None:
    """Sets `stopping` at SIGTERM, and ends the process when it has not left by itself soon after.

    A thread waits for the signal, because the main one may hang in a call that no signal interrupts (a name server, a handshake).
    Cutting it off there is harmless: every claim is one transaction.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)  # inherited by every thread: only sigwait takes them
    threading.Thread(target=_stop, args=(stopping,), daemon=True).start()


def _stop(stopping: threading.Event) -> None:
    signal.sigwait(STOP_SIGNALS)
    stopping.set()
    time.sleep(STOP_S)
    os._exit(0)
