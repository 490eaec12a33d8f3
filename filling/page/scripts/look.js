// One look at the page: every field asked for, every target, which of the given words can be seen. Nothing is changed but, where
// that is asked for, that the field at hand is left.

import { BOXES, boxesOf, dateBoxes, inOrder, numberIn, rowOfBoxes } from "./boxes.js";
import { NOTHING_CHOSEN, controls, heldBy, isOn, kindOf, optionText, optionTexts, radiosOf } from "./controls.js";
import { hasCalendar, layoutOf } from "./layouts.js";
import { namesOf } from "./names.js";
import { areTicks, together } from "./groups.js";
import { pairs } from "./pairs.js";
import { part } from "./parts.js";
import { clean, offered, placesOf, pressables, printedBeside, rowsWith, shownBeside, uncovered } from "./targets.js";
import { all, byIds, fold, holds, pieces, plain, roots, saying, textOf, visible } from "./text.js";
import { whereabouts } from "./whereabouts.js";
import { ways } from "./ways.js";

function topDialog() {
  const open = all("dialog,[aria-modal=true],[role=dialog],[role=alertdialog]").filter((element) =>
    visible(element) && (element.matches("dialog:modal,[aria-modal=true]") || /\bopen|show|in\b/.test(element.className)));
  return open.at(-1) || null;
}

// What several controls together are: the boxes of a date or of a time, a list of ticks; else the kind of the one.
function groupKind(held, spec) {
  if (held.length > 1 && areTicks(held)) return "ticks";
  if (dateBoxes(held)) return "date3";
  if (spec.kind === "time" && boxesOf(held, 2)) return "time2";
  if (["number", "range"].includes(held[0].type)) return "number";
  if (spec.kind === "search" && kindOf(held[0]) === "text") return "autocomplete";
  return kindOf(held[0]) === "text" && held[0].readOnly && (spec.kind === "date" || hasCalendar(held[0])) ? "calendar" : kindOf(held[0]);
}

function partsOf(held, kind, spec) {
  const [first] = held;
  switch (kind) {
    case "radio": return radiosOf(first);
    case "date3": return inOrder(held, spec) || held;
    case "ticks": case "time2": return held;
    case "pair": { const { chosen, adds, removes } = pairs().get(first); return [first, chosen, adds, removes]; }
    default: return [controls.stands.get(first) || first];
  }
}

function valueOf(first, kind, parts) {
  switch (kind) {
    case "date3": return parts.map(numberIn).join("/");
    case "time2": return parts.some((box) => heldBy(box, kindOf(box))) ? parts.map((box) => heldBy(box, kindOf(box)).padStart(2, "0")).join(":") : "";
    case "ticks": return parts.filter(isOn).map(optionText).join("; ");
    default: return heldBy(first, kind);
  }
}

function optionsOf(first, kind, parts) {
  if (kind === "radio" || kind === "ticks") return parts.map(optionText);
  if (kind === "pair") return [...optionTexts(parts[0]), ...optionTexts(parts[1])];
  return first.tagName === "SELECT" ? optionTexts(first) : [];
}

function describe(held, spec) {
  const [first] = held;
  const kind = groupKind(held, spec);
  const stand = controls.stands.get(first);
  const real = stand ? (first.tagName === "SELECT" ? "autocomplete" : "richtext") : kind;
  const parts = partsOf(held, kind, spec);
  return {
    kind: real,
    value: valueOf(first, real === "richtext" ? real : kind, parts),
    options: optionsOf(first, kind, parts),
    required: held.some((one) => one.required || one.getAttribute("aria-required") === "true") || starred(first),
    max: first.maxLength > 0 && held.length === 1 ? first.maxLength : null,
    locked: held.every((one) => one.readOnly && kind !== "calendar" && one.getAttribute("role") !== "combobox" || one.disabled),
    waits: held.every((one) => one.disabled) || real === "select" && !optionTexts(first).some((text) => !NOTHING_CHOSEN.test(text)),
    given: givenBySystem(first, kind, parts),
    hint: [layoutOf(first), first.placeholder, first.title, byIds(first, "aria-describedby"), spec.label, wordsAround(first)].filter(Boolean).join(" "),
    unordered: kind === "date3" && !inOrder(held, spec),
    parts: parts.map(keep),
    under: "",
  };
}

// What the part of the page says that holds this control alone: "(dd/mm/yyyy)" behind the label or the box.
const wordsAround = (element) => (element.matches("input[type=text],input:not([type])") && element.parentElement && !controls().some((other) => other !== element && element.parentElement.contains(other)) ? textOf(element.parentElement).slice(0, 200) : "");

// A label that ends in a star marks what must be filled in.
const starred = (element) => [...(element.labels || [])].some((label) => /\*\s*$/.test(textOf(label))) || /\*\s*$/.test(element.closest("fieldset")?.querySelector("legend")?.textContent || "");

// What the system filled in by itself is a value; the first option of a list without an empty one is not.
function givenBySystem(element, kind, parts) {
  if (["radio", "tick", "file"].includes(kind)) return false;
  if (kind === "ticks") return parts.some(isOn);
  if (kind === "pair") return optionTexts(parts[1]).length > 0;
  if (element.type === "range") return false;  // a slider always stands somewhere
  if (element.tagName === "SELECT") return element.value !== "" && [...element.options].some((option) => option.selected && option.hasAttribute("selected") && !NOTHING_CHOSEN.test(option.text));
  return parts.some((box) => heldBy(box, kindOf(box)).trim() !== "");
}

