// Boxes that stand together on one line: day, month and year of a date, or hour and minute of a time; and which is which.

import { controls, heldBy, kindOf, optionTexts } from "./controls.js";
import { hintsOf, namesOf } from "./names.js";
import { fold, holds, textOf, upFrom } from "./text.js";

// Boxes that stand together on one line: day, month and year of a date, or hour and minute of a time.
export const BOXES = { date: 3, time: 2 };

export function boxesOf(held, count) {
  const boxes = held.filter((control) => ["text", "select"].includes(kindOf(control)) && isSmall(control));
  const tops = boxes.map((box) => box.getBoundingClientRect().top);
  return boxes.length === count && held.length === count && Math.max(...tops) - Math.min(...tops) < 15 ? boxes : null;
}

export const dateBoxes = (held) => boxesOf(held, 3);

// A box with room for a number of four digits and little more, or a list of numbers or months: not a name beside a date.
function isSmall(control) {
  if (control.tagName === "SELECT") return cluesOf(control).some((clue) => /day|month|year|hour|min|\d|^(dd|mm|yy|hh)/.test(clue)) || !optionTexts(control).some((text) => /\p{L}{4}/u.test(text));
  const isShort = control.maxLength > 0 ? control.maxLength <= 4 : control.getBoundingClientRect().width < 110;
  return isShort || cluesOf(control).some((clue) => /(^|[^a-z])(d|m|y|dd|mm|yy|yyyy|day|month|year|hour|minute|hh)([^a-z]|$)/.test(clue));
}

export function rowOfBoxes(control, count) {
  let holder = control.parentElement;
  for (let steps = 0; holder && steps < 4; holder = upFrom(holder), steps += 1) {
    const inside = controls().filter((one) => holds(holder, one));
    if (inside.length > 1) return boxesOf(inside, count);
  }
  return null;
}

// One box of a date as a number; lists of months often hold names.
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export function numberIn(box) {
  const held = heldBy(box, kindOf(box));
  const month = MONTHS.indexOf(held.toLowerCase().slice(0, 3));
  return month < 0 ? held : String(month + 1);
}

const SIGNS = { d: "dd", m: "mm", b: "mm", B: "mm", y: "yy", Y: "yyyy" };

// Day, month, year by the map's layout; by what the boxes are called or offer; by an order that is written beside them; by a
// page that says that it is British; the year first by its four digits. Null where nothing tells.
export function inOrder(boxes, spec) {
  const asked = orderIn((spec.format || "").replace(/%-?(\w)/g, (_, sign) => SIGNS[sign] || ""));
  if (asked) return asked.map((at) => boxes[at]);
  const calls = (box, word) => cluesOf(box).some((clue) => new RegExp(`(^|[^a-z])${word}([^a-z]|$)`).test(clue));
  const called = (words) => words.map((word) => boxes.find((box) => calls(box, word))).find(Boolean);  // the plainest word wins
  const found = [called(["day", "dd", "d"]), called(["month", "mm", "m"]), called(["year", "yyyy", "yy", "y"])];
  const left = boxes.filter((box) => !found.includes(box));
  const told = found.map((box) => box || left.length === 1 && left[0]);  // who knows two knows the third
  if (told.every(Boolean) && new Set(told).size === 3) return told;
  const written = orderIn([spec.label, textOf(smallestAround(boxes))].join(" "));
  if (written) return written.map((at) => boxes[at]);
  if (boxes[0].maxLength === 4) return [...boxes].reverse();
  return /-GB$/i.test(document.documentElement.lang) ? boxes : null;
}

function cluesOf(box) {
  const texts = box.tagName === "SELECT" ? optionTexts(box) : [];
  const numbers = texts.map(Number).filter(Boolean);
  const offers = numbers.length && Math.min(...numbers) > 1800 ? "year" : texts.some((text) => MONTHS.includes(text.toLowerCase().slice(0, 3))) ? "month" : Math.max(0, ...numbers) > 12 ? "day" : "";
  const own = [box.name, box.id].map((text) => (text || "").replace(/([a-z])([A-Z])/g, "$1 $2"));
  return [...namesOf(box), ...hintsOf(box), ...own.map(fold), ...texts.slice(0, 1).map(fold), offers];
}

const WRITTEN = /\b(dd?|day|mm?|month|yyyy|yy|year)\W+(dd?|day|mm?|month|yyyy|yy|year)\W+(dd?|day|mm?|month|yyyy|yy|year)\b/i;

// "MM DD YYYY": at which place day, month and year stand.
export function orderIn(text) {
  const parts = WRITTEN.exec(text)?.slice(1).map((word) => word[0].toLowerCase());
  const places = parts && ["d", "m", "y"].map((letter) => parts.indexOf(letter));
  return places?.every((at) => at >= 0) ? places : null;
}

function smallestAround(elements) {
  let holder = elements[0];
  while (holder && !elements.every((element) => holds(holder, element))) holder = upFrom(holder);
  return holder || document.body;
}
