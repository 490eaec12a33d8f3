// One look at the page: every field asked for, every target, which of the given words can be seen. Nothing is changed.

function topDialog() {
  const open = all("dialog,[aria-modal=true],[role=dialog],[role=alertdialog]").filter((element) =>
    visible(element) && (element.matches("dialog:modal,[aria-modal=true]") || /\bopen|show|in\b/.test(element.className)));
  return open.at(-1) || null;
}

function describe(held, spec) {
  const [first] = held;
  const kind = held.length === 3 && dateBoxes(held) ? "date3" : kindOf(first);
  const stand = controls.stands.get(first);
  const real = stand ? (first.tagName === "SELECT" ? "autocomplete" : "richtext") : kind;
  const parts = kind === "radio" ? radiosOf(first) : kind === "date3" ? inOrder(held, spec) : [stand || first];
  return {
    kind: real,
    value: kind === "date3" ? parts.map(numberIn).join("/") : heldBy(first, real === "richtext" ? real : kind),
    options: kind === "radio" ? parts.map(optionText) : first.tagName === "SELECT" ? optionTexts(first) : [],
    required: held.some((one) => one.required || one.getAttribute("aria-required") === "true") || starred(first),
    max: first.maxLength > 0 && kind !== "date3" ? first.maxLength : null,
    locked: held.every((one) => one.readOnly || one.disabled),
    given: givenBySystem(first, kind, parts),
    parts: parts.map(keep),
  };
}

// A label that ends in a star marks what must be filled in.
const starred = (element) => [...(element.labels || [])].some((label) => /\*\s*$/.test(textOf(label))) || /\*\s*$/.test(element.closest("fieldset")?.querySelector("legend")?.textContent || "");

// One box of a date as a number; lists of months often hold names.
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
function numberIn(box) {
  const held = heldBy(box, kindOf(box));
  const month = MONTHS.indexOf(held.toLowerCase().slice(0, 3));
  return month < 0 ? held : String(month + 1);
}

// What the system filled in by itself is a value; the first option of a list without an empty one is not.
function givenBySystem(element, kind, parts) {
  if (kind === "radio" || kind === "tick" || kind === "file") return false;
  if (element.tagName === "SELECT") return element.value !== "" && [...element.options].some((option) => option.selected && option.hasAttribute("selected"));
  return parts.some((box) => ("value" in box ? box.value : box.textContent || "").trim() !== "");
}

// Day, month, year by what the boxes are called; else in the order of the page, the four-digit box last or first.
function inOrder(boxes, spec) {
  const called = (words) => boxes.find((box) => words.some((word) => [...namesOf(box), ...hintsOf(box), fold(box.name), fold(box.id)].some((name) => new RegExp(`(^|[^a-z])${word}([^a-z]|$)`).test(name))));
  const found = [called(["day", "dd", "d"]), called(["month", "mm", "m"]), called(["year", "yyyy", "y"])];
  if (found.every(Boolean) && new Set(found).size === 3) return found;
  return boxes[0].maxLength === 4 ? [...boxes].reverse() : boxes;
}

const kept = [];
const keep = (element) => kept.push(element) - 1;

function find(spec) {
  const inPart = part(spec.within);
  const dialog = topDialog();
  const usable = (held) => held.every((control) => inPart(control) && (!dialog || dialog.contains(control)));
  if (!inPart) return { matches: [], shown: [], absentPart: true };
  for (const way of ways(spec)) {
    const fitting = way.map((held) => (spec.kind === "date" && held.length === 1 && kindOf(held[0]) === "text" ? besideBoxes(held[0], spec) || held : held)).filter(usable);
    const distinct = unique(fitting, spec);
    if (distinct.length) return { matches: distinct.map((held) => describe(held, spec)), shown: [] };
  }
  return { matches: [], shown: spec.read ? shownBeside(fold(spec.label), inPart) : [] };
}

// A date found by words that are tied to nothing may be the first of three boxes; an author's own label names one box only.
function besideBoxes(control, spec) {
  return namesOf(control).includes(fold(spec.label)) ? null : rowOfBoxes(control);
}

function unique(found, spec) {
  const groupsOfOne = found.flatMap((held) => {
    if (held.length === 1 || held.length === 3 && spec.kind !== "radio" && dateBoxes(held)) return [held];
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

function look(request) {
  all("*");
  controls();
  const buttons = all("input[type=submit],input[type=button]").filter(visible).map((button) => button.value);
  const words = plain([document.body?.innerText, ...buttons].join(" "));
  const said = (request.sees || []).map((text) => words.includes(plain(text)));
  const fields = (request.fields || []).map(find);
  const targets = (request.targets || []).map((spec) => pressables(spec).map(keep));
  const rows = (request.rows || []).map((word) => rowsWith(word).length);
  const shown = (request.shown || []).map((label) => shownBeside(fold(label), () => true));
  const short = fields.some((field) => !field.matches.length && !field.shown.length);
  const answer = { fields, targets, rows, said, shown, ticks: request.ticks ? ticksOn() : [], labels: short && request.explain ? labelsSeen() : [] };
  return { answer: JSON.stringify(answer), kept };
}
