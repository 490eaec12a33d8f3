// The picture of the page: for each control the words that are drawn on the side on which its part of the page has its words.

import { controls, isChoice, kindOf } from "./controls.js";
import { isHint } from "./hints.js";
import { GAPS, boxesOfText, nextTo, onLine } from "./places.js";
import { pieces, visible } from "./text.js";

const SMALL = /^SMALL|hint|help|error|desc|counter/i;

// All that is drawn: pieces of words and controls, each with its boxes (words that are broken over lines have several).
function drawn(extra, asked) {
  const isAside = (piece) => isHint(piece) && !asked.has(piece.text) && (piece.text.length >= 12 || !/^\p{L}/u.test(piece.text) || SMALL.test(`${piece.element.tagName} ${piece.element.className}`));
  const words = pieces().filter((piece) => !isAside(piece) && !piece.element.closest("button,[role=button],[role=toolbar],[role=option]")).map((piece) => ({ piece, boxes: boxesOfText(piece.node) }));
  const all = [...new Set([...controls(), ...extra])].filter((control) => !extra.some((one) => one !== control && one.contains(control)));
  const held = all.map((control) => ({ control, boxes: [boxOf(control)] })).filter(({ boxes: [box] }) => box.width && box.height);
  const outside = words.filter(({ piece }) => !held.some(({ control }) => control.contains(piece.node)));
  for (const one of held.filter(({ control }) => isChoice(control))) one.inside = words.find(({ piece }) => one.control.contains(piece.node));
  return { words: outside.filter((one) => one.boxes.length), held };
}

// A control that is hidden behind a drawn one stands where that is.
function boxOf(control) {
  const stand = controls.stands?.get(control);
  if (stand) return stand.getBoundingClientRect();
  const drawnOne = !visible(control) && [...(control.labels || [])].find(visible);
  return (drawnOne || control).getBoundingClientRect();
}

// The picture as a whole: for each control the words on the side on which its part of the page has its words.
export function picture(extra, asked) {
  const { words, held } = drawn(extra, asked);
  const items = [...words, ...held];
  for (const one of held) {
    one.beside = Object.fromEntries(Object.keys(GAPS).map((side) => [side, nextTo(one.boxes[0], side, items, one)]));
    one.inside ??= words.find(({ boxes: [box] }) => box.left >= one.boxes[0].left && box.right <= one.boxes[0].right && box.top >= one.boxes[0].top && box.bottom <= one.boxes[0].bottom);
  }
  const owners = new Map();
  for (const group of groupsIn(held)) {
    const ranked = group.map((one) => [one, sidesOf(one, group)]);
    const later = ranked.filter(([one, [first]]) => !assign(one, [first], owners));
    for (const [one, sides] of later) assign(one, sides, owners, isChoice(one.control));
  }
  return { words, held, owners };
}

function groupsIn(held) {
  const groups = new Map();
  for (const one of held) {
    const area = one.control.closest("table,fieldset,ul,ol,section,form") || document.body;
    const kinds = groups.get(area) || groups.set(area, { ticks: [], boxes: [] }).get(area);
    kinds[isChoice(one.control) ? "ticks" : "boxes"].push(one);
  }
  return [...groups.values()].flatMap(({ ticks, boxes }) => [ticks, boxes]).filter((group) => group.length);
}

// The sides in the order in which the line, then the group has words there; where two have as many, those that stand closer, else
// the usual. A tick's words are on its own line if there are any.
function sidesOf(one, group) {
  const isChoices = isChoice(one.control);
  const isKin = (other) => !isChoices || kindOf(other.control) === kindOf(one.control) && (kindOf(one.control) === "tick" || other.control.name === one.control.name);
  const line = group.filter((other) => onLine(one.boxes[0], other.boxes[0]) && isKin(other));
  const has = (side, some) => some.filter((other) => other.beside[side]?.item.piece);
  const gap = (side) => Math.max(2, has(side, group).reduce((sum, other) => sum + other.beside[side].gap, 0) / has(side, group).length);
  const closer = (a, b) => (isChoices && Math.max(gap(a), gap(b)) > 2 * Math.min(gap(a), gap(b)) ? gap(a) - gap(b) : 0);
  const more = (a, b, some) => has(b, some).length - has(a, some).length;
  const ranked = (usual) => usual.filter((side) => has(side, group).length).sort((a, b) => isChoices && more(a, b, line) || more(a, b, group) || closer(a, b) || usual.indexOf(a) - usual.indexOf(b));
  return isChoices ? [...ranked(["right", "left"]), ...ranked(["below", "above"])] : ranked(["left", "above", "right", "below"]).filter((side, at) => side !== "below" || !at);  // under a box only where that is the rule
}

// Words that its group's rule gave to another choice are not this one's: its own may stand on the next line.
function assign(one, sides, owners, isLast = false) {
  const isFree = (item) => item?.piece && !(isLast && owners.has(item));
  const side = sides.find((name) => isFree(one.beside[name]?.item));
  one.words = one.inside || (side ? one.beside[side].item : null);
  if (one.words) owners.set(one.words, [...(owners.get(one.words) || []), one]);
  return Boolean(one.words);
}
