// The things on a page that are pressed, rows that hold a word, and words that are shown beside a label.

import { controls, heldBy, kindOf } from "./controls.js";
import { namesOf } from "./names.js";
import { part } from "./parts.js";
import { columnOf } from "./tables.js";
import { alike, all, byIds, fold, holds, pieces, plain, saying, textOf, visible } from "./text.js";

export const PRESSED = "button,a[href],a[onclick],input[type=submit],input[type=button],input[type=image],summary,[role=button],[role=link],[role=tab],[role=menuitem],[onclick]";

const IS = {
  button: (element) => element.matches("button,input,summary,[role=button]"),
  link: (element) => element.matches("a,[role=link]"),
  tab: (element) => element.matches("[role=tab],a,button"),
  menu: (element) => element.matches("[role=menuitem],a,button,summary"),
};

function pressNames(element) {
  const picture = [...element.querySelectorAll("img[alt],[aria-label]")].map((inner) => inner.alt || inner.getAttribute("aria-label")).join(" ");
  const value = element.tagName === "INPUT" ? element.value || element.alt : "";
  return [element.textContent, withoutUnseen(element), value, element.getAttribute("aria-label"), byIds(element, "aria-labelledby"), element.title, picture].map(fold).filter(Boolean);
}

// What is there for those alone who hear the page ("Change<hidden> date of birth</hidden>") is no part of what is seen.
const UNSEEN = "[class*=visually-hidden],[class*=sr-only],[class*=screen-reader]";

function withoutUnseen(element) {
  if (!element.querySelector(UNSEEN)) return "";
  const copy = element.cloneNode(true);
  for (const inner of copy.querySelectorAll(UNSEEN)) inner.remove();
  return copy.textContent;
}

// The smallest rows that hold each of these words by itself, not as a part of a longer one; each may be said in several ways.
// A row that has them in cells of their own is meant before one that only mentions them.
export function rowsWith(words) {
  const rows = rowsSaying(words);
  const own = rows.filter((row) => words.every((ways) => cellsOf(row).some((cell) => ways.some((word) => plain(textOf(cell)) === plain(word)))));
  return own.length ? own : rows;
}

const cellsOf = (row) => [...row.cells || row.querySelectorAll("[role=cell],[role=gridcell]")];

function rowsSaying(words) {
  const alone = words.map((ways) => new RegExp(`(^|[^\\p{L}\\p{N}-])(${ways.map(asPattern).join("|")})($|[^\\p{L}\\p{N}-])`, "u"));
  const rows = all("tr,li,dl > div,[role=row],[role=listitem],article,.card,.list-group-item").filter((row) => visible(row) && alone.every((one) => one.test(wordsOfRow(row))));
  return rows.filter((row) => !rows.some((other) => other !== row && row.contains(other)));
}

