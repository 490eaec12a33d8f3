// Long lists draw only the part that is in view, and some fetch more at their end: through all of it, until the wanted option comes.

import { offered } from "./offered.js";

const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const FETCHES_MS = 600;

function scrollerOf(options) {
  let list = options.at(-1)?.parentElement;
  while (list && !(list.scrollHeight > list.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(list).overflowY))) list = list.parentElement;
  return list === document.body || list === document.documentElement ? null : list;
}

const textsOf = (option) => [option.innerText || option.textContent || "", (option.innerText || "").split("\n")[0]].map(bare);

// "found", "whole" where all was seen and it is not there, "part" where the time was over first, "none" where nothing rolls.
export async function rollTo(box, before, text, limitMs) {
  const wanted = bare(text), began = performance.now();
  let list = scrollerOf(offered(box, before));
  if (!list) return "none";
  list.scrollTop = 0;
  for (;;) {
    await drawn();
    const options = offered(box, before);
    if (options.some((option) => textsOf(option).includes(wanted))) return "found";
    list = list.isConnected ? list : scrollerOf(options);
    if (!list) return "part";
    if (performance.now() - began > limitMs) return "part";
    if (!await rolledOn(list)) return "whole";
  }
}

// A part further down; at the end a moment for a list that fetches more.
async function rolledOn(list) {
  const { scrollTop, scrollHeight } = list;
  list.scrollTop = scrollTop + Math.max(20, list.clientHeight * 0.8);
  if (list.scrollTop !== scrollTop) return true;
  for (let waited = 0; waited < FETCHES_MS; waited += 50) {
    await pause(50);
    if (list.scrollHeight !== scrollHeight) return true;
  }
  return false;
}
