// From a label to its control, as a person finds it: the author's own tie first, then a legend, then words that stand beside
// or above it, then placeholder or title, and the id last.

const HEADINGS = "legend,h1,h2,h3,h4,h5,h6,caption,summary,[role=heading]";
const HINT = /hint|help|error|desc|note|counter|prefix|suffix|required/i;

const COUNT = /^\d+ ?(\/|of) ?\d+|\bcharacters?\b|\bwords? (left|remaining)\b/;
const isSentence = (piece) => piece.text.length > 40 && /[.!]\s*$/.test(piece.node.data || "");

const isHint = (piece) => (piece.isHint ??= readsAsHint(piece));  // asked for every pair of words and boxes
const readsAsHint = (piece) => piece.element.tagName === "SMALL" || HINT.test(piece.element.className) || !/[\p{L}\p{N}]/u.test(piece.text) || HINT.test(piece.text) && piece.text.length < 12 || COUNT.test(piece.text) || isSentence(piece);

// The part of the page that a heading, a legend, a caption or an aria-label stands over: a test of whether a control is in it.
function part(name) {
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

// How deep the smallest part of the page that holds both lies.
const level = (a, b) => { let up = a, depth = 0; while (up && !holds(up, b)) up = upFrom(up); for (; up; up = upFrom(up)) depth += 1; return depth; };

// What the eye takes for the control: what stands in for it, or all of two lists side by side.
function boxOf(control, piece) {
  const holder = pairs().size ? pairs().get(control)?.holder : null;
  return controls.stands.get(control) || (holder && !holder.contains(piece.node) ? holder : control);
}

// How far a control is from a piece of text, as the eye goes: along the line, or down; Infinity where no one would look.
function distance(piece, control) {
  const a = place(piece), b = boxOf(control, piece).getBoundingClientRect();
  const tick = ["tick", "radio"].includes(kindOf(control));
  const line = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (line > 0.3 * Math.min(a.height, b.height)) {
    if (b.left >= a.right - 4) return b.left - a.right;
    return tick && a.left >= b.right - 4 ? (a.left - b.right) * 0.5 : Infinity;
  }
  const across = (Math.min(a.right, b.right) - Math.max(a.left, b.left)) / Math.min(a.width, b.width);
  if (b.top >= a.bottom - 4 && (across > 0.2 || Math.abs(a.left - b.left) < 40)) return 10 + (b.top - a.bottom) + 0.1 * Math.abs(a.left - b.left);
  return Infinity;
}

// Some other words are this control's label rather than the piece.
function spokenFor(piece, control) {
  const far = distance(piece, control), depth = level(piece.element, control);
  const isLabel = piece.element.matches("label,th,dt,legend");
  const options = kindOf(control) === "radio" ? radiosOf(control).map((one) => fold(optionText(one))) : [];
  const own = boxOf(control, piece);
  return pieces().some((other) => {
    if (own !== control && own.contains(other.node)) return false;
    if (other === piece || isHint(other) || other.element.closest("[role=button],[role=toolbar]") || piece.element.contains(other.element) && piece.element !== other.element) return false;
    if (other.element.closest("label")?.control || options.includes(other.text)) return false;
    if (control.contains(other.node) || piece.node.contains?.(other.node)) return false;
    const tick = ["tick", "radio"].includes(kindOf(control));
    if (!tick && control.compareDocumentPosition(other.node) & 4 && distance(other, control) > far) return false;
    const between = level(other.element, control);
    if (between > depth) return distance(other, control) < Infinity && distance(other, control) <= far;
    return between === depth && !isLabel && distance(other, control) < far - 1;
  });
}

// A cell's control: the cells after it in its row; under a column's heading, one in each row.
function byCell(piece, free) {
  const term = piece.element.closest("dt");
  if (term) {
    let next = term.nextElementSibling;
    return next ? free.filter((control) => holds(next, control)) : [];
  }
  const cell = piece.element.closest("td,th");
  const row = cell?.parentElement;
  if (!row || row.tagName !== "TR") return null;
  if (fold(textOf(cell)) !== piece.text && cell.querySelector(CONTROLS)) return null;
  const across = [];
  for (let next = cell.nextElementSibling; next && (!across.length || !textOf(next).trim()); next = next.nextElementSibling) {
    const held = free.filter((control) => holds(next, control));
    if (across.length && held.some((control) => kindOf(control) !== kindOf(across[0]))) break;
    across.push(...held);
    if (textOf(next).trim()) break;
  }
  if (across.length) return across;  // several of a kind, and no words between them: it is not told which is meant
  if (free.some((control) => row.contains(control))) return null;
  const above = isUnderBoxes(row) && row.previousElementSibling?.cells[columnOf(cell, row.previousElementSibling)];
  if (above) return free.filter((control) => holds(above, control));
  return inColumn(cell, [...row.closest("table").rows].filter((other) => row.compareDocumentPosition(other) & 4), free);
}

// A table that begins with boxes that no words go before, and ends with words, has its labels under the boxes.
function isUnderBoxes(row) {
  const rows = [...row.closest("table").rows];
  const hasBoxesAlone = (one) => Boolean(one.querySelector(CONTROLS)) && !textOf(one).trim();
  return hasBoxesAlone(rows[0]) && !rows.at(-1).querySelector(CONTROLS) && hasBoxesAlone(rows[row.rowIndex - 1] || row);
}

// The controls below a heading, row by row, as far as the next row of headings.
function inColumn(cell, rows, free) {
  const found = [];
  for (const row of rows) {
    const below = row.cells[columnOf(cell, row)];
    const held = below ? free.filter((control) => holds(below, control)) : [];
    if (!held.length && below && textOf(below).trim() && !row.querySelector(CONTROLS)) break;
    found.push(...held.slice(0, 1));
  }
  return found;
}

function columnOf(cell, row) {
  const before = [...cell.parentElement.cells].slice(0, cell.cellIndex).reduce((sum, one) => sum + one.colSpan, 0);
  let at = 0;
  return [...row.cells].findIndex((one) => { const here = at <= before && before < at + one.colSpan; at += one.colSpan; return here; });
}

function nearest(piece, unnamed) {
  const tied = piece.element.closest("label")?.control;
  const free = tied ? unnamed.filter((control) => control === tied || holds(tied.parentElement, control)) : unnamed;  // its own is hidden: only what stands in for it
  const inCells = byCell(piece, free);
  if (inCells?.length) return inCells;
  let holder = piece.element;
  let near = [];
  while (holder && !near.length) { near = free.filter((control) => holds(holder, control)); holder = upFrom(holder); }
  const ranked = near.filter((control) => !spokenFor(piece, control)).map((control) => [distance(piece, control), control]).filter(([far]) => far < 600).sort((a, b) => a[0] - b[0]);
  if (!ranked.length) return near.length === 1 && !spokenFor(piece, near[0]) ? near : [];
  return ranked.filter(([far]) => far - ranked[0][0] < 2).map(([, control]) => control);
}

// Boxes that stand together on one line: day, month and year of a date, or hour and minute of a time.
const BOXES = { date: 3, time: 2 };

function boxesOf(held, count) {
  const boxes = held.filter((control) => ["text", "select"].includes(kindOf(control)) && isSmall(control));
  const tops = boxes.map((box) => box.getBoundingClientRect().top);
  return boxes.length === count && held.length === count && Math.max(...tops) - Math.min(...tops) < 15 ? boxes : null;
}

const dateBoxes = (held) => boxesOf(held, 3);

// A box with room for a number of four digits and little more, or a list of numbers or months: not a name beside a date.
function isSmall(control) {
  if (control.tagName === "SELECT") return cluesOf(control).some((clue) => /day|month|year|hour|min|\d|^(dd|mm|yy|hh)/.test(clue)) || !optionTexts(control).some((text) => /\p{L}{4}/u.test(text));
  const isShort = control.maxLength > 0 ? control.maxLength <= 4 : control.getBoundingClientRect().width < 110;
  return isShort || cluesOf(control).some((clue) => /(^|[^a-z])(d|m|y|dd|mm|yy|yyyy|day|month|year|hour|minute|hh)([^a-z]|$)/.test(clue));
}

function rowOfBoxes(control, count) {
  let holder = control.parentElement;
  for (let steps = 0; holder && steps < 4; holder = upFrom(holder), steps += 1) {
    const inside = controls().filter((one) => holds(holder, one));
    if (inside.length > 1) return boxesOf(inside, count);
  }
  return null;
}

function groups(label) {
  const named = all("fieldset,[role=group],[role=radiogroup]").filter((group) => {
    const legend = group.querySelector(":scope > legend");
    const texts = [legend && textOf(legend), group.getAttribute("aria-label"), byIds(group, "aria-labelledby")];
    return texts.some((text) => fold(text) === label);
  });
  return named.map((group) => theChoice(controls().filter((control) => holds(group, control)))).filter((held) => held.length);
}

// Of a group's controls the buttons or ticks alone, where the rest is what one of them uncovers and has a name of its own.
function theChoice(held) {
  const choices = held.filter((control) => ["radio", "tick"].includes(kindOf(control)));
  const isOne = choices.length > 1 && (areTicks(choices) || choices.every((control) => radiosOf(choices[0]).includes(control)));
  const isRest = (control) => choices.includes(control) || namesOf(control).length;
  return isOne && choices.length < held.length && held.every(isRest) ? choices : held;
}

// Ticks under words that are tied to nothing: all that stands in the next cell, or in the smallest part that holds these words.
function ticksBeside(piece) {
  const next = piece.element.closest("td,th,dt")?.nextElementSibling;
  let held = next ? controls().filter((control) => holds(next, control)) : [];
  for (let holder = piece.element; holder && !held.length; holder = upFrom(holder)) held = controls().filter((control) => holds(holder, control));
  return areTicks(held) && held.every((tick) => piece.element.compareDocumentPosition(tick) & 4) ? [held] : [];
}

// Several controls that are one field: the boxes of a date or a time, ticks of which several may be on.
const together = (held, spec) => BOXES[spec.kind] && boxesOf(held, BOXES[spec.kind]) || areTicks(held);
const areTicks = (held) => held.length > 1 && held.every((control) => kindOf(control) === "tick");

// What editors call themselves is no label of the form's.
const SAYS_NOTHING = /\b(rich text|editor|editing area)\b/;

// "School, lookup" says more than the label that stands beside it, and nothing else.
const addsTo = (label, name) => name.startsWith(label) && /^\s*[,(:-]/.test(name.slice(label.length));

// Each way of finding, best first; the first that finds anything is taken.
function* ways(spec) {
  const label = fold(spec.label);
  const open = controls().filter((control) => !spec.role || (control.getAttribute("role") || spec.role) === spec.role);
  if (label) {
    yield open.filter((control) => namesOf(control).includes(label) && kindOf(control) !== "radio").map((control) => [control]);
    yield groups(label);
    const free = open.filter((control) => namesOf(control).every((name) => addsTo(label, name) || SAYS_NOTHING.test(name)) || ["radio", "pair"].includes(kindOf(control)));
    yield saying(label).flatMap((piece) => { const held = nearest(piece, free); return together(held, spec) ? [held] : held.map((control) => [control]); });
  }
  if (label) yield saying(label).flatMap(ticksBeside);
  const hint = fold(spec.placeholder || spec.label);
  yield open.filter((control) => hint && hintsOf(control).includes(hint)).map((control) => [control]);
  if (spec.id) yield open.filter((control) => control.id === spec.id || control.name === spec.id).map((control) => [control]);
}
