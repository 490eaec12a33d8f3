// Where on the page something stands, in the words that the page prints: the legend, caption or heading of its part.

import { all, holds, textOf, visible } from "./text.js";

const STANDS_OVER = "legend,caption,h1,h2,h3,h4,h5,h6,summary,[role=heading],td[colspan],th[colspan],.panel-heading,.card-header";
const LONGEST_HEADING = 60;

const headingText = (element) => textOf(element).replace(/\s+/g, " ").trim().slice(0, LONGEST_HEADING);

export function whereabouts(element) {
  const legend = element.closest("fieldset")?.querySelector(":scope > legend");
  if (legend && visible(legend)) return headingText(legend);
  const before = all(STANDS_OVER).filter((head) => visible(head) && headingText(head) && !holds(head, element) && head.compareDocumentPosition(element) & 4);
  return before.length ? headingText(before.at(-1)) : "";
}
