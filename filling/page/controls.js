// The things on a page that take an answer, what kind each is, what it holds, and what its author calls it.

const CONTROLS = "input,select,textarea,[contenteditable=''],[contenteditable=true],[contenteditable=plaintext-only],[role=combobox],[role=textbox],[role=checkbox],[role=switch],[role=radio],[role=spinbutton],[role=searchbox],button[aria-pressed]";
const NO_ANSWER = ["hidden", "submit", "button", "image", "reset"];
const NATIVE_KINDS = { radio: "radio", checkbox: "tick", file: "file", date: "date", time: "time", "datetime-local": "datetime-local", month: "month" };
const ROLE_KINDS = { radio: "radio", checkbox: "tick", switch: "tick", combobox: "autocomplete" };
const NOTHING_CHOSEN = /^\W*(please\b.*|(select|choose|pick)\b.*|none|not set)?\W*$/i;

function kindOf(element) {
  if (pairs().has(element)) return "pair";
  if (element.tagName === "SELECT") return element.multiple ? "multiselect" : "select";
  if (element.matches("button[aria-pressed]")) return pressedGroup(element).length > 1 ? "radio" : "tick";
  const kind = NATIVE_KINDS[element.tagName === "INPUT" ? element.type : ""] || ROLE_KINDS[element.getAttribute("role")];
  if (kind) return kind;
  if (element.getAttribute("aria-autocomplete") || /\bui-autocomplete-input\b/.test(element.className)) return "autocomplete";
  if (element.tagName === "TEXTAREA") return "textarea";
  return element.isContentEditable ? "richtext" : "text";
}

// Buttons that stay pressed and stand together are one choice; those of an editor's bar are none.
const pressedGroup = (element) => [...(element.closest("[role=group],[role=radiogroup],fieldset") || element.parentElement).querySelectorAll("button[aria-pressed]")];
const isTool = (element) => element.matches("button") && Boolean(element.closest("[role=toolbar],[class*=toolbar],[class*=editor]"));

// A control that is hidden on purpose, with a prettier one in its place beside it.
function standIn(element) {
  if (element.tagName !== "SELECT" && element.tagName !== "TEXTAREA") return null;
  if (visible(element) && element.getBoundingClientRect().width > 2) return null;
  if (!element.parentElement || !visible(element.parentElement)) return null;
  const wanted = element.tagName === "SELECT" ? "[role=combobox],.chosen-single" : "[contenteditable=true],iframe";
  for (let up = element.parentElement, steps = 0; up && steps < 3; up = up.parentElement, steps += 1) {
    const near = [...up.querySelectorAll(wanted)].filter((one) => one !== element && visible(one) && !one.labels?.length);
    const after = near.filter((one) => element.compareDocumentPosition(one) & 4);
    if (after.length) return after[0];
    if (near.length === 1) return near[0];
  }
  return element.tagName === "SELECT" ? prettyNeighbour(element) : null;
}

// Whatever can be clicked or typed into and stands right beside the hidden list.
function prettyNeighbour(element) {
  const near = [element.nextElementSibling, element.previousElementSibling].find((one) => one && visible(one) && !one.matches("label,select,p"));
  return near ? [near, ...near.querySelectorAll("*")].find((one) => one.matches("input,a,button,[tabindex]") && visible(one)) || null : null;
}

function isOpen(element) {
  const kind = kindOf(element);
  if (["radio", "tick"].includes(kind) && [...(element.labels || [])].some(visible)) return true;
  return kind === "file" || visible(element) && !(kind === "text" && seeThrough(element));
}

function controls() {
  if (controls.known) return controls.known;
  const stands = new Map();
  controls.stands = stands;
  const found = all(CONTROLS).filter((element) => {
    if (element.tagName === "INPUT" && NO_ANSWER.includes(element.type) || isTool(element)) return false;
    const other = standIn(element);
    if (other) stands.set(element, other);
    return other || isOpen(element);
  });
  const taken = new Set([...stands.values(), ...[...pairs().values()].flatMap((pair) => pair.others)]);
  const inner = (element) => element.parentElement?.closest("[role=combobox],[contenteditable=true]");
  controls.known = found.filter((element) => !taken.has(element) && !(inner(element) && found.includes(inner(element))) && !element.closest(".select2-container"));
  return controls.known;
}

// What the page's author calls it: label, aria-label, aria-labelledby, or the same on the component that it is the inside of.
function namesOf(element) {
  if (!namesOf.known) namesOf.known = new Map();
  if (!namesOf.known.has(element)) {
    const labels = [...(element.labels || [])].flatMap((label) => [textOf(label), withoutHints(label), ownText(label)]);
    const host = element.getRootNode().host;
    const texts = [...labels, element.getAttribute("aria-label"), byIds(element, "aria-labelledby"), host?.getAttribute("label"), host?.getAttribute("aria-label")];
    namesOf.known.set(element, [...new Set(texts.map(fold).filter(Boolean))]);
  }
  return namesOf.known.get(element);
}

// A label's words but for hints that stand in it.
function withoutHints(label) {
  const hints = [...label.querySelectorAll("*")].filter((inner) => inner.tagName === "SMALL" || HINT.test(inner.className));
  if (!hints.length) return null;
  const copy = label.cloneNode(true);
  for (const inner of [...copy.querySelectorAll("*")].filter((one) => one.tagName === "SMALL" || HINT.test(one.className))) inner.remove();
  return textOf(copy);
}

const hintsOf = (element) => [element.placeholder, element.title, element.getAttribute("data-placeholder")].map(fold).filter(Boolean);

// Radio buttons are one field: all of one name in one form.
function radiosOf(element) {
  if (element.matches("button")) return pressedGroup(element);
  if (element.getAttribute("role") === "radio") return all("[role=radio]", element.closest("[role=radiogroup]") || element.parentElement);
  if (!element.name) return [element];
  return all("input[type=radio]").filter((other) => other.name === element.name && other.form === element.form);
}

const isOn = (element) => element.checked ?? (element.getAttribute("aria-checked") || element.getAttribute("aria-pressed")) === "true";

// What an option is called: its label, its own words, else the words right after it.
function optionText(element) {
  const label = [...(element.labels || [])].map((one) => textOf(one).trim()).find(Boolean);
  return label || element.getAttribute("aria-label") || element.textContent.trim() || byIds(element, "aria-labelledby") || (element.nextSibling?.textContent || "").trim() || element.value;
}

const optionTexts = (select) => [...select.options].map((option) => (option.label || option.text).trim());
const chosenIn = (select) => [...select.selectedOptions].map((option) => option.text.trim()).join("; ");

// What the control holds, as a person would read it.
function heldBy(element, kind) {
  const stand = controls.stands?.get(element);
  switch (kind) {
    case "radio": { const on = radiosOf(element).find(isOn); return on ? optionText(on) : ""; }
    case "tick": return isOn(element) ? "yes" : "no";
    case "file": return [...element.files].map((file) => file.name).join("; ");
    case "richtext": return (stand && stand.tagName !== "IFRAME" ? stand : element).innerText ?? element.value;
    case "multiselect": return chosenIn(element);
    case "pair": return optionTexts(pairs().get(element).chosen).join("; ");
    default: break;
  }
  if (element.tagName === "SELECT") return element.value === "" ? "" : chosenIn(element);
  if (element.tagName !== "BUTTON" && "value" in element) return element.value;
  const shown = (element.innerText || "").trim();
  return NOTHING_CHOSEN.test(shown) ? "" : shown;
}
