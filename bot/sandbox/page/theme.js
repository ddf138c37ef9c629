// Light or dark: as the system has it until somebody chooses.

import { find } from "./dom.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function show(theme) {
  if (theme) root.dataset.theme = theme;
}

show(localStorage.getItem("theme"));
find("#theme").addEventListener("click", () => {
  const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  localStorage.setItem("theme", next);
  show(next);
});
