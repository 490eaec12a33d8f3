// A calendar that is open on the page: the month it shows, what turns its pages, and the wanted day in it; null when there is none.

import { everywhere } from "./everywhere.js";

const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HEADING = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+(\d{4})\b/i;
const LONGEST = 31, SHORTEST = 28;

const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
const said = (element) => [element.getAttribute("aria-label"), element.title, element.textContent].join(" ");
const monthIn = (text) => MONTH_NAMES.indexOf(text.trim().toLowerCase().slice(0, 3)) + 1;
const isDay = (element) => !element.children.length && /^\s*\d{1,2}\s*$/.test(element.textContent) && Number(element.textContent) <= LONGEST;

// The smallest part of the page that holds the days of a month, one after the other.
function sheet() {
  const days = everywhere("td,th,a,button,span,div,abbr,[role=gridcell]").filter((one) => isDay(one) && seen(one));
  for (const middle of days.filter((one) => Number(one.textContent) === 15)) {
    for (let up = middle.parentElement; up && up !== document.body; up = up.parentElement) {
      const held = days.filter((one) => up.contains(one)), first = held.findIndex((one) => Number(one.textContent) === 1);
      const month = held.slice(first, first + SHORTEST);
      if (first >= 0 && month.length === SHORTEST && month.every((one, at) => Number(one.textContent) === at + 1)) return { up, days: held.slice(first) };
    }
  }
  return null;
}

function listsIn(holder) {
  const lists = [...holder.querySelectorAll("select")].filter(seen);
  const months = lists.find((list) => list.options.length === 12 && monthIn(list.options[1].text) === 2);
  const years = lists.find((list) => /^\s*(19|20)\d\d\s*$/.test(list.options[0]?.text)) || [...holder.querySelectorAll("input[type=number]")].find((box) => seen(box) && box.value > 1800);
  return { months, years };
}

function shownBy(holder) {
  const { months, years } = listsIn(holder);
  const heading = HEADING.exec(holder.innerText);
  const month = months ? monthIn(months.selectedOptions[0].text) : heading && monthIn(heading[1]);
  const year = years ? Number(years.value) : heading && Number(heading[2]);
  return month && year ? { months, years, month, year } : null;
}

// What turns the pages: by the month where it is to be had, by the year where it says so or there are two arrows.
function turners(holder, way) {
  const found = [...holder.querySelectorAll("button,a,[role=button],th,span,div")].filter((one) => seen(one) && !isDay(one)
    && one.textContent.trim().length < 20 && (way.test(said(one)) || way.test(one.className)) && !one.disabled);
  const inner = found.filter((one) => !found.some((other) => other !== one && other.contains(one)));
  const byYear = inner.filter((one) => /year|«|»|<<|>>/i.test(said(one))), byMonth = inner.filter((one) => !byYear.includes(one));
  return byMonth.length ? { month: byMonth[0], year: byYear[0] } : { month: byYear[0] };
}

export function calendar(day) {
  const open = sheet();
  for (let holder = open?.up, steps = 0; holder && steps < 5; holder = holder.parentElement, steps += 1) {
    const shown = shownBy(holder);
    const back = turners(holder, /\bprev|\bback|\bearlier|[‹«<◀←]/i), forth = turners(holder, /\bnext|\bforward|\blater|[›»>▶→]/i);
    if (shown && (shown.months && shown.years || back.month && forth.month)) return { ...shown, back, forth, day: open.days[day - 1] };
  }
  return null;
}
