"""A candidate's weights as a waterfall picture: each comparison's step, from the first to the sum."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from postroom.matching import Candidate

FOR, AGAINST, TOTAL = "#00703c", "#d4351c", "#1d70b8"  # GOV.UK green, red and blue, readable on white


def steps(candidate: Candidate) -> list[dict[str, Any]]:
    """One row a bar: `start` and `end` in bits. Only comparisons that said something; the sum last."""
    rows: list[dict[str, Any]] = []
    reached = 0.0
    for weight in candidate.weights:
        if weight.bits == 0:
            continue
        end = round(reached + weight.bits, 3)
        kind = "for" if weight.bits > 0 else "against"
        rows.append(
            {
                "place": len(rows),
                "label": weight.level,
                "start": round(reached, 3),
                "end": end,
                "bits": weight.bits,
                "kind": kind,
            }
        )
        reached = end
    rows.append(
        {
            "place": len(rows),
            "label": "all together",
            "start": 0.0,
            "end": round(reached, 3),
            "bits": round(reached, 3),
            "kind": "sum",
        }
    )
    return rows


def chart(candidate: Candidate) -> alt.Chart:
    """The picture. A restricted record has no weights and gets only its empty sum."""
    colours = alt.Scale(domain=["for", "against", "sum"], range=[FOR, AGAINST, TOTAL])
    data = alt.Data(values=steps(candidate))  # type: ignore[no-untyped-call]
    bars: alt.Chart = alt.Chart(data).mark_bar(height=16)
    return bars.encode(
        x=alt.X("start:Q", title="weight of evidence in bits (1 bit doubles the odds)"),
        x2="end:Q",
        y=alt.Y("label:N", sort=alt.EncodingSortField("place"), title=None, axis=alt.Axis(labelLimit=340)),
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=["label:N", "bits:Q"],
    ).properties(width=420)


def as_json(candidate: Candidate) -> dict[str, Any]:
    """The picture as Vega-Lite, for the review page."""
    found: dict[str, Any] = json.loads(chart(candidate).to_json())
    return found


def as_svg(candidate: Candidate) -> str:
    """The picture as plain SVG that needs no script: one bar a line, its words as text."""
    rows = steps(candidate)
    low = min(min(row["start"], row["end"]) for row in rows)
    scale = 300 / max(max(max(row["start"], row["end"]) for row in rows) - low, 1)
    lines = [bar(row, low, scale) for row in rows]
    height = 24 * len(rows)
    title = "Weights of evidence, in bits: " + "; ".join(f"{row['label']} {row['bits']:+.1f}" for row in rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" role="img"><title>{title}</title>{"".join(lines)}</svg>'


def bar(row: dict[str, Any], low: float, scale: float) -> str:
    top = 24 * row["place"]
    left = 360 + (min(row["start"], row["end"]) - low) * scale
    width = max(abs(row["end"] - row["start"]) * scale, 1)
    colour = {"for": FOR, "against": AGAINST, "sum": TOTAL}[row["kind"]]
    words = f'<text x="350" y="{top + 16}" text-anchor="end" font-size="13">{row["label"]}</text>'
    number = f'<text x="{left + width + 4:.0f}" y="{top + 16}" font-size="13">{row["bits"]:+.1f}</text>'
    return f'{words}<rect x="{left:.1f}" y="{top + 4}" width="{width:.1f}" height="16" fill="{colour}"/>{number}'
