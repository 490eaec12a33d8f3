// Tabs (two of them come late), suggestions while typing, rows that are added, a postback that replaces the form.
const reference = {{ reference|tojson }};
const panel = document.getElementById("panel");
let changed = false;

async function openTab(name) {
  for (const button of panel.querySelectorAll("[data-tab]")) button.setAttribute("aria-selected", button.dataset.tab === name);
  for (const section of panel.querySelectorAll("[data-panel]")) section.hidden = section.dataset.panel !== name;
  panel.querySelector("[name=open_tab]").value = name;
  const section = panel.querySelector(`[data-panel="${name}"]`);
  if (!section.dataset.late) return;
  delete section.dataset.late;
  const answer = await fetch(`/contacts/tab?name=${encodeURIComponent(name)}&contact=${reference}`);
  if (answer.redirected) { location = "/sign-in"; return; }
  section.innerHTML = await answer.text();
}

async function redraw() {
  const answer = await fetch("/contacts/redraw", { method: "POST", body: new URLSearchParams(new FormData(document.getElementById("contact"))) });
  if (answer.redirected) { location = "/sign-in"; return; }
  panel.innerHTML = await answer.text();
  start();
}

async function suggest(input) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  const answer = await fetch(`/suggest?list=${input.dataset.suggest}&q=${encodeURIComponent(input.value)}`);
  const options = await answer.json();
  list.replaceChildren(...options.map((text) => {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.textContent = text;
    option.onmousedown = (event) => { event.preventDefault(); input.value = text; list.hidden = true; };
    return option;
  }));
  list.hidden = !options.length || document.activeElement !== input;
}

panel.addEventListener("click", (event) => {
  if (event.target.dataset.tab) openTab(event.target.dataset.tab);
  if ("addRow" in event.target.dataset) {
    const rows = document.getElementById("rows");
    const number = rows.children.length + 1;
    rows.insertAdjacentHTML("beforeend", document.getElementById("blank-row").innerHTML.replaceAll("people_N_", `people_${number}_`));
  }
});
panel.addEventListener("change", (event) => { changed = true; if (event.target.dataset.postback) redraw(); });
panel.addEventListener("input", (event) => { changed = true; if (event.target.dataset.suggest) suggest(event.target); });
panel.addEventListener("focusout", (event) => { if (event.target.dataset.suggest) document.getElementById(event.target.getAttribute("aria-controls")).hidden = true; });
panel.addEventListener("submit", () => { changed = false; });
{% if manners.unsaved_dialog %}window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });{% endif %}

function start() { openTab(panel.querySelector("[name=open_tab]").value); }
start();
