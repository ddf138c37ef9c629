// Formatted text: Telegram's entities as a tree of nodes.

import { element } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

// Entities nest and never cross; offsets count UTF-16 units, as JavaScript's strings do.
export function formatted(text, entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted);
}

function build(text, start, stop, entities) {
  const nodes = [];
  let place = start;
  for (let index = 0; index < entities.length;) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, stop);
    const inside = entities.slice(index + 1).filter((other) => other.offset < end);
    index += 1 + inside.length;
    if (entity.offset > place) nodes.push(text.slice(place, entity.offset));
    nodes.push(wrapped(entity, text.slice(entity.offset, end), build(text, entity.offset, end, inside)));
    place = end;
    // A quotation is a block of its own: the line break after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[place] === "\n" && place < stop) place += 1;
  }
  if (place < stop) nodes.push(text.slice(place, stop));
  return nodes;
}

function wrapped(entity, text, children) {
  const address = entity.type === "text_link" ? entity.url : { url: text, email: `mailto:${text}` }[entity.type];
  if (address && /^(https?:\/\/|mailto:)/i.test(address)) {
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, ...children);
  }
  if (entity.type === "pre") return element("pre", { dir: "ltr" }, element("code", {}, ...children));
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "expandable_blockquote") return expandable(children);
  if (TAGS[entity.type]) return element(TAGS[entity.type], {}, ...children);
  const node = element("span", { className: `entity ${entity.type}` }, ...children);
  // No real button: it would stand outside of the line's order of writing.
  return entity.type === "bot_command" ? pressable(node) : node;
}

function spoiler(children) {
  const node = pressable(element("span", { className: "spoiler" }, ...children));
  node.addEventListener("click", () => node.classList.add("shown"));
  return node;
}

function expandable(children) {
  const node = pressable(element("blockquote", { className: "folded" }, ...children));
  node.addEventListener("click", () => node.classList.toggle("folded"));
  return node;
}

function pressable(node) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("keydown", ({ key }) => { if (key === "Enter") node.click(); });
  return node;
}
