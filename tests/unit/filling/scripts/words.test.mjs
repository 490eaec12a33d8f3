// Words as the robot compares them: pure parts of the page's scripts, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";

import { orderIn } from "../../../../filling/page/scripts/boxes.js";
import { fold, plain } from "../../../../filling/page/scripts/text.js";

test("a label is the same with its star, colon, hint of writing and in any apostrophe", () => {
  const wanted = fold("Child's date of birth");
  for (const written of ["* Child’s date of birth:", "child's  date of birth (dd/mm/yyyy)", "CHILD'S DATE OF BIRTH (required) *", "Child's date\nof birth…"]) {
    assert.equal(fold(written), wanted);
  }
});

test("brackets that say something else stay part of a label", () => {
  assert.notEqual(fold("Address (previous)"), fold("Address"));
});

test("signs count where words are looked for on the page", () => {
  assert.notEqual(plain("Password:"), plain("Password"));
  assert.equal(plain("Date – from"), plain("date - from"));
});

test("the order of a date is read where it is written, and not guessed where it is not", () => {
  assert.deepEqual(orderIn("MM DD YYYY"), [1, 0, 2]);
  assert.deepEqual(orderIn("Date of birth (dd/mm/yyyy)"), [0, 1, 2]);
  assert.equal(orderIn("Date of birth"), null);
  assert.equal(orderIn("day day year"), null);
});
