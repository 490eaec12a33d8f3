// The worktray by keyboard: Enter opens the most urgent contact, wherever nothing else has the focus.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.repeat || event.target.closest("a, button, input, select, summary")) return;
  document.querySelector(".app-tray__link")?.click();
});
