// Words that only say how to fill something in, and are nobody's label.

export const HINT = /hint|help|error|desc|note|counter|prefix|suffix|required/i;
const COUNT = /^\d+ ?(\/|of) ?\d+|\bcharacters?\b|\bwords? (left|remaining)\b/;
const isSentence = (piece) => piece.text.length > 40 && /[.!]\s*$/.test(piece.node.data || "");
export const isHint = (piece) => (piece.isHint ??= readsAsHint(piece));  // asked for every pair of words and boxes
// What stands in a list before anything is chosen: "Select...", "-- please choose --".
const ASKS = /^\W*(please )?(select|choose|pick|search|type)\b.*(\.{3}|…|-{2,}|>)\s*$|^\W*please (select|choose)\W*$/i;
const readsAsHint = (piece) => ASKS.test(piece.node.data || "") || piece.element.tagName === "SMALL" || HINT.test(piece.element.className) || !/[\p{L}\p{N}]/u.test(piece.text) || HINT.test(piece.text) && piece.text.length < 12 || COUNT.test(piece.text) || isSentence(piece);
