// What a table's own structure says about which words belong to which control: this cell, this row, this column.

import { CONTROLS, kindOf } from "./controls.js";
import { fold, holds, textOf } from "./text.js";

// A cell's control: the cells after it in its row; under a column's heading, one in each row.
export function byCell(piece, free) {
  const term = piece.element.closest("dt");
  if (term) {
    const next = term.nextElementSibling;
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

export function columnOf(cell, row) {
  const before = [...cell.parentElement.cells].slice(0, cell.cellIndex).reduce((sum, one) => sum + one.colSpan, 0);
  let at = 0;
  return [...row.cells].findIndex((one) => { const here = at <= before && before < at + one.colSpan; at += one.colSpan; return here; });
}
