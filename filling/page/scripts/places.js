// Where things are drawn: their boxes, how far one is from another on each side, and what is next to it.

export const SLACK = 4, NEAR = 400;
const ALIGNED = 40;

export function boxesOfText(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter((box) => box.width && box.height);
}

export const overlap = (from, to, otherFrom, otherTo) => Math.min(to, otherTo) - Math.max(from, otherFrom);
export const onLine = (a, b) => overlap(a.top, a.bottom, b.top, b.bottom) > 0.3 * Math.min(a.height, b.height);
const isInColumn = (a, b) => overlap(a.left, a.right, b.left, b.right) > 0.2 * Math.min(a.width, b.width) || Math.abs(a.left - b.left) < ALIGNED;
export const GAPS = {
  left: (box, other) => (onLine(box, other) && other.right <= box.left + SLACK ? box.left - other.right : Infinity),
  right: (box, other) => (onLine(box, other) && other.left >= box.right - SLACK ? other.left - box.right : Infinity),
  above: (box, other) => (!onLine(box, other) && other.bottom <= box.top + SLACK && isInColumn(box, other) ? box.top - other.bottom : Infinity),
  below: (box, other) => (!onLine(box, other) && other.top >= box.bottom - SLACK && isInColumn(box, other) ? other.top - box.bottom : Infinity),
};

export const isWithin = (box, other) => other.left >= box.left - ALIGNED && other.right <= box.right + ALIGNED && other.top >= box.top - ALIGNED && other.bottom <= box.bottom + ALIGNED;

// What is next to a box on a side: words, another control, or nothing.
export function nextTo(box, side, items, self) {
  let found = null;
  for (const item of items) {
    if (item === self) continue;
    const gap = Math.min(...item.boxes.map((other) => GAPS[side](box, other)));
    if (gap < Math.min(found?.gap ?? Infinity, NEAR) - 0.01) found = { item, gap };
  }
  return found;
}

export const union = (boxes) => {
  const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, right, top, bottom, width: right - left, height: bottom - top };
};
