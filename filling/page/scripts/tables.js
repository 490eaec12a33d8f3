// What a table's own structure says about which words belong to which control: this cell, this row, this column.

import { CONTROLS, controls, isChoice, kindOf } from "./controls.js";
import { wordsOf } from "./order.js";
import { holds, textOf } from "./text.js";

// A cell's control: its own; else those of the cells beside it in its row, on the side on which this table has its words; under a
// column's heading one in each row. Null where the table does not tell.
export function byCell(piece, free) {
  const term = piece.element.closest("dt");
  if (term) {
    const next = term.nextElementSibling;
    return next ? free.filter((control) => holds(next, control)) : [];
  }
  const cell = piece.element.closest("td,th");
  const row = cell?.parentElement;
  if (!row || row.tagName !== "TR") return null;
  if (cell.querySelector(CONTROLS)) return null;
  const across = besideInRow(cell, free);
  if (across.length) return across;  // several of a kind, and no words between them: it is not told which is meant
  if (free.some((control) => row.contains(control))) return [];
  const above = isUnderBoxes(row) && row.previousElementSibling?.cells[columnOf(cell, row.previousElementSibling)];
  if (above) return free.filter((control) => holds(above, control));
  const found = inColumn(cell, [...row.closest("table").rows].filter((other) => row.compareDocumentPosition(other) & 4), free);
  return found.length || !isHeadOfGrid(cell) ? (found.length ? found : null) : [];
}

// The controls of the cells beside this one, as far as the next words. A cell with words and a control of its own speaks for itself,
// but for a choice or a lone tick, whose own words are those of the answer.
function besideInRow(cell, free) {
  const partner = partnerInRow(cell);
  if (partner) return free.filter((control) => holds(partner, control));
  const step = wordsGoBehind(cell) ? "previousElementSibling" : "nextElementSibling";
  const across = [];
  for (let next = cell[step]; next && (!across.length || !hasWords(next)); next = next[step]) {
    const held = free.filter((control) => holds(next, control) && (!wordsOf(control) || isAnswer(control, cell)));
    if (across.length && held.some((control) => kindOf(control) !== kindOf(across[0]))) break;
    across.push(...held);
    if (hasWords(next)) break;
  }
  return across;
}

// Where a row can give all its words a cell of boxes beside them in one way only, that way is meant: words | box | box | words.
function partnerInRow(cell) {
  const cells = [...cell.parentElement.cells].filter((one) => kindOfCell(one));
  if (cells.length < 4 || cells.length % 2 || cells.some((one) => !["words", "control"].includes(kindOfCell(one)) || isAside(one))) return null;
  const couples = Array.from({ length: cells.length / 2 }, (_, at) => cells.slice(2 * at, 2 * at + 2));
  if (couples.some(([a, b]) => kindOfCell(a) === kindOfCell(b))) return null;
  return couples.find((couple) => couple.includes(cell)).find((one) => one !== cell);
}

const isAside = (cell) => kindOfCell(cell) === "words" && /^\W*\(/.test(textOf(cell));

const isAnswer = (control, cell) => kindOf(control) === "radio" || kindOf(control) === "tick" && cell.parentElement.querySelectorAll(CONTROLS).length === 1;

// Decided once for a table: whether its rows begin with a control by itself and end with words by themselves.
function wordsGoBehind(cell) {
  const table = cell.closest("table");
  wordsGoBehind.known ??= new Map();
  if (!wordsGoBehind.known.has(table)) {
    const votes = [...table.rows].map((row) => voteOf([...row.cells].map(kindOfCell).filter(Boolean)));
    wordsGoBehind.known.set(table, votes.reduce((sum, one) => sum + one, 0) > 0);
  }
  return wordsGoBehind.known.get(table);
}

const voteOf = (kinds) => (kinds[0] === "control" && kinds.at(-1) === "words" ? 1 : kinds[0] === "words" && kinds.at(-1) === "control" ? -1 : 0);

// The words of the cell beside a choice that stands in a cell by itself, where each choice of its row has such a cell.
export function wordsInNextCell(control) {
  const cell = control.closest("td,th");
  if (!cell || kindOfCell(cell) !== "control") return "";
  const kinds = [...cell.parentElement.cells].map(kindOfCell).filter(Boolean);
  if (kinds.length !== 2 && !partnerInRow(cell)) return "";
  const next = partnerInRow(cell) || (wordsGoBehind(cell) ? cell.nextElementSibling : cell.previousElementSibling);
  return next && kindOfCell(next) === "words" ? textOf(next).replace(/\s+/g, " ").trim() : "";
}

// A star for "mandatory", or a line drawn with signs, is no words.
const hasWords = (cell) => /[\p{L}\p{N}]/u.test(textOf(cell));

function kindOfCell(cell) {
  const isWorded = hasWords(cell), hasControl = controls().some((control) => holds(cell, control));
  return isWorded === hasControl ? (isWorded ? "both" : "") : isWorded ? "words" : "control";
}

// The heading of a list of records that has no box in it names nothing outside of the list.
function isHeadOfGrid(cell) {
  const row = cell.parentElement, table = row.closest("table");
  return row.cells.length > 1 && !controls().some((control) => holds(table, control)) && (cell.tagName === "TH" || Boolean(row.closest("thead")));
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
    const under = cellsUnder(cell, row);
    const held = under.map((below) => free.filter((control) => holds(below, control) && !(cell.colSpan > 1 && speaksForItself(control, below))));
    if (!held.flat().length && under.some(hasWords) && !row.querySelector(CONTROLS)) break;
    found.push(...held.flatMap((inCell) => inCell.slice(0, 1)));
    if (cell.colSpan > 1 && controls().some((control) => holds(row, control) && isChoice(control)) && controls().some((control) => holds(row, control) && !isChoice(control))) return [];  // a part of the form, not a question
  }
  return found;
}


// A box with words of its own in its cell is called by these, whatever heading stands over all of the row.
const speaksForItself = (control, cell) => kindOfCell(cell) === "both" && Boolean(wordsOf(control)) && !isChoice(control);

// A heading across several columns stands over all of them.
function cellsUnder(cell, row) {
  const from = cell.colSpan > 1 ? columnAt(cell) : -1;
  if (from < 0) return [row.cells[columnOf(cell, row)]].filter(Boolean);
  return [...row.cells].filter((one) => columnAt(one) >= from && columnAt(one) < from + cell.colSpan);
}

const columnAt = (cell) => [...cell.parentElement.cells].slice(0, cell.cellIndex).reduce((sum, one) => sum + one.colSpan, 0);

export function columnOf(cell, row) {
  const before = columnAt(cell);
  let at = 0;
  return [...row.cells].findIndex((one) => { const here = at <= before && before < at + one.colSpan; at += one.colSpan; return here; });
}
