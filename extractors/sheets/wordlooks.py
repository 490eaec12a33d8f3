"""What a Word file's styles make of its words: hidden or struck through, written onto each run as if it had been formatted by hand.

ECMA-376 part 1, 17.7.3: a property on the run decides; else styles of paragraph and letters toggle each other; else the defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TOGGLES = ("vanish", "specVanish", "strike", "dstrike")
SMALLEST = 2  # half points: letters of one point are seen by nobody
WHITE = "FFFFFF"
LONGEST_CHAIN = 20
Looks = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Styles:
    """Every style by its id, and those that stand where none is named."""

    by_id: dict[str, Any]
    defaults: Looks
    usual: dict[str, str]  # kind of style to the id of the default one

    def looks(self, name: str | None, kind: str) -> Looks:
        """What a style says, with all that it is based on; the nearest word counts."""
        found: Looks = {}
        for style in self._chain(name or self.usual.get(kind)):
            for properties in style.findall(qn("w:rPr")):
                found = _told(properties) | found
        return found

    def _chain(self, name: str | None) -> Iterator[Any]:
        for _ in range(LONGEST_CHAIN):
            style = self.by_id.get(name or "")
            if style is None:
                return
            yield style
            name = _value(style, "basedOn")

    def is_shaded(self, name: str | None) -> bool:
        """Whether a table's style paints a ground anywhere."""
        return any(next(style.iter(qn("w:shd")), None) is not None for style in self._chain(name))


def show_styles(part: Any, body: Any) -> None:
    """Marks each run of `body` that nobody sees with w:vanish, and each that is struck with w:strike."""
    styles = _styles(part)
    cached: dict[tuple[str | None, str | None], Looks] = {}
    for run in body.iter(qn("w:r")):
        own = run.find(qn("w:rPr"))
        paragraph = next(run.iterancestors(qn("w:p")), None)
        names = (_value(_find(paragraph, "pPr"), "pStyle"), _value(own, "rStyle"))
        if names not in cached:
            cached[names] = _combined(styles, *names)
        looks = cached[names] | (_told(own) if own is not None else {})
        if _is_unseen(looks, run, styles):
            _mark(run, "vanish")
        elif _is_on(looks, "strike") or _is_on(looks, "dstrike"):
            _mark(run, "strike")


def _styles(part: Any) -> _Styles:
    root = next((rel.target_part.element for rel in part.rels.values() if _is_sheet(rel)), None)
    if root is None:
        return _Styles({}, {}, {})
    all_styles = root.findall(qn("w:style"))
    usual = {
        style.get(qn("w:type"), ""): style.get(qn("w:styleId"), "")
        for style in all_styles
        if style.get(qn("w:default")) in {"1", "true", "on"}
    }
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    by_id = {style.get(qn("w:styleId"), ""): style for style in all_styles}
    return _Styles(by_id, _told(defaults) if defaults is not None else {}, usual)


def _is_sheet(relation: Any) -> bool:
    return (
        not relation.is_external and relation.reltype.endswith("/styles") and hasattr(relation.target_part, "element")
    )


def _combined(styles: _Styles, paragraph: str | None, letters: str | None) -> Looks:
    one = styles.looks(paragraph, "paragraph")
    other = styles.looks(letters, "character") if letters else {}
    found = styles.defaults | one | other
    for name in TOGGLES:
        if name in one and name in other:
            found[name] = "1" if _is_on(one, name) != _is_on(other, name) else "0"
    return found


def _told(properties: Any) -> Looks:
    found = {}
    for child in properties:
        name = child.tag.rpartition("}")[2]
        if name in (*TOGGLES, "color", "sz", "shd"):
            fill = child.get(qn("w:fill"), "auto")
            found[name] = fill if name == "shd" else child.get(qn("w:val"), "1")
    return found


def _is_on(looks: Looks, name: str) -> bool:
    return looks.get(name, "0") not in {"0", "false", "off", "none"}


def _is_unseen(looks: Looks, run: Any, styles: _Styles) -> bool:
    if _is_on(looks, "vanish") or _is_on(looks, "specVanish"):
        return True
    size = looks.get("sz", "22")
    if size.isdigit() and int(size) <= SMALLEST:
        return True
    return (
        looks.get("color", "").upper() == WHITE
        and looks.get("shd", WHITE).upper() in ("AUTO", WHITE)
        and not _has_ground(run, styles)
    )


def _has_ground(run: Any, styles: _Styles) -> bool:
    """Whether anything behind the run is painted: its paragraph, cell, table or the shape that it stands in."""
    for above in run.iterancestors():
        properties = [child for child in above if child.tag.endswith("Pr")]
        for each in properties:
            shade = each.find(qn("w:shd"))
            if shade is not None and shade.get(qn("w:fill"), "auto").upper() not in ("AUTO", WHITE):
                return True
        if above.tag == qn("w:tbl") and styles.is_shaded(_value(_find(above, "tblPr"), "tblStyle")):
            return True
        if above.tag == qn("w:p") and styles.is_shaded(_value(_find(above, "pPr"), "pStyle")):
            return True
        if above.tag == qn("w:txbxContent"):
            return True
    return False


def _mark(run: Any, name: str) -> None:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for old in properties.findall(qn(f"w:{name}")):
        properties.remove(old)
    properties.append(OxmlElement(f"w:{name}"))


def _find(element: Any, name: str) -> Any:
    return element.find(qn(f"w:{name}")) if element is not None else None


def _value(element: Any, name: str) -> str | None:
    found = _find(element, name)
    return found.get(qn("w:val")) if found is not None else None
