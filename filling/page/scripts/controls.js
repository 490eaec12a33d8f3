// The things on a page that take an answer, what kind each is, what it holds, and what its author calls it.

import { wordsOf } from "./order.js";
import { isList, pairs } from "./pairs.js";
import { columnOf, wordsInNextCell } from "./tables.js";
import { all, byIds, holds, idsOf, pieces, seeThrough, textOf, upFrom, visible } from "./text.js";

export const CONTROLS = "input,select,textarea,[contenteditable=''],[contenteditable=true],[contenteditable=plaintext-only],[role=combobox],[role=textbox],[role=checkbox],[role=switch],[role=radio],[role=spinbutton],iframe,[role=searchbox],button[aria-pressed],button[aria-haspopup=listbox]";
const NO_ANSWER = ["hidden", "submit", "button", "image", "reset"];
const NATIVE_KINDS = { radio: "radio", checkbox: "tick", file: "file", date: "date", time: "time", "datetime-local": "datetime-local", month: "month" };
const ROLE_KINDS = { radio: "radio", checkbox: "tick", switch: "tick", combobox: "autocomplete" };
const EMPTY_MASK = /^[\s()/.:+-]*_[\s()/.:+\-_]*$|^(dd?|mm?|y{2,4})\W(dd?|mm?)\W(dd?|y{2,4})$/i;
export const NOTHING_CHOSEN = /^\W*(please\b.*|(select|choose|pick)\b.*|none|not set)?\W*$/i;

export function kindOf(element) {
  if (pairs().has(element)) return "pair";
  if (element.tagName === "SELECT") return element.multiple ? "multiselect" : "select";
  if (element.matches("button[aria-pressed]")) return pressedGroup(element).length > 1 ? "radio" : "tick";
  if (element.matches("[role=combobox][aria-haspopup=dialog]")) return "text";  // a date box with a calendar
  if (element.matches("button[aria-haspopup=listbox]")) return "autocomplete";
  const kind = NATIVE_KINDS[element.tagName === "INPUT" ? element.type : ""] || ROLE_KINDS[element.getAttribute("role")];
  if (kind) return kind;
  if (element.getAttribute("aria-autocomplete") || /\bui-autocomplete-input\b/.test(element.className)) return "autocomplete";
  if (element.tagName === "TEXTAREA") return "textarea";
  if (element.tagName === "IFRAME") return "richtext";
  if (isSpinner(element)) return "text";
  return element.isContentEditable ? "richtext" : "text";
}

export const isChoice = (element) => ["tick", "radio"].includes(kindOf(element));

// A frame whose whole page is written in, and a part of a date that is turned or typed rather than a box.
const isWrittenIn = (frame) => Boolean(frame.contentDocument?.body?.isContentEditable) || frame.contentDocument?.designMode === "on";

const isSpinner = (element) => element.matches("[role=spinbutton]:not(input)");

// Buttons that stay pressed and stand together are one choice; those of an editor's bar are none.
const pressedGroup = (element) => [...(element.closest("[role=group],[role=radiogroup],fieldset") || element.parentElement).querySelectorAll("button[aria-pressed]")];

function isTool(element) {
  if (element.matches("button")) return Boolean(element.closest("[role=toolbar],[class*=toolbar],[class*=editor]"));
  const bar = element.closest("[role=toolbar],[class*=toolbar]");
  return Boolean(bar?.parentElement?.querySelector("[contenteditable=true],iframe")) && !element.isContentEditable;
}

// See-through, and no hand can touch it.
const isGhost = (element) => seeThrough(element) && getComputedStyle(element).pointerEvents === "none";

