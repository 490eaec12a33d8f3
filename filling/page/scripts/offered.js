// What a box that searches offers: options of its own list, and of lists that were not open before it was touched.

import { everywhere } from "./everywhere.js";

const OPTIONS = "[role=option],[role=treeitem],.ui-menu-item,.autocomplete-suggestion,[role=listbox] li";

const innermost = (found) => found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
const isShown = (one) => one.getClientRects().length > 0 && one.checkVisibility();

export function offered(box, before) {
  const names = ["aria-controls", "aria-owns"].map((name) => box?.closest(`[${name}]`)?.getAttribute(name)).filter(Boolean);
  const own = names.map((id) => box.getRootNode().getElementById(id));
  const found = everywhere(OPTIONS).filter((one) => isShown(one) && one.getAttribute("aria-disabled") !== "true");
  return innermost(found.filter((one) => !before.includes(one) || own.some((list) => list?.contains(one))));
}

// The things that say exactly these words: lists that do not say that they are lists have such.
export function saying(box, text) {
  const bare = (words) => words.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return innermost(everywhere("body *,:host *").filter((one) => !one.matches("script,style,option,label,select,textarea")
    && !one.contains(box) && !box.contains(one) && bare(one.textContent) === bare(text) && isShown(one)));
}
