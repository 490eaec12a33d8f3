// The review desk by keyboard: Enter goes through the open points, each lit up on the page it came from.
// Everything here also works without scripts, as links, anchors and forms.

const reading = () => document.getElementById("reading");
const openPoints = () => [...reading().querySelectorAll("[data-open-point], [data-editing]")];

function light(id) {
  document.querySelectorAll(".is-lit").forEach((lit) => lit.classList.remove("is-lit"));
  const words = id && document.getElementById(id);
  if (!words) return;
  words.classList.add("is-lit");
  const pane = document.getElementById("pages");
  const place = words.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  pane.scrollBy({ top: place.top - frame.top - frame.height / 3 });
}

function settleControl(point) {
  return point.querySelector("[data-settle]") || point.querySelector("input:not([type=hidden]), select, textarea, button, a");
}

function goTo(point) {
  if (!point) return document.getElementById("category")?.focus();
  settleControl(point)?.focus({ preventScroll: true });
  point.scrollIntoView({ block: "center" });
}

function neighbour(step) {
  const points = openPoints();
  const here = points.findIndex((point) => point.contains(document.activeElement));
  return points[here < 0 ? (step > 0 ? 0 : points.length - 1) : here + step];
}

function isTyping(target) {
  return target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
}

document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-evidence]");
  if (field) light(field.dataset.evidence);
});

document.addEventListener("click", (event) => {
  const show = event.target.closest('a[href^="#box-"]');
  if (show) {
    event.preventDefault();
    light(show.hash.slice(1));
  }
  if (event.target.closest("[data-next]")) {
    event.preventDefault();
    goTo(neighbour(1));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const target = event.target;
  if (event.key === "Enter" && event.repeat) return event.preventDefault(); // a key held down settles nothing
  if (event.key === "Enter" && !target.closest("a, button, input, select, textarea, summary")) {
    event.preventDefault();
    return goTo(neighbour(1));
  }
  if (event.key === "Escape" && target.closest("[data-editing]")) {
    event.preventDefault();
    return target.closest("[data-editing]").querySelector("[data-cancel]")?.click();
  }
  // Letters work only inside an open point (WCAG 2.1.4), and never while somebody types.
  const point = target.closest("[data-open-point]");
  if (!point || isTyping(target)) return;
  const act = {
    e: () => point.querySelector("[data-correct]")?.click(),
    j: () => goTo(neighbour(1)),
    k: () => goTo(neighbour(-1)),
  }[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});

function settleBoxes() {
  document.querySelectorAll(".app-box--open").forEach((box) => {
    const row = document.getElementById(box.id.replace(/^box-/, ""));
    if (!row?.matches("[data-open-point], [data-editing]")) box.classList.remove("app-box--open");
  });
}

// Categories and outcomes are found by any of their words: typing "violence" must never pick "Vulnerability".
function makeSearchable(select) {
  if (!select || !window.accessibleAutocomplete) return;
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: "",
    showAllValues: true,
    autoselect: true,
    confirmOnBlur: false,
    onConfirm: (text) => {
      const chosen = [...select.options].find((option) => text && option.text === text);
      select.value = chosen ? chosen.value : "";
    },
  });
}

const searchable = () => document.querySelectorAll("select#category, select#outcome").forEach(makeSearchable);
searchable();

// A contact that is settled leads on: Enter opens the next one.
document.querySelector("[data-next-contact]")?.focus({ preventScroll: true });

// The second report of one file begins at its own page.
if (!location.hash) {
  const pane = document.getElementById("pages");
  const box = pane?.querySelector(".app-box");
  const sheet = box?.closest(".app-page");
  if (sheet && sheet !== pane.querySelector(".app-page")) pane.scrollTop = sheet.offsetTop - pane.offsetTop;
}

let before = 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  before = openPoints().findIndex((point) => point.contains(document.activeElement));
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "drafts") return;
  settleBoxes();
  searchable();
  const form = reading().querySelector("[data-editing]");
  if (form) {
    light(form.dataset.evidence);
    return form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }
  const refused = reading().querySelector(".govuk-error-message")?.closest("[data-open-point]");
  const points = openPoints();
  goTo(refused || points[Math.max(0, Math.min(before, points.length - 1))]);
});

// Nothing that was typed is lost when an answer is no: the page stays as it is and says why at its top.
function say(sentence, link) {
  const place = document.getElementById("progress");
  place.textContent = `Nothing was saved. ${sentence} `;
  if (link) place.append(link);
}

document.addEventListener("htmx:sendError", () => say("The page cannot reach Postroom. Try again."));

document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const token = answer.querySelector("[name=csrfmiddlewaretoken]")?.value; // of who is signed in now
  if (token) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((kept) => (kept.value = token));
  const lines = [...answer.querySelectorAll("[data-line]")].map((line) => line.textContent);
  const link = answer.querySelector("[data-sign-in]");
  if (link) link.target = "_blank"; // this page waits with what was typed
  say(lines.join(" ") || "Something went wrong.", link);
});

if (location.hash.startsWith("#box-")) light(location.hash.slice(1));