// The elements of the last few looks, for the hands.
const LOOKS_KEPT = 4;

function keepForHands(number) {
  const looks = (globalThis[Symbol.for("seen by the robot")] ??= new Map());
  looks.set(number, kept);
  for (const old of [...looks.keys()].slice(0, -LOOKS_KEPT)) looks.delete(old);
}

const kept = [];
const keep = (element) => kept.push(element) - 1;
export const elementAt = (number) => kept[number];

export function find(spec) {
  const inPart = part(spec.within);
  const dialog = topDialog();
  const usable = (held) => held.every((control) => inPart(control) && (!dialog || holds(dialog, control)));
  if (!inPart) return { matches: [], shown: [], absentPart: true };
  if (spec.printed) return { matches: [], shown: printedBeside(fold(spec.label), inPart, true) };
  if (spec.opens) return { matches: closedCells(spec, inPart), shown: [] };
  for (const way of ways(spec)) {
    const fitting = way.map((held) => besideBoxes(held, spec) || held).filter(usable);
    const distinct = unlessCovered(unique(fitting, spec));
    if (distinct.length) return { matches: distinct.map((held) => describe(held, spec)), shown: [] };
  }
  return { matches: [], shown: spec.read ? shownBeside(fold(spec.label), inPart, spec.row) : [] };
}

// Places that turn into a box when they are clicked: what they show meanwhile is what they hold.
function closedCells(spec, inPart) {
  const cells = saying(fold(spec.label)).filter((piece) => inPart(piece.element)).flatMap((piece) => placesOf(piece) || []);
  return cells.map((cell) => {
    const box = cell.querySelector("input,select,textarea");
    const value = box ? heldBy(box, kindOf(box)) : clean(cell);
    return { kind: "cell", value, options: [], required: false, max: null, locked: false, waits: false, given: value !== "", hint: "", unordered: false, parts: [keep(cell)] };
  });
}

function unlessCovered(found) {
  const free = uncovered(found.map(([first]) => first));
  return found.filter(([first]) => free.includes(first));
}

// A date or a time found by words that are tied to nothing may be the first of several boxes; an author's own label names one.
function besideBoxes(held, spec) {
  const [control] = held;
  if (held.length > 1 || namesOf(control).includes(fold(spec.label))) return null;
  if (!spec.kind) return control.maxLength > 0 ? dayMonthYear(control) : null;
  if (!BOXES[spec.kind]) return null;
  const isPart = spec.kind === "date" ? ["text", "select"].includes(kindOf(control)) : kindOf(control) === "select" || control.maxLength === 2;
  return isPart ? rowOfBoxes(control, BOXES[spec.kind]) : null;
}

// Boxes of two, two and four digits on one line, of which only the first has words, are a date without the map's word for it.
function dayMonthYear(control) {
  const boxes = rowOfBoxes(control, 3);
  const isRest = (box) => box === control || !namesOf(box).length;
  return boxes?.[0] === control && boxes.every(isRest) && boxes.map((box) => box.maxLength).sort().join() === "2,2,4" ? boxes : null;
}

function unique(found, spec) {
  const groupsOfOne = found.flatMap((held) => {
    if (held.length === 1 || together(held, spec) || spec.kind !== "radio" && dateBoxes(held)) return [held];
    if (held.every((one) => kindOf(one) === "radio")) return [[held[0]]];
    return held.map((one) => [one]);
  });
  const seen = new Set();
  return groupsOfOne.filter(([first]) => {
    const key = kindOf(first) === "radio" ? radiosOf(first)[0] : first;
    return !seen.has(key) && seen.add(key);
  });
}

// Ticks that are on, in tabs that are not open too, and what each is called: the caller decides which may not be left so.
const ticksOn = () => all("input[type=checkbox],[role=checkbox],[role=switch]").filter(isOn).map(optionText);

function labelsSeen() {
  const named = controls().flatMap((element) => namesOf(element).slice(0, 1));
  const loose = pieces().filter((piece) => piece.text.length < 60 && piece.element.matches("label,td,th,dt,legend,span,p,div,b,strong")).map((piece) => piece.text);
  return [...new Set([...named, ...loose])].slice(0, 200);
}

function leaveField() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at && at !== document.body) at.blur();
}

export function look(request) {
  if (request.leave) leaveField();
  controls();
  const buttons = all("input[type=submit],input[type=button]").filter(visible).map((button) => button.value);
  const inShadow = roots().slice(1).flatMap((root) => [...root.children].map((child) => child.innerText));
  const words = plain([document.body?.innerText, ...inShadow, ...buttons].join(" "));
  const said = (request.sees || []).map((text) => words.includes(plain(text)));
  const fields = (request.fields || []).map(find);
  if (request.explain) for (const match of fields.flatMap((one) => one.matches)) match.under = whereabouts(kept[match.parts[0]]);
  const targets = (request.targets || []).map((spec) => pressables(spec).map(keep));
  const rows = (request.rows || []).map((words) => rowsWith(words).length);
  const shown = (request.shown || []).map((label) => shownBeside(fold(label), () => true));
  const short = fields.some((field) => !field.matches.length && !field.shown.length);
  const answer = { fields, targets, rows, said, shown, ticks: request.ticks ? ticksOn() : [], labels: short && request.explain ? labelsSeen() : [], offers: request.explain && targets.length ? offered() : [] };
  keepForHands(request.number);
  return JSON.stringify(answer);
}
