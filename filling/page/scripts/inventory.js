// All that a map can name on a page: each control under words by which the robot's own look finds it and it alone, buttons, tabs.

import { controls, kindOf, radiosOf } from "./controls.js";
import { elementAt, find } from "./look.js";
import { PRESSED } from "./targets.js";
import { all, fold, pieces, textOf, visible } from "./text.js";
import { whereabouts } from "./whereabouts.js";

const LONGEST_LABEL = 80;
const TABS = "[role=tab],.nav-tabs a,.tabs a,.tab-list a,ul[class*=tab] > li > a";

const tidy = (text) => (text || "").replace(/\s+/g, " ").replace(/\((required|optional|mandatory)\)/gi, "").replace(/^[\s*]+|[\s*:]+$/g, "").trim();

// Words that may be a label, best first: what authors tie to controls, then whatever stands on the page.
function candidates() {
  const tied = controls().flatMap((control) => [...[...(control.labels || [])].map(textOf), control.getAttribute("aria-label")]);
  const legends = all("legend,label,th,dt").filter(visible).map(textOf);
  const loose = pieces().filter((piece) => !piece.element.closest("option,button,a")).map((piece) => piece.node.data);
  const hints = controls().flatMap((control) => [control.placeholder, control.title]);
  const options = new Set(controls().filter((control) => kindOf(control) === "radio").flatMap((control) => radiosOf(control).flatMap((one) => [...(one.labels || [])].map((label) => fold(textOf(label))))));
  const words = [...legends, ...tied, ...loose, ...hints].map(tidy).filter((text) => /\p{L}/u.test(text) && text.length <= LONGEST_LABEL);
  return [...new Map(words.map((text) => [fold(text), text])).entries()].filter(([folded]) => folded && !options.has(folded)).map(([, text]) => text);
}

const specOf = (label, within = null) => ({ label, within, role: null, placeholder: null, id: null, kind: null, format: null, opens: false, row: false, read: false });

// The headings by which twins are told apart: each stands over one of them alone.
function partsOfTwins(label, held) {
  const heads = [...new Set(held.map(whereabouts))].filter(Boolean);
  return heads.filter((head) => find(specOf(label, head)).matches.length === 1);
}

export function inventory() {
  const named = new Map(), twins = [], inNames = new Set();
  for (const label of candidates()) {
    const { matches } = find(specOf(label));
    if (matches.length > 1) twins.push({ label, held: matches.flatMap((one) => one.parts.map(elementAt)), count: matches.length });
    if (matches.length !== 1) continue;
    const held = matches[0].parts.map(elementAt);
    if (held.some((one) => inNames.has(one))) continue;
    held.forEach((one) => inNames.add(one));
    const { kind, options, required, max, value } = matches[0];
    named.set(held[0], { label, kind, options, required, max, value, id: held[0].id || held[0].name || null });
  }
  const free = controls().filter((control) => !inNames.has(control) && !radiosOf(control).some((one) => inNames.has(one)) && !(controls.stands.get(control) && inNames.has(controls.stands.get(control))));
  const nameless = free.map((control) => ({ label: null, kind: kindOf(control), options: [], required: control.required === true, max: null, value: "", id: control.id || control.name || null }));
  const inOrder = [...named.entries()].sort(([a], [b]) => a.compareDocumentPosition(b) & 4 ? -1 : 1).map(([, told]) => told);
  return JSON.stringify({ fields: [...inOrder, ...nameless], twins: twins.filter((one) => one.held.some((control) => !inNames.has(control))).map(({ label, count, held }) => ({ label, count, parts: partsOfTwins(label, held) })), buttons: buttons(), tabs: tabs(), heading: tidy(textOf(all("h1,h2").find(visible) || document.body).slice(0, LONGEST_LABEL)) });
}

function buttons() {
  const found = all("button,input[type=submit],input[type=button],input[type=image],[role=button],a.btn,a[class*=button]").filter((one) => one.matches(PRESSED) && visible(one) && !one.matches("[aria-pressed],[aria-haspopup]"));
  return [...new Set(found.map((one) => tidy(one.value || one.alt || textOf(one) || one.getAttribute("aria-label"))).filter((text) => text && text.length <= LONGEST_LABEL))];
}

const tabs = () => [...new Set(all(TABS).filter(visible).map((one) => tidy(textOf(one))).filter(Boolean))];
