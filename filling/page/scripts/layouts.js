// How a box with a calendar writes its dates, by the calendar's own word: jQuery UI and flatpickr keep it beside the box.

const JQUERY_UI = { dd: "dd", d: "dd", mm: "mm", m: "mm", M: "mmm", yy: "yyyy", y: "yy" };
const FLATPICKR = { d: "dd", j: "dd", m: "mm", n: "mm", M: "mmm", Y: "yyyy", y: "yy" };

const translated = (layout, signs, pattern) => (layout || "").replace(pattern, (sign) => signs[sign] ?? sign);

// flatpickr may put another box, that takes no typing, in front of its own.
const flatpickrOf = (element) => element._flatpickr || (element.previousElementSibling?._flatpickr?.altInput === element ? element.previousElementSibling._flatpickr : null);

export const hasCalendar = (element) => Boolean(flatpickrOf(element)) || element.classList.contains("hasDatepicker");

export function layoutOf(element) {
  if (element._flatpickr) return translated(element._flatpickr.config.altInput ? "" : element._flatpickr.config.dateFormat, FLATPICKR, /[a-z]/gi);
  if (!element.classList.contains("hasDatepicker")) return "";
  const layout = globalThis.jQuery?.(element).datepicker?.("option", "dateFormat");
  return typeof layout === "string" ? translated(layout, JQUERY_UI, /d+|m+|M+|y+/g) : "";
}
