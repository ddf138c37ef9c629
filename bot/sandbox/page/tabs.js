// Narrow screens show one pane at a time.

import { find } from "./dom.js";

const main = find("main");
const buttons = [...document.querySelectorAll("#tabs button")];

function openPane(name) {
  main.dataset.pane = name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
}

for (const button of buttons) button.addEventListener("click", () => openPane(button.dataset.pane));
openPane("founder");
