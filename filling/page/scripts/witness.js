// The second witness: which words the picture of the page puts to a control. It goes the other way round than the look-up, from
// the controls to the words, by where both are drawn and nothing else; it never asks how the control was found.

import { controls, isOn, kindOf } from "./controls.js";
import { isHint } from "./hints.js";
import { part } from "./parts.js";
import { fold, pieces, saying, visible } from "./text.js";

const SMALL = /^SMALL|hint|help|error|desc|counter/i;
const SLACK = 4, ALIGNED = 40, NEAR = 400;
const isChoice = (control) => ["tick", "radio"].includes(kindOf(control));

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

function boxesOfText(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter((box) => box.width && box.height);
}

// A control that is hidden behind a drawn one stands where that is.
function boxOf(control) {
  const stand = controls.stands?.get(control);
  if (stand) return stand.getBoundingClientRect();
  const drawnOne = !visible(control) && [...(control.labels || [])].find(visible);
  return (drawnOne || control).getBoundingClientRect();
}

const overlap = (from, to, otherFrom, otherTo) => Math.min(to, otherTo) - Math.max(from, otherFrom);
const onLine = (a, b) => overlap(a.top, a.bottom, b.top, b.bottom) > 0.3 * Math.min(a.height, b.height);
const isInColumn = (a, b) => overlap(a.left, a.right, b.left, b.right) > 0.2 * Math.min(a.width, b.width) || Math.abs(a.left - b.left) < ALIGNED;
const GAPS = {
  left: (box, other) => (onLine(box, other) && other.right <= box.left + SLACK ? box.left - other.right : Infinity),
  right: (box, other) => (onLine(box, other) && other.left >= box.right - SLACK ? other.left - box.right : Infinity),
  above: (box, other) => (!onLine(box, other) && other.bottom <= box.top + SLACK && isInColumn(box, other) ? box.top - other.bottom : Infinity),
  below: (box, other) => (!onLine(box, other) && other.top >= box.bottom - SLACK && isInColumn(box, other) ? other.top - box.bottom : Infinity),
};

const isWithin = (box, other) => other.left >= box.left - ALIGNED && other.right <= box.right + ALIGNED && other.top >= box.top - ALIGNED && other.bottom <= box.bottom + ALIGNED;

// What is next to a box on a side: words, another control, or nothing.
function nextTo(box, side, items, self) {
  let found = null;
  for (const item of items) {
    if (item === self) continue;
    const gap = Math.min(...item.boxes.map((other) => GAPS[side](box, other)));
    if (gap < Math.min(found?.gap ?? Infinity, NEAR) - 0.01) found = { item, gap };
  }
  return found;
}

// The picture as a whole: for each control the words on the side on which its part of the page has its words.
function picture(extra, asked) {
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

// Words that belong to no control by themselves stand over or before several: a group's, a column's.
function standsOver(box, side, seen, isOwn) {
  const free = seen.words.filter((item) => !seen.owners.has(item) || seen.owners.get(item).every(isOwn));
  return nextTo(box, side, free, null)?.item;
}

const union = (boxes) => {
  const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, right, top, bottom, width: right - left, height: bottom - top };
};

const sayTheSame = (item, label) => label.some((piece) => piece.node === item.piece.node || piece.node !== item.piece.node && piece.node.contains(item.piece.node));

const isBeside = (one) => Boolean(one.words) && ["left", "right"].some((side) => one.beside[side]?.item === one.words);

// The headings of the control's column, nearest first: words in rows of words alone.
function headsOver({ control, boxes: [box] }, words) {
  const table = control.closest("table");
  const isHead = (row) => row && row.closest("table") === table && !controls().some((one) => one !== control && row.contains(one) && !isChoice(one));
  const gap = (item) => Math.min(...item.boxes.map((other) => (other.bottom <= box.top + SLACK ? box.top - other.bottom : Infinity)));
  const cell = (element) => element.closest("td,th").getBoundingClientRect();
  const isOver = (a, b) => overlap(a.left, a.right, b.left, b.right) > 0.5 * Math.min(a.width, b.width);  // the cells as they are drawn
  const heads = words.filter(({ piece }) => isHead(piece.element.closest("tr")) && isOver(cell(piece.element), cell(control)));
  return heads.filter((item) => gap(item) < Infinity).sort((a, b) => gap(a) - gap(b));
}

