// The bench: a box drawn around a label puts its words into the next free line. The lines can also be typed.

const rows = () => [...document.querySelectorAll("[data-label]")];

function place(sheet, event) {
  const frame = sheet.getBoundingClientRect();
  const { width, height } = sheet.dataset;
  return { x: ((event.clientX - frame.left) / frame.width) * width, y: ((event.clientY - frame.top) / frame.height) * height };
}

function wordsIn(sheet, x0, y0, x1, y1) {
  return JSON.parse(sheet.dataset.benchPage)
    .filter(({ box: [left, top, right, bottom] }) => {
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      return x >= x0 && x <= x1 && y >= y0 && y <= y1;
    })
    .map((word) => word.text)
    .join(" ")
    .replace(/\s*:$/, "");
}

// Where the focus is, if that is an empty box for words; else the next free label, under the same heading as the one before.
function fill(words) {
  const here = document.activeElement;
  const isAsked = here.matches("#title, [name=heading], [data-label]") && !here.value;
  const box = isAsked ? here : rows().find((row) => !row.value);
  if (!box) return;
  box.value = words;
  if (!box.matches("[data-label]")) return box.focus();
  const heading = box.closest("li").querySelector("[name=heading]");
  heading.value ||= box.closest("li").previousElementSibling?.querySelector("[name=heading]").value ?? "";
  box.closest("li").querySelector("select").focus();
}

document.querySelectorAll("[data-bench-page]").forEach((sheet) => {
  const drawn = sheet.querySelector(".app-drawn");
  let from = null;
  const draw = (to) => {
    drawn.setAttribute("x", Math.min(from.x, to.x));
    drawn.setAttribute("y", Math.min(from.y, to.y));
    drawn.setAttribute("width", Math.abs(to.x - from.x));
    drawn.setAttribute("height", Math.abs(to.y - from.y));
  };
  sheet.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the focus stays in the box that is to be filled
    from = place(sheet, event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => from && draw(place(sheet, event)));
  sheet.addEventListener("pointerup", (event) => {
    const to = place(sheet, event);
    const words = wordsIn(sheet, Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y));
    from = null;
    if (words) fill(words);
  });
});

// What is published is what was tried: an edit that was not tried would be left out.
document.getElementById("template")?.addEventListener("input", () => {
  document.getElementById("publish").disabled = true;
  document.getElementById("publish-edited").hidden = Boolean(document.getElementById("publish-why"));
});

document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-evidence]");
  if (!field) return;
  document.querySelectorAll(".is-lit").forEach((lit) => lit.classList.remove("is-lit"));
  document.getElementById(field.dataset.evidence)?.classList.add("is-lit");
});