const asPattern = (word) => plain(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

// What a row says; what its lists offer, and what stands in its boxes, is not said.
const wordsOfRow = (row) => alike(row.querySelector("select,textarea") ? [...row.cells || [row]].map(textOf).join(" ") : row.innerText);

export function pressables(spec) {
  const wanted = fold(spec.text);
  const inPart = part(spec.within);
  if (!inPart) return [];
  const rows = spec.row.length ? rowsWith(spec.row).filter((row) => !spec.barred.some((word) => wordsOfRow(row).includes(plain(word)))) : null;
  const near = (element) => inPart(element) && (!rows || rows.some((row) => holds(row, element)));
  const open = all(PRESSED).filter((element) => visible(element) && near(element) && (!spec.kind || IS[spec.kind](element)));
  const says = (name) => (spec.begins ? name.startsWith(wanted) : name === wanted);
  const fitting = wanted ? open.filter((element) => pressNames(element).some(says)) : open.slice(0, rows && rows.length > 1 ? 2 : 1);
  const outer = fitting.filter((element) => !fitting.some((other) => other !== element && other.contains(element)));
  if (outer.length || !wanted) return chosenOf(uncovered(outer), spec);
  return saying(wanted).map((piece) => piece.element).filter((element) => near(element) && (!spec.kind || showsAHand(element)));
}

// The one that the map counts out; of several that do the same by their own words (a Save above and below one form) any.
function chosenOf(found, spec) {
  if (spec.nth) return found.slice(spec.nth - 1, spec.nth);
  return new Set(found.map(deedOf)).size === 1 ? found.slice(0, 1) : found;
}

// What the page offers to press instead. Rows of a list, and links in running text, are about people and stay unsaid.
const LEADS = "nav,header,[role=navigation],[role=tablist],[role=menu],[role=menubar],.nav,.navbar,.tabs,.menu,[class*=__tabs],[class*=nav-tabs]";

export function offered() {
  const isSayable = (element) => !element.closest("table:has(th),[role=row],article") && (!IS.link(element) || element.matches("[role=tab]") || element.closest(LEADS));
  const open = uncovered(all(PRESSED).filter((element) => visible(element) && isSayable(element)));
  const names = open.map((element) => (element.value || clean(element) || "").trim()).filter((name) => name && name.length < 40 && !/\d/.test(name));
  return [...new Set(names)].slice(0, 40);
}

let strangers = 0;

function deedOf(element) {
  const leads = element.getAttribute("href")?.replace(/^#.*$/, "") || element.getAttribute("onclick");
  if (leads) return `${leads} ${element.target || ""}`;
  if (!element.form || element.type !== "submit" || element.onclick) return `another ${strangers++}`;
  return ["sends", [...document.forms].indexOf(element.form), element.name, element.value, element.formAction, JSON.stringify({ ...element.dataset })].join(" ");
}

// What is pressed by a listener alone says so only by the hand over it; a link or the label of a box is something else.
const showsAHand = (element) => getComputedStyle(element).cursor === "pointer" && !element.closest("a,label");

// Words shown beside or under a label on a page that is only read; under a column's heading one for each row.
export function shownBeside(label, inPart, inRows) {
  const named = controls().filter((control) => inPart(control) && namesOf(control).includes(label));
  return named.length ? named.map((control) => heldBy(control, kindOf(control))) : printedBeside(label, inPart, inRows);
}

// The same for what is printed alone, without what stands in boxes.
export function printedBeside(label, inPart, inRows) {
  const found = saying(label).filter((piece) => inPart(piece.element)).map((piece) => placesOf(piece)?.map(clean) || [besideWords(piece)]);
  if (!found.length) return [...new Set(pieces().filter((piece) => inPart(piece.element)).map((piece) => behindColon(piece, label)).filter(Boolean))];
  const columns = found.filter((texts) => texts.length > 1).flat();
  const single = [...new Set(found.filter((texts) => texts.length === 1).flat())];
  return columns.length && (inRows || !single.length) ? columns : single;
}

// "Contact reference: C100" or "Contact reference - C100" in one piece.
function behindColon(piece, label) {
  const [, said, rest] = /^\s*([^:]+?)(?:\s*:\s*|\s+[-–—]\s+)(\S.*)$/s.exec(piece.node.data) || [];
  return said && fold(said) === label ? rest.trim() : null;
}

// The elements that hold what a label is about: the next in its line, or those under the heading of a column. Null where it is no element.
export function placesOf(piece) {
  const term = piece.element.closest("dt");
  if (term) return term.nextElementSibling ? [term.nextElementSibling] : [];
  const cell = piece.element.closest("td,th");
  if (cell) return besideCell(cell, fold(textOf(cell)) === piece.text);
  const holder = fold(piece.element.textContent) === piece.text ? piece.element : null;
  return holder?.nextElementSibling && holder.nextElementSibling.tagName !== "BR" ? [holder.nextElementSibling] : null;
}

function besideCell(cell, isWhole) {
  const row = cell.parentElement;
  const isHead = row.cells.length > 1 && (row.closest("thead") || [...row.cells].every((one) => one.tagName === "TH"));
  if (cell.nextElementSibling && isWhole && !isHead) return [cell.nextElementSibling];
  const below = [...cell.closest("table").rows].slice(row.rowIndex + 1).map((other) => other.cells[columnOf(cell, other)]).filter(Boolean);
  return isHead ? below : below.slice(0, 1);
}

function besideWords(piece) {
  const isWhole = fold(piece.element.textContent) === piece.text;
  if (!isWhole) return piece.element.innerText.trim().slice(piece.node.data.trim().length).trim();
  const holder = piece.element.parentElement;
  const rest = [...holder.childNodes].filter((node) => node !== piece.element).map((node) => node.textContent).join(" ").trim();
  return rest || clean(holder.nextElementSibling) || "";
}

// The words that are shown, without those on buttons among them; where there are none, what a box among them holds.
export function clean(element) {
  if (!element) return null;
  const words = ((element.querySelector("button") ? textOf(element) : element.innerText) || "").trim();
  const box = words ? null : controls().find((control) => holds(element, control));
  return box ? heldBy(box, kindOf(box)) : words;
}

// Where several answer, those that nothing lies over: what a dialog or a veil covers is not meant.
export function uncovered(elements) {
  const free = elements.length > 1 ? elements.filter((element) => !isCovered(element)) : elements;
  return free.length ? free : elements;
}

function isCovered(element) {
  const box = (controls.stands?.get(element) || element).getBoundingClientRect();
  const over = element.getRootNode().elementFromPoint?.(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(over) && !holds(over, element) && !holds(element, over) && ![...(element.labels || [])].some((label) => holds(label, over));
}
