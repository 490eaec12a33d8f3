// Words on a page as a person reads them: folded for comparison, and whether they can be seen.

// Signs that look alike are one: curly and straight apostrophes, the kinds of hyphens and dashes; signs of no width are none.
export const alike = (text) => (text || "").normalize("NFKC").toLowerCase().replace(/[‘’ʼ`´]/g, "'").replace(/[‐‑‒–—−]/g, "-").replace(/[\u00ad\u200b-\u200d\ufeff]/g, "").replace(/\s+/g, " ");

// Brackets that say how to write it, or whether one must, are no part of a label.
const ASIDE = /\((required|optional|mandatory|([dmyh]{1,4}[\s/.:-]*){2,4}|(e\.?g\.?|for example)\b[^)]*)\)/g;

export const fold = (text) => alike(text).replace(ASIDE, "").replace(/^[\s*•]+|[\s*:?.…]+$/g, "").trim();

// Words as they are said on the page, in any case and spacing; signs count, so that "Password:" is not "Change password".
export const plain = (text) => alike(text).trim();

const INSIDE_CONTROLS = "select,textarea,button,script,style,template,option,[role=listbox],[role=combobox],.chosen-drop";

export function visible(element) {
  if (!visible.known) visible.known = new Map();
  if (!visible.known.has(element)) visible.known.set(element, isVisible(element));
  return visible.known.get(element);
}

function isVisible(element) {
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || !element.getClientRects().length) return false;
  const box = element.getBoundingClientRect();
  return box.right + scrollX > 0 && box.bottom + scrollY > 0 && !isCutAway(element) && !clipped(element);
}

// Left for those who hear the page, or for the browser, with something drawn in its place.
function isCutAway(element) {
  if (element.tagName !== "INPUT") return false;
  const { position, clip, clipPath } = getComputedStyle(element);
  return ["absolute", "fixed"].includes(position) && /rect\((0|1px, 1px)/.test(clip) || /inset\((50|100)%/.test(clipPath);
}

// Inside something that has no room to show it, and not lifted out of it.
function clipped(element) {
  if (!element || element === document.body) return false;
  if (!clipped.known) clipped.known = new Map();
  if (!clipped.known.has(element)) clipped.known.set(element, hasNoRoom(element) || clipped(upFrom(element)) && !isLifted(element));
  return clipped.known.get(element);
}

const hasNoRoom = (element) => (element.offsetHeight <= 1 || element.offsetWidth <= 1) && getComputedStyle(element).overflow !== "visible";
const isLifted = (element) => ["fixed", "absolute"].includes(getComputedStyle(element).position);
export const seeThrough = (element) => !element.checkVisibility({ opacityProperty: true });

// The document and every open shadow root in it, however deep.
export function roots() {
  if (roots.known) return roots.known;
  const found = [document];
  for (const root of found) for (const element of root.querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
  roots.known = found;
  return found;
}

export const all = (selector, within) => (within ? [...within.querySelectorAll(selector)] : roots().flatMap((root) => [...root.querySelectorAll(selector)]));

// Whether one holds the other, through shadow roots too.
export function holds(holder, element) {
  if (holder.contains(element)) return true;
  if (roots().length === 1) return false;
  for (let up = element; up; up = up.assignedSlot || up.parentNode || up.host) if (up === holder) return true;
  return false;
}

export const upFrom = (element) => element.parentElement || element.getRootNode().host || null;

// The text of an element without that of the controls in it; a broken line is a blank.
export function textOf(element) {
  if (!element.querySelector(`br,${INSIDE_CONTROLS}`)) return element.textContent;
  const copy = element.cloneNode(true);
  for (const inner of copy.querySelectorAll(INSIDE_CONTROLS)) inner.remove();
  for (const broken of copy.querySelectorAll("br")) broken.replaceWith(" ");
  return copy.textContent;
}

export const ownText = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" ");

// The elements that an attribute names by their ids.
export function idsOf(element, attribute) {
  const root = element.getRootNode();
  const ids = (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
  return ids.map((id) => root.getElementById?.(id)).filter(Boolean);
}

export const byIds = (element, attribute) => idsOf(element, attribute).map(textOf).join(" ");

// What has no box of its own (a slot) is seen where the next around it is.
const boxedAround = (element) => { let up = element; while (up && !up.getClientRects().length && getComputedStyle(up).display === "contents") up = upFrom(up); return up || element; };

// Pieces of text on the page that can be seen, each with its place. Found once for each look.
export function pieces() {
  if (pieces.known) return pieces.known;
  const found = [];
  for (const root of [document.body, ...roots().slice(1)].filter(Boolean)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !node.parentElement || node.parentElement.closest(INSIDE_CONTROLS + ",noscript")) continue;
      const holder = boxedAround(node.parentElement);
      if (visible(holder) && !seeThrough(holder)) found.push({ node, element: node.parentElement, text: fold(node.data) });
    }
  }
  pieces.known = found;
  return found;
}

export function place(piece) {
  if (!piece.box) {
    const range = document.createRange();
    range.selectNodeContents(piece.node);
    piece.box = range.getBoundingClientRect();
  }
  return piece.box;
}

// Pieces that say exactly this; a label broken over inner elements (<b>First</b> name) is one piece.
export function saying(label) {
  const whole = pieces().filter((piece) => piece.text === label);
  if (whole.length) return whole;
  const starts = pieces().filter((piece) => piece.text && label.startsWith(piece.text));
  const holders = starts.map((piece) => [piece.element.parentElement, piece.element]).flatMap((ups) =>
    ups.filter((up) => up && fold(textOf(up)) === label).slice(-1).map((up) => ({ node: up, element: up, text: label })));
  return holders.filter((one, at) => holders.findIndex((other) => other.element === one.element) === at);
}
