"""How a chosen option is marked."""

from __future__ import annotations

from bench.forge.layout import Look, Run
from bench.forge.truth import Truth

MARKS = {
    "glyphs": ("☒ {}", "☐ {}"),
    "glyphs_behind": ("{} ☑", "{} ☐"),
    "brackets": ("[X] {}", "[ ] {}"),
    "brackets_behind": ("{} [✓]", "{} [ ]"),
}
BETWEEN = "   "


def printed(run: Run, style: str, truth: Truth) -> str:
    """The run's words; an answer is noted as it is printed."""
    if run.said is None:
        return run.text
    text = truth.note(run.said)
    if run.said.options and style in MARKS:
        chosen, other = MARKS[style]
        options = enumerate(run.said.options)
        return BETWEEN.join((chosen if n == run.said.chosen else other).format(each) for n, each in options)
    return _on_line(text, run.look)


def _on_line(text: str, look: Look) -> str:
    if look is Look.DOTS:
        return f"....{text or '....'}{'.' * max(4, 40 - len(text))}"
    if look is Look.LINE:
        return f"__{text}{'_' * max(4, 34 - len(text))}"
    return text
