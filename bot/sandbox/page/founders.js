// The founders' side: whose phone is shown, and what stands around its chat.

import { post } from "./control.js";
import { drawOnce, element, find } from "./dom.js";
import { fill, opener } from "./menu.js";
import { tried } from "./notice.js";
import { initial, tint } from "./bubble.js";
import { known, say } from "./words.js";

const MOST = 6; // shown as buttons; the rest is in a list
const NEW = { he: "he", en: "en", zh: "zh-hans" };

export const languageOf = (founder) => {
  const code = (founder?.language_code ?? "").toLowerCase();
  if (/^(he|iw)/.test(code)) return "he";
  return code.startsWith("zh") ? "zh" : "en";
};

const fresh = (founder, seen) => founder.newest > (seen.get(founder.user_id) ?? 0);

export class Founders {
  constructor({ onChoose }) {
    this.onChoose = onChoose;
    this.seen = new Map(); // newest message by founder
    this.personas = []; // names for those who come in, as the desk tells them
    this.bar = find("#personas");
    this.more = find("#more-founders");
    this.more.addEventListener("change", () => { if (this.more.value) onChoose(Number(this.more.value)); });
    const menu = find("#add-menu");
    opener(find("#add-founder"), menu, (close) => {
      const entries = Object.keys(NEW).map((language) => ({ label: known("writes", language), value: language }));
      fill(menu, entries, (language) => { close(); tried(() => this.add(language)); }, "menuitem");
    });
    find("#block").addEventListener("click", () => tried(() => setBlocked(this.current, !this.current.blocked)));
  }

  async add(language) {
    const taken = new Set(this.all.map(({ name: one }) => one));
    const persona = this.personas.find((one) => languageOf(one) === language && !taken.has(one.first_name));
    const name = persona?.first_name ?? `${known("founder-in", language)} ${this.all.length + 1}`;
    this.onChoose((await post("founders", { first_name: name, language_code: NEW[language] })).user_id);
  }

  draw(state, chosen) {
    this.all = state.founders;
    this.current = state.founders.find((one) => one.user_id === chosen);
    const shown = this.shown(state.founders, chosen);
    const facts = shown.map((one) =>
      [one.user_id, one.name, languageOf(one), one.blocked, one.user_id !== chosen && fresh(one, this.seen)]);
    drawOnce(this.bar, [facts, chosen, say("blocked")], () => facts.map((fact) => this.persona(fact, chosen)));
    this.drawMore(state.founders.filter((one) => !shown.includes(one)));
    const typing = state.typing.some(({ chat_id: chat }) => chat === chosen);
    const status = find("#founder-status");
    status.textContent = say(this.current.blocked ? "blocked" : typing ? "typing" : "bot");
    status.classList.toggle("typing", typing && !this.current.blocked);
    find("#bot-name").textContent = state.bot.name;
    const block = find("#block");
    block.title = say(this.current.blocked ? "unblock" : "block");
    block.setAttribute("aria-label", block.title);
    block.setAttribute("aria-pressed", String(this.current.blocked));
  }

  // The first ones, which never move; of many others the one that is shown.
  shown(founders, chosen) {
    if (founders.length <= MOST) return founders;
    const first = founders.slice(0, MOST - 1);
    return first.includes(this.current) ? first : [...first, founders.find((one) => one.user_id === chosen)];
  }

  persona([id, name, language, blocked, unread], chosen) {
    const node = element("button", { type: "button", data: { key: id }, aria: { pressed: id === chosen } },
      element("span", { className: `avatar ${tint(id)}`, aria: { hidden: true } }, initial(name.split(" ").at(-1))),
      element("span", { className: "who" },
        element("b", { dir: "auto" }, name), element("small", {}, known("writes", language))),
      unread && element("i", { className: "fresh", title: say("unread") }));
    node.classList.toggle("muted", blocked);
    node.addEventListener("click", () => this.onChoose(id));
    return node;
  }

  drawMore(others) {
    this.more.hidden = !others.length;
    const facts = others.map((one) => [one.user_id, `${fresh(one, this.seen) ? "● " : ""}${one.name}`]);
    drawOnce(this.more, [facts, say("more-founders")], () => [
      new Option(`+${others.length}`, ""), ...facts.map(([id, name]) => new Option(name, id))]);
    this.more.value = "";
  }
}

export const setBlocked = (founder, blocked) => post("block", { user: founder.user_id, blocked });
