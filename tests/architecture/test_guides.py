"""The tour, the guide and the glossary are true: every place that they link to is there, and every name stands in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "docs" / "tour.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "reference" / "glossary.md"]
LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<to>[^)#]+)\)(?: `(?P<after>\w+)`)?")
TOUR = GUIDES[0].read_text(encoding="utf-8")
STOPS = [line for line in TOUR.splitlines() if re.match(r"\| \d+ \|", line)]
ROOMS = ("bots", "extractors", "filling", "matching", "postroom", "records", "web")


def links(guide: Path) -> list[re.Match[str]]:
    return list(LINK.finditer(guide.read_text(encoding="utf-8")))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(guide):
    assert [link["to"] for link in links(guide) if not (guide.parent / link["to"]).exists()] == []


def test_the_tour_has_twelve_stops_and_each_name_stands_where_it_says():
    assert len(STOPS) == 12
    for link in LINK.finditer("\n".join(STOPS)):
        text = (GUIDES[0].parent / link["to"].replace("\\", "")).read_text(encoding="utf-8")
        named = [name for name in (link["after"], link["words"].strip("`") if "`" in link["words"] else None) if name]
        assert all(re.search(rf"^ *(?:def|class) {name}\b", text, re.M) for name in named), link[0]


def test_every_stop_says_where_what_it_is_now_and_what_guards_it():
    for stop in STOPS:
        assert len(LINK.findall(stop)) == 3, stop
        assert "tests/" in stop.rpartition("](")[2], stop


def test_what_the_glossary_names_is_in_the_code():
    rows = [line.split(" | ") for line in GUIDES[2].read_text(encoding="utf-8").splitlines() if line.startswith("| ")][
        1:
    ]
    names = [re.findall(r"`([^`]+)`", row[-1])[0] for row in rows if "`" in row[-1]]
    words = [row[0].strip("| ") for row in rows]
    text = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))

    assert words == sorted(words, key=str.casefold)
    for name in names:
        last = name.rpartition(".")[2] if "/" not in name else name
        assert (ROOT / name).exists() if "/" in name else re.search(rf"\b{last}\b", text), name
