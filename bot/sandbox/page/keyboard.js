// Inline keyboards below a message.

import { element } from "./dom.js";

const STYLES = new Set(["primary", "success", "danger"]);

export function keyboard(message, onPress) {
  const key = (button) => {
    const node = element("button", { type: "button", dir: "auto" }, button.text);
    if (STYLES.has(button.style)) node.classList.add(button.style);
    node.classList.toggle("link", Boolean(button.url));
    node.addEventListener("click", () => press(node, message, button, onPress));
    return node;
  };
  return element("div", { className: "keyboard" },
    ...message.buttons.map((row) => element("div", { className: "row" }, ...row.map(key))));
}

function press(node, message, button, onPress) {
  if (button.data) {
    node.setAttribute("aria-busy", "true"); // until the bot answers, as Telegram's apps show it
    const rest = () => node.removeAttribute("aria-busy");
    onPress(message, button, rest);
  } else if (button.copy_text) {
    navigator.clipboard?.writeText(button.copy_text.text);
  } else if (/^https?:/i.test(button.url ?? "")) {
    window.open(button.url, "_blank", "noopener,noreferrer");
  }
}