function holderOf(elements) {
  let up = elements[0];
  while (!elements.every((one) => up.contains(one))) up = up.parentElement;
  return up;
}

// Whether these words belong to these controls: "yes", "no" (they are another's), or "unsure".
function belongs(spec, elements, seen) {
  const inPart = part(spec.within) || (() => true);
  const label = saying(fold(spec.label)).filter((piece) => inPart(piece.element));
  const own = seen.held.filter(({ control }) => elements.includes(control) || elements.includes(controls.stands?.get(control)));
  if (!label.length || !own.length) return { verdict: "unsure" };
  const around = spec.kind === "pair" ? holderOf(elements).getBoundingClientRect() : union(own.flatMap((one) => [...one.boxes, ...(one.words && own.length > 1 ? one.words.boxes : [])]));
  const isOwn = (one) => own.includes(one) || spec.kind === "pair" && isWithin(around, one.boxes[0]);
  if (own.some((one) => one.words && sayTheSame(one.words, label))) return { verdict: "yes" };
  const others = [...seen.owners].filter(([item]) => sayTheSame(item, label)).flatMap(([, owners]) => owners).filter((one) => !isOwn(one));
  const over = ["left", "above", "right"].map((side) => standsOver(around, side, seen, isOwn));
  if (over.some((item) => item && sayTheSame(item, label)) || own.some((one) => one.control.closest("td,th") && !isBeside(one) && headsOver(one, seen.words).some((item) => sayTheSame(item, label)))) return { verdict: "yes" };
  const isByWidget = ({ node }) => boxesOfText(node).some((box) => ["left", "above"].some((side) => GAPS[side](around, box) < NEAR));
  if (spec.kind === "pair" && !others.some((one) => !isOwn(one)) && label.some(isByWidget)) return { verdict: "yes" };  // much of its own stands in it
  const instead = own.map((one) => one.words?.piece.text).find(Boolean) || "";
  return { verdict: others.length && spec.kind !== "pair" ? "no" : "unsure", instead };
}

// Choices of which only one has words on its line are under the headings of a table; those words are the question.
const isMatrix = (elements, seen) => elements.length > 1 && seen.held.filter((one) => elements.includes(one.control) && isBeside(one)).length < 2;

// The words that the picture puts to each of these, on its line or over its column, and whether it is on.
function optionsAmong(elements, seen, spec) {
  const own = elements.map((element) => seen.held.find(({ control }) => control === element));
  const beside = own.map((one) => one && wordsBeside(one, own, spec));
  const isQuestioned = !isMatrix(elements, seen);
  return elements.map((element, at) => {
    const heads = own[at]?.control.closest("table") ? headsOver(own[at], seen.words) : [];
    const found = own[at] && isBeside(own[at]) && isQuestioned ? beside[at] : heads[0];
    return { on: isOn(element), words: found?.piece.node.data.trim() || "" };
  });
}

// The question is no answer's words: where it stands before the first of them, each has its own behind it.
function wordsBeside(one, own, spec) {
  const label = saying(fold(spec.label));
  const isShifted = own.some((other) => other?.words && other.beside.left?.item === other.words && sayTheSame(other.words, label));
  if (!isShifted) return one.words;
  return one.beside.right?.item.piece ? one.beside.right.item : null;
}

export function testify(specs, kept) {
  const asked = specs.map((spec) => ({ spec, elements: spec.places.map((place) => kept[place]).filter(Boolean) }));
  if (asked.some(({ elements }) => elements.some((one) => !one.isConnected))) throw new Error("the page was replaced since it was looked at");
  controls();
  const seen = picture(asked.flatMap(({ elements }) => elements), new Set(specs.map((spec) => fold(spec.label))));
  return asked.map(({ spec, elements }) => ({ ...belongs(spec, elements, seen), options: ["radio", "ticks"].includes(spec.kind) ? optionsAmong(elements, seen, spec) : [] }));
}

