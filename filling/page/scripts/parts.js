// The part of a page that a heading, a legend, a caption or an aria-label stands over.

import { controls } from "./controls.js";
import { all, byIds, fold, holds, saying, textOf, upFrom, visible } from "./text.js";

const HEADINGS = "legend,h1,h2,h3,h4,h5,h6,caption,summary,[role=heading]";

// The part of the page that a heading, a legend, a caption or an aria-label stands over: a test of whether a control is in it.
export function part(name) {
  if (!name) return () => true;
  const wanted = fold(name);
  const named = all("section,form,fieldset,table,[role]").filter((element) =>
    [element.getAttribute("aria-label"), byIds(element, "aria-labelledby")].some((text) => fold(text) === wanted) && visible(element));
  if (named.length) return (element) => named.some((holder) => holds(holder, element));
  const heads = all(HEADINGS).filter((element) => visible(element) && fold(textOf(element)) === wanted);
  const found = heads.length ? heads : saying(wanted).map((piece) => piece.element);
  if (!found.length) return null;
  return (element) => found.some((head) => under(head, element));
}

// From a heading to the next one of its kind, in the smallest part of the page that holds any control below it.
function under(head, element) {
  if (head.matches("legend,caption,summary")) return holds(head.parentElement, element);
  let holder = head.parentElement;
  while (upFrom(holder) && !controls().some((control) => holds(holder, control) && head.compareDocumentPosition(control) & 4)) holder = upFrom(holder);
  if (!holds(holder, element) || !(head.compareDocumentPosition(element) & 4)) return false;
  const next = all("*", holder).find((other) => head.compareDocumentPosition(other) & 4 && !head.contains(other) && endsPart(head, other));
  return !next || Boolean(next.compareDocumentPosition(element) & 2);
}

function endsPart(head, other) {
  if (/^H\d$/.test(head.tagName)) return /^H\d$/.test(other.tagName) && other.tagName <= head.tagName && visible(other);
  if (other.tagName !== head.tagName || other.className !== head.className || other.colSpan !== head.colSpan || !visible(other)) return false;
  return /\p{L}/u.test(textOf(other)) && looksAs(head, other) && !controls().some((control) => holds(lineOf(other), control));
}

const lineOf = (element) => element.closest("tr,li,p,dd") || element;

function looksAs(head, other) {
  const a = getComputedStyle(head), b = getComputedStyle(other);
  return a.fontWeight === b.fontWeight && a.fontSize === b.fontSize && a.color === b.color;
}
