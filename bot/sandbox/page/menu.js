// A list to choose from with the mouse or the arrow keys.

import { element } from "./dom.js";

// `entries`: { label, note, value }. The first is chosen at once where `chosen` is 0.
export function fill(menu, entries, onChoose, role = "option") {
  menu.replaceChildren(...entries.map(({ label, note, value }) => {
    const node = element("button", { type: "button", tabIndex: -1, aria: { role } },
      element("b", { dir: "auto" }, label), note && element("span", { dir: "auto" }, note));
    node.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps its focus
    node.addEventListener("click", () => onChoose(value));
    return node;
  }));
}

export function mark(menu, index) {
  const nodes = [...menu.children];
  if (!nodes.length) return 0;
  const wanted = (index + nodes.length) % nodes.length;
  nodes.forEach((node, place) => node.setAttribute("aria-selected", String(place === wanted)));
  nodes[wanted].scrollIntoView({ block: "nearest" });
  return wanted;
}

// A button that opens a menu; the arrow keys walk in it, Escape leaves.
export function opener(button, menu, prepare) {
  const close = () => { menu.hidden = true; button.setAttribute("aria-expanded", "false"); };
  button.addEventListener("click", () => {
    if (!menu.hidden) return close();
    prepare(close);
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    menu.firstElementChild?.focus();
    return undefined;
  });
  menu.addEventListener("keydown", (event) => {
    const nodes = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) nodes[(nodes.indexOf(document.activeElement) + step + nodes.length) % nodes.length].focus();
    if (event.key === "Escape") { close(); button.focus(); }
    if (step || event.key === "Escape") { event.preventDefault(); event.stopPropagation(); }
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (!menu.contains(relatedTarget) && relatedTarget !== button) close();
  });
}
