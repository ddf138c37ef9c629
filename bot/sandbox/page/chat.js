// A chat's log: touches only the messages that changed, and keeps but the newest in the page.

import { get } from "./control.js";
import { element, find } from "./dom.js";
import { day } from "./words.js";

const NEWEST = 200; // messages in the page; older ones come while scrolling up
const OLDER = 100;
const NEAR = 120; // pixels that still count as the end
const TOGETHER = 300; // seconds within which messages of one person stand together

export class Chat {
  // `draw` makes the item of a message; `onNew` hears of each that came after the chat was opened.
  constructor(pane, { draw, onNew }) {
    this.list = find(".log", pane);
    this.button = find(".to-end", pane);
    this.draw = draw;
    this.onNew = onNew;
    this.place = null;
    this.pinned = true; // the end is shown, and stays shown
    // Items get their true height only when they come into sight, which moves the end.
    this.sizes = new ResizeObserver(() => { if (this.pinned) this.list.scrollTop = this.list.scrollHeight; });
    this.clear();
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.button.addEventListener("click", () => this.toEnd());
  }

  clear() {
    this.items = new Map(); // by message id
    this.messages = new WeakMap(); // by item
    this.list.replaceChildren();
    this.sizes.disconnect();
    Object.assign(this, { version: 0, whole: false, loading: false, unread: 0 });
    this.button.hidden = true;
  }

  // `place`: { chat, thread }, thread null where there are no topics.
  show(place) {
    if (this.place && place.chat === this.place.chat && place.thread === this.place.thread) return false;
    this.place = place;
    this.clear();
    return true;
  }

  redraw() {
    for (const item of [...this.items.values()]) this.put(this.messages.get(item));
  }

  get newest() {
    return Number(this.list.lastElementChild?.dataset.id ?? 0);
  }

  // Id of somebody's newest message in the page; 0 where there is none.
  newestOf(person) {
    const items = [...this.list.children];
    return Number(items.findLast((item) => this.messages.get(item).from === person)?.dataset.id ?? 0);
  }

  async refresh() {
    const { place, version } = this;
    const news = await get(this.path("changes", `since=${version}&last=${NEWEST}`));
    if (place === this.place && version === this.version) this.apply(news, version === 0);
  }

  path(what, query) {
    const { chat, thread } = this.place;
    return `chats/${chat}/${what}?${query}${thread === null ? "" : `&thread=${thread}`}`;
  }

  apply({ version, messages, removed }, first) {
    if (messages.length || removed.length) {
      performance.mark("changes");
      const atEnd = first || this.pinned;
      if (!first && messages.length >= NEWEST) this.clear(); // what lies between is not known
      for (const id of removed) this.drop(id);
      const came = messages.filter((message) => this.put(message)).length;
      if (first) this.whole = messages.length < NEWEST;
      if (atEnd) this.trim();
      if (atEnd) this.toEnd();
      else this.count(came);
      performance.measure("render", "changes");
      if (!first) messages.slice(-came || messages.length).forEach((message) => this.onNew(message));
    }
    this.version = version;
  }

  // Whether a message was added below all others.
  put(message) {
    const id = message.message_id;
    const old = this.items.get(id);
    const below = id > this.newest;
    if (!old && !below && this.isOlder(id)) return false;
    const item = this.draw(message);
    if (old) old.replaceWith(item);
    else if (below) this.list.append(item);
    else this.list.insertBefore(item, [...this.list.children].find((other) => Number(other.dataset.id) > id));
    this.keep(item, message);
    this.arrange(item);
    if (item.nextElementSibling) this.arrange(item.nextElementSibling);
    return below;
  }

  keep(item, message) {
    this.items.set(message.message_id, item);
    this.messages.set(item, message);
    this.sizes.observe(item);
  }

  isOlder(id) {
    const oldest = Number(this.list.firstElementChild?.dataset.id ?? 0);
    return !this.whole && id < oldest;
  }

  drop(id) {
    const item = this.items.get(id);
    if (!item) return;
    const next = item.nextElementSibling;
    item.remove();
    this.items.delete(id);
    if (next) this.arrange(next);
  }

  // The date above the first message of a day, and no name above one that goes on.
  arrange(item) {
    const message = this.messages.get(item);
    const before = item.previousElementSibling && this.messages.get(item.previousElementSibling);
    const date = day(new Date(message.date * 1000));
    const newDay = !before || date !== day(new Date(before.date * 1000));
    find(".day", item)?.remove();
    if (newDay) item.prepend(element("p", { className: "day" }, date));
    const goesOn = !newDay && before.from === message.from && !before.service && message.date - before.date < TOGETHER;
    item.classList.toggle("goes-on", goesOn);
  }

  trim() {
    while (this.list.children.length > NEWEST) {
      const item = this.list.firstElementChild;
      this.items.delete(Number(item.dataset.id));
      item.remove();
      this.whole = false;
    }
    if (this.list.firstElementChild) this.arrange(this.list.firstElementChild);
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  toEnd() {
    this.unread = 0;
    this.pinned = true;
    this.button.hidden = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  count(came) {
    this.unread += came;
    find("b", this.button).textContent = this.unread || "";
  }

  scrolled() {
    const { atEnd } = this;
    if (atEnd) this.unread = 0;
    if (atEnd || this.list.scrollTop < this.top) this.pinned = atEnd;
    this.top = this.list.scrollTop;
    this.button.hidden = this.pinned;
    this.count(0);
    if (this.list.scrollTop < 300) this.loadOlder();
  }

  async loadOlder() {
    if (this.whole || this.loading || !this.items.size) return;
    this.loading = true;
    const { place } = this;
    const oldest = this.list.firstElementChild;
    try {
      const older = await get(this.path("messages", `before=${oldest.dataset.id}&last=${OLDER}`));
      if (place !== this.place || oldest !== this.list.firstElementChild) return;
      this.prepend(older);
    } finally {
      this.loading = false;
    }
  }

  prepend(older) {
    const first = this.list.firstElementChild;
    const gap = first.offsetTop - this.list.scrollTop;
    const items = older.map((message) => {
      const item = this.draw(message);
      this.keep(item, message);
      return item;
    });
    this.list.prepend(...items);
    for (const item of [...items, first]) this.arrange(item);
    this.whole = older.length < OLDER;
    this.list.scrollTop = first.offsetTop - gap;
  }

  // Scrolls to a message that may lie further back.
  async jump(id) {
    while (!this.items.has(id) && !this.whole && this.items.size) {
      const { size } = this.items;
      await this.loadOlder();
      if (this.items.size === size) break;
    }
    const item = this.items.get(id);
    if (!item) return;
    item.scrollIntoView({ block: "center" });
    item.classList.remove("found");
    requestAnimationFrame(() => item.classList.add("found"));
  }
}
