// The things on a page that take an answer, what kind each is, what it holds, and what its author calls it.

const CONTROLS = "input,select,textarea,[contenteditable=''],[contenteditable=true],[role=combobox],[role=textbox],[role=checkbox],[role=switch],[role=radio],[role=spinbutton],[role=searchbox]";
const NO_ANSWER = ["hidden", "submit", "button", "image", "reset"];

function kindOf(element) {
  const role = element.getAttribute("role");
  const tag = element.tagName;
  const type = tag === "INPUT" ? element.type : "";
  if (type === "radio" || role === "radio") return "radio";
  if (type === "checkbox" || role === "checkbox" || role === "switch") return "tick";
  if (type === "file") return "file";
  if (["date", "time", "datetime-local", "month"].includes(type)) return type;
  if (tag === "SELECT") return element.multiple ? "multiselect" : "select";
  if (role === "combobox" || element.getAttribute("aria-autocomplete") || /\bui-autocomplete-input\b/.test(element.className)) return "autocomplete";
  if (tag === "TEXTAREA") return "textarea";
  return element.isContentEditable ? "richtext" : "text";
}

// A control that is hidden on purpose, with a prettier one in its place beside it.
function standIn(element) {
  if (visible(element) && element.getBoundingClientRect().width > 2) return null;
  if (element.tagName !== "SELECT" && element.tagName !== "TEXTAREA" || !visible(element.parentElement)) return null;
  const wanted = element.tagName === "SELECT" ? "[role=combobox],.chosen-single" : "[contenteditable=true],iframe";
  for (let up = element.parentElement, steps = 0; up && steps < 3; up = up.parentElement, steps += 1) {
    const near = [...up.querySelectorAll(wanted)].filter((one) => one !== element && visible(one) && !one.labels?.length);
    const after = near.filter((one) => element.compareDocumentPosition(one) & 4);
    if (after.length) return after[0];
    if (near.length === 1) return near[0];
  }
  return null;
}

function controls() {
  if (controls.known) return controls.known;
  const stands = new Map();
  const found = all(CONTROLS).filter((element) => {
    if (element.tagName === "INPUT" && NO_ANSWER.includes(element.type)) return false;
    if (element.disabled && !element.value) return false;
    const other = standIn(element);
    if (other) stands.set(element, other);
    const tickable = ["radio", "tick"].includes(kindOf(element)) && [...(element.labels || [])].some(visible);
    return other || tickable || kindOf(element) === "file" || visible(element);
  });
  const taken = new Set(stands.values());
  const inner = (element) => element.parentElement?.closest("[role=combobox],[contenteditable=true]");
  controls.stands = stands;
  controls.known = found.filter((element) => !taken.has(element) && !(inner(element) && found.includes(inner(element))) && !element.closest(".select2-container"));
  return controls.known;
}

// What the page's author calls it: label, aria-label, aria-labelledby.
function namesOf(element) {
  if (!namesOf.known) namesOf.known = new Map();
  if (!namesOf.known.has(element)) {
    const labels = [...(element.labels || [])].flatMap((label) => [textOf(label), ownText(label)]);
    const texts = [...labels, element.getAttribute("aria-label"), byIds(element.getAttribute("aria-labelledby"))];
    namesOf.known.set(element, [...new Set(texts.map(fold).filter(Boolean))]);
  }
  return namesOf.known.get(element);
}

const hintsOf = (element) => [element.placeholder, element.title, element.getAttribute("data-placeholder")].map(fold).filter(Boolean);

// Radio buttons are one field: all of one name in one form.
function radiosOf(element) {
  if (element.getAttribute("role") === "radio") return all("[role=radio]", element.closest("[role=radiogroup]") || document);
  if (!element.name) return [element];
  return all("input[type=radio]").filter((other) => other.name === element.name && other.form === element.form);
}

const isOn = (element) => element.checked ?? element.getAttribute("aria-checked") === "true";

// What an option is called: its label, else the words right after it.
function optionText(element) {
  const label = [...(element.labels || [])].map((one) => textOf(one).trim()).find(Boolean);
  return label || element.getAttribute("aria-label") || (element.nextSibling?.textContent || "").trim() || element.textContent.trim() || element.value;
}

const optionTexts = (select) => [...select.options].map((option) => (option.label || option.text).trim());

// What the control holds, as a person would read it.
function heldBy(element, kind) {
  const stand = controls.stands?.get(element);
  switch (kind) {
    case "radio": { const on = radiosOf(element).find(isOn); return on ? optionText(on) : ""; }
    case "tick": return isOn(element) ? "yes" : "no";
    case "file": return [...element.files].map((file) => file.name).join("; ");
    case "richtext": return (stand && stand.tagName !== "IFRAME" ? stand : element).innerText ?? element.value;
    case "multiselect": return [...element.selectedOptions].map((option) => option.text.trim()).join("; ");
    default: break;
  }
  if (element.tagName === "SELECT") return [...element.selectedOptions].filter((option) => option.value !== "").map((option) => option.text.trim()).join("; ");
  if ("value" in element) return element.value;
  return (element.innerText || "").trim();
}
