// Starts GOV.UK Frontend, and lets the keyboard into a table that is wider than its frame.
import { initAll } from "./govuk-frontend.min.js";

initAll();

document.addEventListener("htmx:load", (event) => {
  event.target.querySelectorAll("table").forEach((table) => {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  });
});
