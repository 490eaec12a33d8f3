"""How long the line took to get over each kind of kill."""

import statistics
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any


def recovery(kills: Sequence[tuple[str, float]], finished_at: Sequence[float]) -> dict[str, Any]:
    """Seconds from a kill to the next piece of post that was finished, by kind. In a storm the next kill may fall in between."""
    taken: dict[str, list[float]] = defaultdict(list)
    for kind, moment in kills:
        place = bisect_right(finished_at, moment)
        if place < len(finished_at):  # else nothing was left to finish
            taken[kind].append(finished_at[place] - moment)
    return {
        kind: {
            "kills": sum(each == kind for each, _ in kills),
            "median": round(statistics.median(seconds), 1),
            "longest": round(max(seconds), 1),
        }
        for kind, seconds in sorted(taken.items())
    }