// A control that is hidden on purpose, with a prettier one in its place beside it.
function standIn(element) {
  if (element.tagName !== "SELECT" && element.tagName !== "TEXTAREA") return null;
  if (visible(element) && element.getBoundingClientRect().width > 2 && !isGhost(element)) return null;
  if (!element.parentElement || !visible(element.parentElement)) return null;
  const wanted = element.tagName === "SELECT" ? "[role=combobox],.chosen-single" : "[contenteditable=true],iframe";
  const around = element.parentElement.closest("[role=combobox]");
  if (around) return around;
  for (let up = element.parentElement, steps = 0; up && steps < 3; up = up.parentElement, steps += 1) {
    if ([...up.querySelectorAll(element.tagName)].some((other) => other !== element && !visible(other))) break;  // it may be the other's
    const near = [...up.querySelectorAll(wanted)].filter((one) => one !== element && visible(one) && !one.labels?.length);
    const after = near.filter((one) => element.compareDocumentPosition(one) & 4);
    if (after.length) return after[0];
    if (near.length === 1) return near[0];
  }
  return element.tagName === "SELECT" ? prettyNeighbour(element) : null;
}

// Whatever can be clicked or typed into and stands right beside the hidden list.
function prettyNeighbour(element) {
  const near = [element.nextElementSibling, element.previousElementSibling].find((one) => one && visible(one) && !one.matches("label,select,p"));
  return near ? [near, ...near.querySelectorAll("*")].find((one) => visible(one) && (one.matches("input,a,button,[tabindex]") || getComputedStyle(one).cursor === "pointer")) || null : null;
}

function isOpen(element) {
  const kind = kindOf(element);
  if (["radio", "tick"].includes(kind) && [...(element.labels || [])].some(visible)) return true;
  return kind === "file" || visible(element) && !(kind === "text" && seeThrough(element));
}

export function controls() {
  if (controls.known) return controls.known;
  const stands = new Map();
  controls.stands = stands;
  const lists = [...pairs().keys()].filter(isList);
  const found = [...all(CONTROLS), ...lists].filter((element) => {
    if (element.tagName === "INPUT" && NO_ANSWER.includes(element.type) || isTool(element)) return false;
    if (element.tagName === "IFRAME") return isWrittenIn(element) && visible(element);
    const other = standIn(element);
    if (other) stands.set(element, other);
    return other || isOpen(element);
  });
  const taken = new Set([...stands.values(), ...[...pairs().values()].flatMap((pair) => pair.others)]);
  const inner = (element) => element.parentElement?.closest("[role=combobox],[contenteditable=true]");
  const isInner = (element) => inner(element) && found.includes(inner(element)) && stands.get(element) !== inner(element);
  controls.known = found.filter((element) => !taken.has(element) && !isInner(element) && !element.closest(".select2-container,.chosen-container"));
  return controls.known;
}

// Radio buttons are one field: all of one name in one form.
export function radiosOf(element) {
  if (element.matches("button[aria-pressed]")) return pressedGroup(element);
  if (element.getAttribute("role") === "radio") return drawnRadiosOf(element);
  if (!element.name) return [element];
  return all("input[type=radio]").filter((other) => other.name === element.name && other.form === element.form);
}

// Drawn ones: all in one group, or in the smallest part that holds several; each may be on the inside of a component of its own.
function drawnRadiosOf(element) {
  const radios = all("[role=radio]");
  for (let up = upFrom(element); up; up = upFrom(up)) {
    const inside = radios.filter((one) => holds(up, one));
    if (inside.length > 1 || up.matches("[role=radiogroup]")) return inside;
  }
  return [element];
}

// What stands in the slots of a component is seen in it.
const slotted = (element) => [...element.querySelectorAll("slot:not([name])")].flatMap((slot) => slot.assignedNodes()).map((node) => node.textContent).join(" ").trim();

export const isOn = (element) => element.checked ?? (element.getAttribute("aria-checked") || element.getAttribute("aria-pressed")) === "true";

// What an option is called: its label, its own words, else the words right after it.
export function optionText(element) {
  const label = [...(element.labels || [])].map((one) => textOf(one).trim()).find(Boolean);
  return label || element.getAttribute("aria-label") || element.textContent.trim() || slotted(element) || byIds(element, "aria-labelledby") || wordsOf(element) || (element.nextSibling?.textContent || "").trim() || wordsInNextCell(element) || columnHead(element) || element.value;
}

