// The drawer of troubles to order, and the sign that one is on.

import { desk, post, remove } from "./control.js";
import { drawOnce, element, find } from "./dom.js";
import { setBlocked } from "./founders.js";
import { tried } from "./notice.js";
import { known, say } from "./words.js";

const NETWORK = 20; // seconds
const CROWD = 200; // founders

// `now`: { state, founder, topic, about, examples }. An order answers `false` where it cannot be given.
const ORDERS = {
  block: {
    on: ({ founder }) => founder.blocked,
    give: ({ founder }) => setBlocked(founder, !founder.blocked),
  },
  topic: {
    can: ({ topic, state }) => Boolean(topic || state.topics.length),
    give: ({ topic, state }) => post("topic", { thread: (topic ?? newest(state.topics)).thread, action: "delete" }),
  },
  network: {
    on: ({ state }) => state.network_down,
    give: () => post("faults", { kind: "network_down", seconds: NETWORK }),
  },
  flood: {
    on: ({ state }) => state.faults.some(({ kind }) => kind === "flood"),
    give: () => post("faults", { kind: "flood", method: "sendMessage", retry_after: 10 }),
  },
  gateway: {
    on: ({ state }) => state.faults.some(({ kind }) => kind === "bad_gateway"),
    give: () => post("faults", { kind: "bad_gateway", times: 5 }),
  },
  kill: {
    can: ({ about }) => Boolean(about),
    on: ({ about }) => Boolean(about) && about.bot !== "running" && (about.restarts > 0 || about.bot === "stopped"),
    give: () => desk.post("kill"),
  },
  crowd: {
    give: ({ examples }) => post("crowd", { count: CROWD, texts: texts(examples), seconds: 0 }),
  },
};

const newest = (topics) => topics.reduce((one, other) => (other.newest > one.newest ? other : one));

function texts(examples) {
  if (!examples) return ["he", "en", "zh-hans"].map((code) => [code, say("crowd-text")]);
  return Object.entries(examples).flatMap(([language, kinds]) =>
    Object.values(kinds).map((text) => [language === "zh" ? "zh-hans" : language, [text].flat()[0]]));
}

export class Troubles {
  constructor() {
    this.drawer = find("#troubles");
    this.button = find("#troubles-open");
    this.button.addEventListener("click", () => this.turn(this.drawer.hidden));
    find("#troubles-close").addEventListener("click", () => this.turn(false));
    find("#troubles-end").addEventListener("click", () => tried(async () => {
      await remove("faults");
      if (this.now.founder.blocked) await setBlocked(this.now.founder, false);
    }));
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && !this.drawer.hidden) this.turn(false); });
  }

  turn(open) {
    this.drawer.hidden = !open;
    document.body.classList.toggle("with-drawer", open);
    this.button.setAttribute("aria-expanded", String(open));
    (open ? find("#troubles-close") : this.button).focus();
  }

  draw(now) {
    this.now = now;
    const facts = Object.entries(ORDERS).map(([name, { on, can }]) => [name, Boolean(on?.(now)), can ? can(now) : true]);
    const active = facts.filter(([, on]) => on).length;
    const count = find(".count", this.button);
    count.textContent = active;
    count.hidden = !active;
    this.button.classList.toggle("on", active > 0);
    drawOnce(find("ul", this.drawer), [facts, say("troubles")], () => facts.map((fact) => this.item(fact)));
  }

  item([name, on, can]) {
    const node = element("button", { type: "button", disabled: !can, data: { key: name }, aria: { pressed: on } },
      element("b", {}, known(on ? "trouble-on" : "trouble", name)),
      element("span", {}, known("watch", name)));
    node.addEventListener("click", () => tried(() => ORDERS[name].give(this.now)));
    return element("li", {}, node);
  }
}
