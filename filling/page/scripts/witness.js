// The second witness: which words the picture of the page puts to a control. It goes the other way round than the look-up, from
// the controls to the words, by where both are drawn and nothing else; it never asks how the control was found.

import { controls, isChoice, isOn } from "./controls.js";
import { part } from "./parts.js";
import { picture } from "./picture.js";
import { GAPS, NEAR, SLACK, boxesOfText, isWithin, nextTo, overlap, union } from "./places.js";
import { fold, saying } from "./text.js";

// Words that belong to no control by themselves stand over or before several: a group's, a column's.
function standsOver(box, side, seen, isOwn) {
  const free = seen.words.filter((item) => !seen.owners.has(item) || seen.owners.get(item).every(isOwn));
  return nextTo(box, side, free, null)?.item;
}

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
  const around = spec.kind === "pair" ? holderOf(elements).getBoundingClientRect() : union(own.flatMap((one) => [...one.boxes, ...(one.words && own.length > 1 && isChoice(one.control) ? one.words.boxes : [])]));
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
