// From a label to its control, as a person finds it: the author's own tie first, then a legend, then words that stand beside
// or above it, then placeholder or title, and the id last.

import { dateBoxes, inOrder } from "./boxes.js";
import { controls, kindOf } from "./controls.js";
import { hintsOf, namesOf } from "./names.js";
import { groups, ticksBeside, together } from "./groups.js";
import { nearest } from "./nearness.js";
import { fold, saying } from "./text.js";

// What editors call themselves is no label of the form's.
const SAYS_NOTHING = /\b(rich text|editor|editing area)\b/;

// "School, lookup" says more than the label that stands beside it, and nothing else.
const addsTo = (label, name) => name.startsWith(label) && /^\s*[,(:-]/.test(name.slice(label.length));

// Three boxes that say themselves which is the day, the month and the year.
const isDate = (held, spec) => !spec.kind && held.length === 3 && dateBoxes(held) && inOrder(held, spec);

// Each way of finding, best first; the first that finds anything is taken.
export function* ways(spec) {
  const label = fold(spec.label);
  const open = controls().filter((control) => !spec.role || (control.getAttribute("role") || spec.role) === spec.role);
  if (label) {
    yield open.filter((control) => namesOf(control).includes(label) && kindOf(control) !== "radio").map((control) => [control]);
    yield groups(label);
    const free = open.filter((control) => namesOf(control).every((name) => addsTo(label, name) || SAYS_NOTHING.test(name)) || ["radio", "pair"].includes(kindOf(control)));
    yield saying(label).flatMap((piece) => { const held = nearest(piece, free); return together(held, spec) || isDate(held, spec) ? [held] : held.map((control) => [control]); });
  }
  if (label) yield saying(label).flatMap(ticksBeside);
  const hint = fold(spec.placeholder || spec.label);
  yield open.filter((control) => hint && hintsOf(control).includes(hint)).map((control) => [control]);
  if (spec.id) yield open.filter((control) => control.id === spec.id || control.name === spec.id).map((control) => [control]);
}