// The heading over the column of a table in which something stands by itself.
function columnHead(element) {
  const cell = element.closest("td");
  const above = cell ? [...cell.closest("table").rows].slice(0, cell.parentElement.rowIndex).reverse() : [];
  const head = above.find((row) => !row.querySelector(CONTROLS));
  return head ? textOf(head.cells[columnOf(cell, head)] || cell).trim() : "";
}

export const optionTexts = (list) => (isList(list) ? [...list.children].map((item) => item.innerText.trim()) : [...list.options].map((option) => (option.label || option.text).trim()));
const chosenIn = (select) => [...select.selectedOptions].map((option) => option.text.trim()).join("; ");

// Boxes that search may show what was chosen beside the place to type in: all words in the frame that is drawn around both.
function chosenBeside(element) {
  const box = element.matches("input") ? drawnBox(element) : null;
  if (!box) return chips(element);
  const hints = box ? idsOf(element, "aria-describedby") : [];
  const words = (piece) => box.contains(piece.node) && !piece.element.closest("[aria-live],[role=option],label") && !hints.some((hint) => hint.contains(piece.element));
  return pieces().filter(words).map((piece) => piece.node.data.trim()).filter((text) => /[\p{L}\p{N}]/u.test(text) && !NOTHING_CHOSEN.test(text)).join("; ");
}

// What was chosen stands beside the place to type in, each with a button that takes it off again.
const TAKES_OFF = /\b(remove|delete|clear|deselect)\b|^\s*[x×✕✖]\s*$/i;

const chips = (element) => [...element.parentElement?.children || []].filter((one) => !one.contains(element) && [...one.querySelectorAll("button,[role=button]")].some((button) => TAKES_OFF.test(button.getAttribute("aria-label") || button.textContent))).map((one) => textOf(one).trim()).filter(Boolean).join("; ");

// What a list that is no box shows: its words without those of a label and of buttons in it.
function chosenWords(element) {
  if (!element.querySelector("label[for],button,select")) return (element.innerText || "").trim();
  const copy = element.cloneNode(true);
  for (const other of copy.querySelectorAll("label[for],button,select,[hidden]")) other.remove();
  return copy.textContent.trim();
}

// The nearest element with a line around it that holds this control and no other; null where the control has its own line.
function drawnBox(element) {
  for (let up = element, steps = 0; up && steps < 5; up = up.parentElement, steps += 1) {
    if (up !== element && controls().some((other) => other !== element && up.contains(other))) return null;
    if (getComputedStyle(up).borderTopWidth !== "0px" && getComputedStyle(up).borderBottomWidth !== "0px") return up === element ? null : up;
  }
  return null;
}

// What the control holds, as a person would read it.
export function heldBy(element, kind) {
  const stand = controls.stands?.get(element);
  switch (kind) {
    case "radio": { const on = radiosOf(element).find(isOn); return on ? optionText(on) : ""; }
    case "tick": return isOn(element) ? "yes" : "no";
    case "file": return [...element.files].map((file) => file.name).join("; ");
    case "richtext": return (stand && stand.tagName !== "IFRAME" ? stand : element).innerText ?? element.value;
    case "multiselect": return chosenIn(element);
    case "pair": return optionTexts(pairs().get(element).chosen).join("; ");
    case "autocomplete": if (element.tagName === "INPUT") return element.value || chosenBeside(element); break;
    case "text": if (EMPTY_MASK.test(element.value)) return ""; break;
    default: break;
  }
  if (element.tagName === "SELECT") return element.value === "" ? "" : chosenIn(element);
  if (isSpinner(element)) return element.getAttribute("aria-valuenow") ?? (/^(\d+|[a-z]{3,})$/i.test(element.textContent) && !/^(day|month|year|y+)$/i.test(element.textContent) ? element.textContent : "");
  if (element.tagName !== "BUTTON" && "value" in element) return element.value;
  const shown = chosenWords(element);
  return NOTHING_CHOSEN.test(shown) ? "" : shown;
}
