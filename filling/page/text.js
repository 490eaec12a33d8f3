// Words on a page as a person reads them: folded for comparison, and whether they can be seen.

const fold = (text) =>
  (text || "").normalize("NFKC").toLowerCase().replace(/\s+/g, " ")
    .replace(/\((required|optional|mandatory)\)/g, "").replace(/^[\s*•]+|[\s*:?.…]+$/g, "").trim();

// Words as they are said on the page, in any case and spacing; signs count, so that "Password:" is not "Change password".
const plain = (text) => (text || "").normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

// What option texts are compared by: letters and digits only, so that "Checks- MP" is "Checks - MP".
const bare = (text) => (text || "").normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const INSIDE_CONTROLS = "select,textarea,button,script,style,template,option,[role=listbox],[role=combobox]";

function visible(element) {
  return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && element.getClientRects().length > 0;
}

// The document's elements that fit, shadow roots included.
function all(selector, root = document) {
  const found = [...root.querySelectorAll(selector)];
  if (!all.shadows) all.shadows = [...document.querySelectorAll("*")].filter((element) => element.shadowRoot);
  for (const host of all.shadows) if (root.contains(host)) found.push(...host.shadowRoot.querySelectorAll(selector));
  return found;
}

// The text of an element without that of the controls in it.
function textOf(element) {
  if (!element.querySelector(INSIDE_CONTROLS)) return element.textContent;
  const copy = element.cloneNode(true);
  for (const inner of copy.querySelectorAll(INSIDE_CONTROLS)) inner.remove();
  return copy.textContent;
}

const ownText = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" ");

function byIds(ids) {
  return (ids || "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean).map(textOf).join(" ");
}

// Pieces of text on the page that can be seen, each with its place. Found once for each look.
function pieces() {
  if (pieces.known) return pieces.known;
  const found = [];
  const roots = [document.body, ...(all("*"), all.shadows.map((host) => host.shadowRoot))].filter(Boolean);
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !node.parentElement || node.parentElement.closest(INSIDE_CONTROLS + ",noscript")) continue;
      if (visible(node.parentElement)) found.push({ node, element: node.parentElement, text: fold(node.data) });
    }
  }
  pieces.known = found;
  return found;
}

function place(piece) {
  if (!piece.box) {
    const range = document.createRange();
    range.selectNodeContents(piece.node);
    piece.box = range.getBoundingClientRect();
  }
  return piece.box;
}

// Pieces that say exactly this; a label broken over inner elements (<b>First</b> name) is one piece.
function saying(label) {
  const whole = pieces().filter((piece) => piece.text === label);
  if (whole.length) return whole;
  const starts = pieces().filter((piece) => piece.text && label.startsWith(piece.text));
  const holders = starts.map((piece) => [piece, piece.element.parentElement, piece.element]).flatMap(([piece, ...ups]) =>
    ups.filter((up) => up && fold(textOf(up)) === label).slice(-1).map((up) => ({ node: up, element: up, text: label })));
  return holders.filter((one, at) => holders.findIndex((other) => other.element === one.element) === at);
}
