// The staff group's list of topics, and the head of the one that is shown.

import { post } from "./control.js";
import { drawOnce, element, find, icon } from "./dom.js";
import { tried } from "./notice.js";
import { say } from "./words.js";

const COLORS = new Map([
  [0x6fb9f0, "blue"], [0xffd67e, "yellow"], [0xcb86db, "violet"], [0x8eee98, "green"], [0xff93b2, "rose"], [0xfb6f5f, "red"],
]);

export class Topics {
  // `speaker()`: who of staff acts.
  constructor({ onChoose, speaker }) {
    Object.assign(this, { onChoose, speaker });
    this.seen = new Map(); // newest message by thread
    this.list = find("#topics");
    this.list.addEventListener("keydown", (event) => this.walk(event));
    const act = (selector, order) => find(selector).addEventListener("click", () => tried(() =>
      post("topic", { from: speaker(), thread: this.current.thread, action: order(this.current) })));
    act("#close-topic", ({ closed }) => (closed ? "reopen" : "close"));
    act("#delete-topic", () => "delete");
  }

  draw(state, chosen) {
    const { staff_chat: group } = state;
    const general = { thread: 0, name: group.is_forum ? say("general") : group.title, newest: group.newest, general: true };
    const topics = group.is_forum ? [...state.topics].sort((a, b) => b.newest - a.newest) : [];
    const all = [general, ...topics];
    this.current = all.find((one) => one.thread === chosen) ?? general;
    const isFresh = ({ thread, newest }) => thread !== chosen && newest > (this.seen.get(thread) ?? 0);
    const facts = all.map((one) => ({ ...one, newest: 0, fresh: isFresh(one) }));
    if (drawOnce(this.list, [facts, chosen, say("closed")], () => facts.map((one) => this.item(one, chosen)))) {
      find("[aria-current]", this.list)?.scrollIntoView({ block: "nearest" });
    }
    find("#group-title").textContent = group.title;
    this.head(state);
  }

  item(topic, chosen) {
    const node = element("button", { type: "button", data: { key: topic.thread }, tabIndex: -1 },
      badge(topic),
      element("span", { className: "topic-words", dir: "auto" }, topic.name),
      topic.closed && element("span", { className: "lock", title: say("closed") }, icon("lock")),
      topic.fresh && element("i", { className: "fresh", title: say("unread") }));
    if (topic.thread === chosen) {
      node.setAttribute("aria-current", "true");
      node.tabIndex = 0; // the arrow keys lead to the others
    }
    node.addEventListener("click", () => this.onChoose(topic.thread));
    return node;
  }

  head(state) {
    const topic = this.current;
    const isHere = ({ chat_id: chat, thread }) => chat === state.staff_chat.id && (thread ?? 0) === topic.thread;
    const typing = state.typing.some(isHere);
    find("#topic-name").textContent = topic.name;
    find("#topic-icon").replaceChildren(badge(topic));
    const status = find("#topic-status");
    const members = say("members", { names: state.staff.map(({ name }) => name).join(", ") });
    status.textContent = typing ? say("bot-typing") : topic.closed ? say("closed") : members;
    status.classList.toggle("typing", typing);
    const close = find("#close-topic");
    close.hidden = find("#delete-topic").hidden = Boolean(topic.general);
    close.title = say(topic.closed ? "reopen-topic" : "close-topic");
    close.setAttribute("aria-label", close.title);
    close.setAttribute("aria-pressed", String(Boolean(topic.closed)));
  }

  walk(event) {
    const nodes = [...this.list.children];
    const place = nodes.indexOf(document.activeElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: nodes.length - 1 }[event.key];
    if (to === undefined || !nodes[to]) return;
    event.preventDefault();
    nodes[to].focus();
    this.onChoose(Number(nodes[to].dataset.key));
  }
}

// An emoji where the topic has one; else Telegram's coloured sign with the first letter.
function badge(topic) {
  const sign = (kind, text) => element("span", { className: `badge ${kind}`, aria: { hidden: true } }, text);
  if (topic.general) return sign("general", "#");
  if (topic.icon) return sign("emoji", topic.icon);
  const letter = /[\p{L}\p{N}]/u.exec(topic.name)?.[0] ?? "";
  return sign(COLORS.get(topic.icon_color) ?? "blue", letter.toUpperCase());
}
