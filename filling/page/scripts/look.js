// One look at the page: every field asked for, every target, which of the given words can be seen. Nothing is changed but, where
// that is asked for, that the field at hand is left.

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
  return spec.kind === "date" && kindOf(held[0]) === "text" && held[0].readOnly ? "calendar" : kindOf(held[0]);
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
    hint: [first.placeholder, first.title, byIds(first, "aria-describedby"), spec.label, wordsAround(first)].filter(Boolean).join(" "),
    unordered: kind === "date3" && !inOrder(held, spec),
    parts: parts.map(keep),
  };
}

// What the part of the page says that holds this control alone: "(dd/mm/yyyy)" behind the label or the box.
const wordsAround = (element) => (element.matches("input[type=text],input:not([type])") && element.parentElement && !controls().some((other) => other !== element && element.parentElement.contains(other)) ? textOf(element.parentElement).slice(0, 200) : "");

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
  if (["radio", "tick", "file"].includes(kind)) return false;
  if (kind === "ticks") return parts.some(isOn);
  if (kind === "pair") return optionTexts(parts[1]).length > 0;
  if (element.type === "range") return false;  // a slider always stands somewhere
  if (element.tagName === "SELECT") return element.value !== "" && [...element.options].some((option) => option.selected && option.hasAttribute("selected") && !NOTHING_CHOSEN.test(option.text));
  return parts.some((box) => heldBy(box, kindOf(box)).trim() !== "");
}

const SIGNS = { d: "dd", m: "mm", b: "mm", B: "mm", y: "yy", Y: "yyyy" };

// Day, month, year by the map's layout; by what the boxes are called or offer; by an order that is written beside them; by a
// page that says that it is British; the year first by its four digits. Null where nothing tells.
function inOrder(boxes, spec) {
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
function orderIn(text) {
  const parts = WRITTEN.exec(text)?.slice(1).map((word) => word[0].toLowerCase());
  const places = parts && ["d", "m", "y"].map((letter) => parts.indexOf(letter));
  return places?.every((at) => at >= 0) ? places : null;
}

function smallestAround(elements) {
  let holder = elements[0];
  while (holder && !elements.every((element) => holds(holder, element))) holder = upFrom(holder);
  return holder || document.body;
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

function find(spec) {
  const inPart = part(spec.within);
  const dialog = topDialog();
  const usable = (held) => held.every((control) => inPart(control) && (!dialog || holds(dialog, control)));
  if (!inPart) return { matches: [], shown: [], absentPart: true };
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
  if (held.length > 1 || !BOXES[spec.kind] || namesOf(control).includes(fold(spec.label))) return null;
  const isPart = spec.kind === "date" ? ["text", "select"].includes(kindOf(control)) : kindOf(control) === "select" || control.maxLength === 2;
  return isPart ? rowOfBoxes(control, BOXES[spec.kind]) : null;
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

function look(request) {
  if (request.leave) leaveField();
  controls();
  const buttons = all("input[type=submit],input[type=button]").filter(visible).map((button) => button.value);
  const inShadow = roots().slice(1).flatMap((root) => [...root.children].map((child) => child.innerText));
  const words = plain([document.body?.innerText, ...inShadow, ...buttons].join(" "));
  const said = (request.sees || []).map((text) => words.includes(plain(text)));
  const fields = (request.fields || []).map(find);
  const targets = (request.targets || []).map((spec) => pressables(spec).map(keep));
  const rows = (request.rows || []).map((word) => rowsWith(word).length);
  const shown = (request.shown || []).map((label) => shownBeside(fold(label), () => true));
  const short = fields.some((field) => !field.matches.length && !field.shown.length);
  const answer = { fields, targets, rows, said, shown, ticks: request.ticks ? ticksOn() : [], labels: short && request.explain ? labelsSeen() : [] };
  keepForHands(request.number);
  return JSON.stringify(answer);
}
