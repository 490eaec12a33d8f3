// Several controls that are one field: under a legend, or ticks under words that are tied to nothing.

import { BOXES, boxesOf } from "./boxes.js";
import { controls, kindOf, radiosOf } from "./controls.js";
import { namesOf, standardName } from "./names.js";
import { all, byIds, fold, holds, textOf, upFrom } from "./text.js";

export function groups(label) {
  const named = all("fieldset,[role=group],[role=radiogroup]").filter((group) => {
    const legend = group.querySelector(":scope > legend");
    const texts = [legend && textOf(legend), group.getAttribute("aria-label"), byIds(group, "aria-labelledby"), standardName(group)];
    return texts.some((text) => fold(text) === label);
  });
  return named.map((group) => theChoice(controls().filter((control) => holds(group, control)))).filter((held) => held.length);
}

// Of a group's controls the buttons or ticks alone, where the rest is what one of them uncovers and has a name of its own.
function theChoice(held) {
  const choices = held.filter((control) => ["radio", "tick"].includes(kindOf(control)));
  const isOne = choices.length > 1 && (areTicks(choices) || choices.every((control) => radiosOf(choices[0]).includes(control)));
  const isRest = (control) => choices.includes(control) || namesOf(control).length;
  return isOne && choices.length < held.length && held.every(isRest) ? choices : held;
}

// Ticks under words that are tied to nothing: all that stands in the next cell, or in the smallest part that holds these words.
export function ticksBeside(piece) {
  const below = ticksBelow(piece);
  if (areTicks(below)) return [below];
  const next = piece.element.closest("td,th,dt")?.nextElementSibling;
  let held = next ? controls().filter((control) => holds(next, control)) : [];
  for (let holder = piece.element; holder && !held.length; holder = upFrom(holder)) held = controls().filter((control) => holds(holder, control));
  return areTicks(held) && held.every((tick) => piece.element.compareDocumentPosition(tick) & 4) ? [held] : [];
}

// A question in a line of its own: the ticks in what follows it, as far as the next thing that has none.
function ticksBelow(piece) {
  let line = piece.element;
  while (line && !line.nextElementSibling && fold(textOf(line)) === piece.text) line = upFrom(line);
  if (!line || line.matches("td,th,dt,label") || fold(textOf(line)) !== piece.text) return [];
  const found = [];
  for (let next = line.nextElementSibling; next; next = next.nextElementSibling) {
    const held = controls().filter((control) => holds(next, control));
    if (!held.length && next.tagName === "BR") continue;
    if (!held.length || !held.every((control) => kindOf(control) === "tick")) break;
    found.push(...held);
  }
  return found;
}

// Several controls that are one field: the boxes of a date or a time, ticks of which several may be on.
// In the rows of a table each has its own tick.
export const together = (held, spec) => BOXES[spec.kind] && boxesOf(held, BOXES[spec.kind]) || areTicks(held) && !(spec.row && areInRows(held));

const areInRows = (held) => new Set(held.map((tick) => tick.closest("tr,[role=row]") || held)).size === held.length;

export const areTicks = (held) => held.length > 1 && held.every((control) => kindOf(control) === "tick");
