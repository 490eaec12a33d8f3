// Two lists side by side, with buttons that move options from what there is to what is chosen: one field that holds several.

import { PRESSED } from "./targets.js";
import { all, visible } from "./text.js";

const ADDS = /\b(add|choose|select|include|assign|right)\b|[>»→▶⇒]/i;
const REMOVES = /\b(remove|unselect|deselect|delete|exclude|left)\b|[<«←◀⇐]/i;
const ALL = /\ball\b|>>|<<|»|«/i;

// By the list of what there is: the list of what is chosen, the button each way, what else belongs to it, and what holds it all.
export function pairs() {
  if (pairs.known) return pairs.known;
  pairs.known = new Map();
  for (const kind of ["select[multiple]", "ul,ol,[role=listbox]"]) {
    const lists = all(kind).filter((list) => visible(list));
    for (const list of lists.length > 1 ? lists : []) {
      const found = [...pairs.known.values()].some((pair) => pair.chosen === list) ? null : pairOf(list, lists);
      if (found) pairs.known.set(list, found);
    }
  }
  return pairs.known;
}

function pairOf(list, lists) {
  for (let up = list.parentElement, steps = 0; up && steps < 5; up = up.parentElement, steps += 1) {
    const inside = lists.filter((other) => up.contains(other));
    if (inside.length > 2) return null;
    const buttons = inside.length === 2 ? [...up.querySelectorAll(PRESSED)].filter((one) => visible(one) && !inside.some((other) => other.contains(one))) : [];
    const removes = bestButton(buttons.filter((one) => REMOVES.test(wordsOn(one))));
    const adds = bestButton(buttons.filter((one) => ADDS.test(wordsOn(one)) && !REMOVES.test(wordsOn(one))));
    if (adds && removes) return { chosen: inside[1], adds, removes, holder: up, others: [inside[1], ...filtersIn(up, inside)] };
  }
  return null;
}

// Boxes over a list that only narrow what it shows.
const filtersIn = (holder, lists) => [...holder.children].filter((branch) => lists.some((list) => branch.contains(list))).flatMap((branch) => [...branch.querySelectorAll("input")]);

const wordsOn = (element) => [element.textContent, element.value, element.title, element.getAttribute("aria-label")].join(" ");

// The button for what is marked, rather than the one for all.
const bestButton = (buttons) => buttons.find((one) => !ALL.test(wordsOn(one))) || buttons[0];

export const isList = (element) => element.matches("ul,ol,[role=listbox]");
