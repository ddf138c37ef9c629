// One message as a list item.

import { element, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { medium } from "./media.js";
import { known, say, time } from "./words.js";

const SERVICE = {
  forum_topic_created: (value) => say("topic-created", { name: value.name }),
  forum_topic_edited: (value) => (value.name ? say("topic-renamed", { name: value.name }) : say("topic-icon")),
  forum_topic_closed: () => say("topic-closed"),
  forum_topic_reopened: () => say("topic-reopened"),
  pinned_message: () => say("pinned"),
  migrate_to_chat_id: () => say("migrated"),
  migrate_from_chat_id: () => say("migrated"),
};

export const wordsOf = (message) => message.text ?? message.caption ?? "";

// A line that stands for a message elsewhere: in a quotation, in the live region.
export const summary = (message) => (wordsOf(message) || known("kind", message.kind)).slice(0, 200);

export const tint = (id) => `tint-${Math.abs(id) % 7}`;

// `hands`: mine(message), onReply, onEdit, onPress, onJump.
export function bubble(message, hands) {
  const data = { id: message.message_id };
  if (message.service !== null && message.service !== undefined) {
    const words = SERVICE[message.kind]?.(message.service) ?? known("kind", message.kind);
    const told = element("span", {}, element("bdi", {}, message.from_name), ` ${words}`);
    return element("li", { className: "service", data }, told);
  }
  const mine = hands.mine(message);
  const body = element("div", { className: "bubble" },
    element("span", { className: `name ${tint(message.from)}`, dir: "auto" }, message.from_name),
    message.forwarded && element("span", { className: "forwarded" }, say("forwarded")),
    message.reply && quotation(message.reply, hands.onJump),
    message.kind !== "text" && medium(message),
    ...saying(message),
    foot(message));
  if (mine) body.addEventListener("dblclick", () => hands.onEdit(message));
  const beside = element("div", { className: "beside" }, body, tools(message, mine, hands));
  const face = message.from_bot ? element("img", { src: "icon.svg", alt: "" }) : initial(message.from_name);
  const avatar = element("span", { className: `avatar ${tint(message.from)}`, aria: { hidden: true } }, face);
  const item = element("li", { className: mine ? "mine" : "theirs", data }, avatar, beside);
  if (message.buttons.length) {
    item.classList.add("with-keys");
    beside.after(keyboard(message, hands.onPress));
  }
  return item;
}

export const initial = (name) => [...name.trim()][0]?.toUpperCase() ?? "?";

function saying(message) {
  const words = wordsOf(message);
  return words ? [element("div", { className: "words", dir: "auto" }, ...formatted(words, message.entities))] : [];
}

function quotation(reply, onJump) {
  const node = element("button", { type: "button", className: "quote" },
    element("strong", { dir: "auto" }, reply.from_name ?? ""),
    element("span", { dir: "auto" }, reply.text || known("kind", reply.kind)));
  node.addEventListener("click", () => onJump(reply.message_id));
  return node;
}

function foot(message) {
  const reactions = message.reactions.map((sign) => element("span", { className: "reaction" }, sign));
  const clock = time(new Date(message.date * 1000));
  return element("div", { className: "foot" }, ...reactions,
    element("span", { className: "meta" }, message.edited ? `${say("edited")} ` : "", element("bdi", {}, clock)));
}

function tools(message, mine, hands) {
  const tool = (name, words, act) => {
    const node = element("button", { type: "button", title: words, aria: { label: words } }, icon(name));
    node.addEventListener("click", () => act(message));
    return node;
  };
  return element("div", { className: "tools" },
    tool("reply", say("reply"), hands.onReply),
    mine && tool("edit", say("edit"), hands.onEdit));
}
