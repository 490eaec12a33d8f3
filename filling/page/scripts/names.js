// What the page's author calls a control: its name by the standard's own computation, and the words of its labels as they are seen.

import { computeAccessibleName } from "dom-accessibility-api";

import { controls } from "./controls.js";
import { HINT } from "./hints.js";
import { all, fold, idsOf, ownText, textOf } from "./text.js";

export function namesOf(element) {
  if (!namesOf.known) namesOf.known = new Map();
  if (!namesOf.known.has(element)) namesOf.known.set(element, [...new Set(saidOf(element).map(fold).filter(Boolean))]);
  return namesOf.known.get(element);
}

// A control with a stand-in, or on the inside of a component, goes by the other's name too.
function saidOf(element) {
  const host = element.getRootNode().host;
  const inside = element.matches("[role=combobox]:not(input,button,select)") ? [...element.querySelectorAll("input,select")] : [];
  const stand = controls.stands?.get(element);
  const own = [element, stand, ...inside, ...(stand?.querySelectorAll("input") || [])].filter(Boolean).flatMap((one) => [...labelsOf(one), standardName(one)]);
  return [...own, host?.getAttribute("label"), host?.getAttribute("aria-label")];
}

// By the accessible-name computation (W3C accname), but for what it takes last, title and placeholder, which are mostly hints.
export function standardName(element) {
  if (!element.matches("[aria-label],[aria-labelledby],fieldset,[role=group],[role=radiogroup]") && !element.labels?.length) return "";
  if (element.hasAttribute("aria-labelledby") && !element.hasAttribute("aria-label") && !labelledFromOutside(element)) return "";
  return computeAccessibleName(element);
}

// What is named inside the control itself, or is one of its options, is what it holds, not what it is called.
const isHeld = (element, one) => element.contains(one) || one.closest("[role=option],[role=listbox]") !== null;
const labelledFromOutside = (element) => idsOf(element, "aria-labelledby").some((one) => !isHeld(element, one));

// A label may be tied to what is no box of the standard's (a span that plays a list): the browser does not tell, people read it.
const labelsTo = (element) => element.labels?.length || !element.id ? [...(element.labels || [])] : all("label").filter((label) => label.htmlFor === element.id);

// Labels may hold hints besides, which a map need not repeat; and where there is an aria-label too, people still read the label.
const labelsOf = (element) => [...labelsTo(element).flatMap((label) => [textOf(label), withoutHints(label), ownText(label)]),
  element.getAttribute("aria-label"), idsOf(element, "aria-labelledby").filter((one) => !isHeld(element, one)).map(textOf).join(" ")];

function withoutHints(label) {
  const isHint = (inner) => inner.tagName === "SMALL" || HINT.test(inner.className);
  if (![...label.querySelectorAll("*")].some(isHint)) return null;
  const copy = label.cloneNode(true);
  for (const inner of [...copy.querySelectorAll("*")].filter(isHint)) inner.remove();
  return textOf(copy);
}

export const hintsOf = (element) => [element.placeholder, element.title, element.getAttribute("data-placeholder")].map(fold).filter(Boolean);
