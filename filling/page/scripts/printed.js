// The second witness for what is only printed: from a value to the words beside or over it, by the picture, or by the plain text of
// the page as the browser itself lays it out. The first look goes from the words to the value.

import { part } from "./parts.js";
import { GAPS, NEAR, boxesOfText, overlap } from "./places.js";
import { all, fold, pieces, place, plain, visible } from "./text.js";

const squashed = (text) => plain(text).replace(/\s+/g, " ");

// The smallest things that print exactly this.
function printing(value, inPart) {
  const found = all("body *").filter((one) => inPart(one) && visible(one) && squashed(one.innerText) === value);
  return found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
}

// The nearest words on its line to the left, over it, and at the head of its column.
function wordsAround(holder) {
  const box = holder.getBoundingClientRect();
  const cell = holder.closest("td,[role=cell],[role=gridcell]") || holder;
  const others = pieces().filter((piece) => !holder.contains(piece.node)).map((piece) => ({ piece, box: place(piece) }));
  const gap = (side, item) => Math.min(...boxesOfText(item.piece.node).map((other) => GAPS[side](box, other)));
  const nearest = (side) => others.reduce((best, item) => { const far = gap(side, item); return far < Math.min(best.far, NEAR) ? { far, item } : best; }, { far: Infinity }).item;
  const column = cell.getBoundingClientRect();
  const heads = others.filter(({ piece, box: other }) => piece.element.closest("th,[role=columnheader],thead td,tr:first-child td") && other.bottom <= column.top + 4
    && overlap(column.left, column.right, other.left, other.right) > 0.5 * other.width && piece.element.closest("table,[role=table],[role=grid]") === cell.closest("table,[role=table],[role=grid]"));
  return [nearest("left"), nearest("above"), ...heads].filter(Boolean).map(({ piece }) => piece.text);
}

// "Surname  Lee" on one line, or the words alone on a line and the value below.
function isInText(label, value) {
  const lines = document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean);
  const ends = (text) => new RegExp(`(^|[^\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}[\\s*:?.–-]*$`, "u");
  const isAt = (at) => squashed(lines.slice(at).join(" ")).startsWith(value);
  return lines.some((line, at) => fold(line) === label && isAt(at + 1)) || lines.some((line, at) => {
    const rest = squashed(lines.slice(at, at + 12).join(" "));
    const from = rest.indexOf(value, 1);
    return from > 0 && from < squashed(line).length && ends(label).test(rest.slice(0, from));
  });
}

export function isPrintedUnder(spec) {
  const inPart = part(spec.within) || (() => true);
  const label = fold(spec.label), value = squashed(spec.value);
  if (!label || !value) return false;
  return printing(value, inPart).some((holder) => wordsAround(holder).includes(label)) || isInText(label, value);
}
