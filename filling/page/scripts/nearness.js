// By the eye: from words that no author tied to anything to the control that they stand beside or over.

import { CONTROLS, controls, kindOf, optionText, radiosOf } from "./controls.js";
import { isHint } from "./hints.js";
import { ownerOf } from "./order.js";
import { pairs } from "./pairs.js";
import { byCell } from "./tables.js";
import { fold, holds, pieces, place, upFrom } from "./text.js";

// How deep the smallest part of the page that holds both lies.
const level = (a, b) => { let up = a, depth = 0; while (up && !holds(up, b)) up = upFrom(up); for (; up; up = upFrom(up)) depth += 1; return depth; };

// What the eye takes for the control: what stands in for it, or all of two lists side by side.
function boxOf(control, piece) {
  const holder = pairs().size ? pairs().get(control)?.holder : null;
  return controls.stands.get(control) || (holder && !holder.contains(piece.node) ? holder : control);
}

// How far a control is from a piece of text, as the eye goes: along the line, or down; Infinity where no one would look.
function distance(piece, control) {
  const a = place(piece), b = boxOf(control, piece).getBoundingClientRect();
  const tick = ["tick", "radio"].includes(kindOf(control));
  const line = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (line > 0.3 * Math.min(a.height, b.height)) {
    if (b.left >= a.right - 4) return b.left - a.right;
    return tick && a.left >= b.right - 4 ? (a.left - b.right) * 0.5 : Infinity;
  }
  const across = (Math.min(a.right, b.right) - Math.max(a.left, b.left)) / Math.min(a.width, b.width);
  if (b.top >= a.bottom - 4 && (across > 0.2 || Math.abs(a.left - b.left) < 40)) return 10 + (b.top - a.bottom) + 0.1 * Math.abs(a.left - b.left);
  return Infinity;
}

// Some other words are this control's label rather than the piece.
function spokenFor(piece, control) {
  const far = distance(piece, control), depth = level(piece.element, control);
  const isLabel = piece.element.matches("label,th,dt,legend");
  const options = kindOf(control) === "radio" ? radiosOf(control).map((one) => fold(optionText(one))) : [];
  const own = boxOf(control, piece);
  return pieces().some((other) => {
    if (own !== control && own.contains(other.node)) return false;
    if (other === piece || isHint(other) || other.element.closest("[role=button],[role=toolbar]") || piece.element.contains(other.element) && piece.element !== other.element) return false;
    if (other.element.closest("label")?.control || options.includes(other.text)) return false;
    if (control.contains(other.node) || piece.node.contains?.(other.node)) return false;
    const tick = ["tick", "radio"].includes(kindOf(control));
    if (!tick && control.compareDocumentPosition(other.node) & 4 && distance(other, control) > far) return false;
    const between = level(other.element, control);
    if (between > depth) return distance(other, control) < Infinity && distance(other, control) <= far;
    return between === depth && !isLabel && distance(other, control) < far - 1;
  });
}

// The words of a radio button are an answer, not the question.
const isOption = (control) => kindOf(control) === "radio" && radiosOf(control).length > 1;

// Out of a cell with a control of its own no words are lent.
const endOf = (holder) => (holder.matches("td,th") && holder.querySelector(CONTROLS) ? null : upFrom(holder));

export function nearest(piece, unnamed) {
  const tied = piece.element.closest("label")?.control;
  const free = tied ? unnamed.filter((control) => control === tied || holds(tied.parentElement, control)) : unnamed;  // its own is hidden: only what stands in for it
  const own = ownerOf(piece);
  if (own) return free.includes(own) && !isOption(own) ? [own] : [];
  const inCells = byCell(piece, free);
  if (inCells) return inCells;
  let holder = piece.element;
  let near = [];
  while (holder && !near.length) { near = free.filter((control) => holds(holder, control)); holder = endOf(holder); }
  const ranked = near.filter((control) => !spokenFor(piece, control)).map((control) => [distance(piece, control), control]).filter(([far]) => far < 600).sort((a, b) => a[0] - b[0]);
  if (!ranked.length) return near.length === 1 && !spokenFor(piece, near[0]) ? near : [];
  return ranked.filter(([far]) => far - ranked[0][0] < 2).map(([, control]) => control);
}
