// Makes nodes. What people wrote goes in as text only, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export const find = (selector, root = document) => root.querySelector(selector);

export function element(tag, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(aria)) node.setAttribute(name === "role" ? name : `aria-${name}`, value);
  Object.assign(node.dataset, data);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}

// Draws a list of buttons or rows anew only when something changed, so that focus and a half-made click stay.
export function drawOnce(parent, drawing, make) {
  const drawn = JSON.stringify(drawing);
  if (parent.dataset.drawn === drawn) return false;
  parent.dataset.drawn = drawn;
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  parent.replaceChildren(...make());
  const nodes = [...parent.querySelectorAll("[data-key]")];
  if (focused !== undefined) nodes.find((node) => node.dataset.key === focused)?.focus();
  return true;
}
