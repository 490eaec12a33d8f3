"""Patterns that could take for ever on a text made for it: `(a+)+$` on thirty letters outlives the universe.

No rule of thumb finds them all, so each is tried: on long runs of its own letters with an end that does not fit, in a process that an alarm
ends. A pattern that is not through with a page's worth of text in its time is refused when its template is checked. (OWASP: ReDoS.)
"""

from __future__ import annotations

import multiprocessing
import re
import signal
from collections.abc import Iterator

LIMIT_S = 1.0  # for all texts of one pattern; a sound one needs some milliseconds
LENGTHS = (30, 1_000)  # for those that double with each letter, and for those that grow with its square or cube
UNITS = ("a", "A", "1", " ", "a ", "A1", "1 ", ".", "-", "\n", "Aa ", "a,")
NO_END = "\u2603"  # no pattern of a form expects a snowman
_forking = multiprocessing.get_context("fork")


def runs_away(pattern: str) -> bool:
    """Whether it is not through in its time. For a pattern that compiles."""
    process = _forking.Process(target=_try, args=(pattern,), daemon=True)
    process.start()
    process.join(LIMIT_S * 10)  # the alarm is by processor time: a busy machine is no runaway
    has_ended = process.exitcode == 0
    process.kill()
    process.join()
    return not has_ended


def _try(pattern: str) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    compiled = re.compile(pattern, re.VERBOSE)
    for text in _texts(pattern):
        compiled.search(text)


def _texts(pattern: str) -> Iterator[str]:
    """Runs of what patterns usually repeat, and of the pattern's own letters."""
    own = "".join(dict.fromkeys(re.findall(r"\w", pattern)))
    for length in LENGTHS:
        for unit in (*UNITS, *own[:20], own[:40]):
            yield unit * (length // len(unit) if unit else 0) + NO_END
