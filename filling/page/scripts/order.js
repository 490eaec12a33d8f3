// In the order of reading: in one cell, or in the smallest part of the page that holds a control and words, each control has the
// words before it or those behind it. Which of the two is decided once for the part, by how its lines begin and end; the width of
// words, the font and the zoom do not matter.

import { controls, kindOf } from "./controls.js";
import { isHint } from "./hints.js";
import { holds, pieces, place, upFrom } from "./text.js";

const PLACED = /flex|grid/;
const isTick = (control) => ["tick", "radio"].includes(kindOf(control));

// The words of each control that reading order gives one to, and the part in which they stand.
export function read() {
  if (read.known) return read.known;
  read.known = { words: new Map(), owners: new Map() };
  const parts = new Set(controls().map(partOf).filter(Boolean));
  for (const part of parts) pairUp(linesOf(part, [...parts]), read.known);
  return read.known;
}

// A control's cell; outside of tables the smallest part with words in it. None where the words stand in other cells.
function partOf(control) {
  for (let up = upFrom(control); up && up !== document.documentElement; up = upFrom(up)) {
    if (wordsIn(up).length) return up;
    if (up.matches("td,th,dd")) return null;
  }
  return null;
}

const wordsIn = (part) => pieces().filter((piece) => holds(part, piece.element) && !isHint(piece) && !isButton(piece) && !piece.element.closest("legend,caption"));
const isButton = (piece) => piece.element.closest("[role=button],[role=toolbar],[role=option]");

// What stands in this part itself, not in a smaller one of its own, in lines: as written, or as placed where the page places it.
function linesOf(part, parts) {
  const smaller = parts.filter((other) => other !== part && holds(part, other));
  const isOwn = (element) => !smaller.some((other) => holds(other, element)) && isOfPart(element, part);
  const inside = controls().filter((control) => holds(part, control) && isOwn(control)).map((control) => ({ control, node: control }));
  const words = wordsIn(part).filter((piece) => isOwn(piece.element) && !inside.some(({ control }) => control.contains(piece.node))).map((piece) => ({ piece, node: piece.node }));
  const tokens = [...inside, ...words].sort((a, b) => (a.node.compareDocumentPosition(b.node) & 4 ? -1 : 1));
  return isPlaced(part, tokens) ? asPlaced(part, tokens) : asWritten(part, tokens);
}

// Which words belong to which cell is the table's to tell.
function isOfPart(element, part) {
  const cell = element.closest("td,th");
  return !cell || holds(cell, part);
}

function isPlaced(part, tokens) {
  const holders = new Set(tokens.flatMap(({ node }) => { const found = []; for (let up = upFrom(node.parentElement ? node : node.getRootNode()) || part; up && holds(part, up); up = upFrom(up)) found.push(up); return found; }));
  return [...holders, part].some((one) => { const style = getComputedStyle(one); return PLACED.test(style.display) || one !== part && (style.float !== "none" || style.position === "absolute"); });
}

// Choices that run on in one text, each with its words, are read on where the line is full: where it breaks says nothing.
function choicesAsWritten(part, tokens) {
  return asWritten(part, tokens).filter((run) => {
    const held = run.filter((token) => token.control);
    return held.length > 1 && held.length === run.length - held.length && held.every(({ control }) => isTick(control)) && !PLACED.test(getComputedStyle(blockOf(run[0].node, part)).display);
  });
}

function asPlaced(part, tokens) {
  const runs = choicesAsWritten(part, tokens);
  const boxed = tokens.filter((token) => !runs.flat().includes(token)).map((token) => ({ ...token, box: token.piece ? place(token.piece) : (controls.stands.get(token.control) || token.control).getBoundingClientRect() }));
  const lines = [...runs];
  for (const token of boxed.sort((a, b) => a.box.top - b.box.top)) {
    const line = lines.find(([{ box }]) => box && Math.min(box.bottom, token.box.bottom) - Math.max(box.top, token.box.top) > 0.4 * Math.min(box.height, token.box.height));
    if (line) line.push(token); else lines.push([token]);
  }
  return Object.assign(lines.map((line) => (line[0].box ? line.sort((a, b) => a.box.left - b.box.left) : line)), { placed: true });
}

function asWritten(part, tokens) {
  const breaks = [...part.querySelectorAll("br,hr")];
  const lines = [];
  let before = null;
  for (const token of tokens) {
    const isNew = !before || blockOf(before.node, part) !== blockOf(token.node, part) || breaks.some((one) => before.node.compareDocumentPosition(one) & 4 && one.compareDocumentPosition(token.node) & 4);
    if (isNew) lines.push([token]); else lines.at(-1).push(token);
    before = token;
  }
  return lines;
}

function blockOf(node, part) {
  for (let up = node.parentElement; up && up !== part; up = up.parentElement) if (!/inline|contents/.test(getComputedStyle(up).display)) return up;
  return part;
}

// By how lines with both begin and end: words first and a control last, the words go before; the other way round, behind.
function sideOf(lines, own) {
  const votes = (some) => some.map((line) => (line[0].piece && line.at(-1).control ? -1 : line[0].control && line.at(-1).piece ? 1 : 0)).reduce((sum, one) => sum + one, 0);
  return Math.sign(votes([own])) || Math.sign(votes(lines));
}

function pairUp(lines, known) {
  lines.forEach((line, at) => {
    const held = line.filter((token) => token.control);
    if (!held.length) return;
    const isMixed = held.length < line.length;
    if (isMixed) pairInLine(line, sideOf(lines.filter((other) => other.some((one) => one.control) && other.some((one) => one.piece)), line), known);
    else if (held.length === 1 && !lines.placed && lines[at - 1]?.length === 1 && lines[at - 1][0].piece) give(held[0].control, lines[at - 1][0].piece, known);
  });
}

function pairInLine(line, side, known) {
  line.forEach((token, at) => {
    if (!token.control) return;
    const step = side || (isTick(token.control) ? 1 : -1);
    const other = line[at + step];
    if (other?.piece && !known.owners.has(other.piece)) give(token.control, other.piece, known);
  });
}

function give(control, piece, known) {
  known.words.set(control, piece);
  known.owners.set(piece, control);
}

// The control to which reading order gives these words; they may be broken over several elements.
export function ownerOf(piece) {
  const { owners } = read();
  for (const [own, control] of owners) if (own.node === piece.node || piece.node.contains(own.node) && piece.node !== own.node && piece.node.nodeType === 1) return control;
  return null;
}

export const wordsOf = (control) => read().words.get(control)?.node.data.trim() || "";
