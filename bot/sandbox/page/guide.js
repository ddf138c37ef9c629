// Four questions to begin with: one that is known, a vague one, an unknown one, one with a typing error.

import { drawOnce, element, find } from "./dom.js";
import { languageOf } from "./founders.js";
import { known, language } from "./words.js";

const KINDS = ["sure", "vague", "unknown", "typo"];

export class Guide {
  // `onAsk(text)`: one was chosen.
  constructor({ onAsk }) {
    this.onAsk = onAsk;
    this.examples = null; // by language and kind, once the desk has told them
    this.used = new Map(JSON.parse(sessionStorage.getItem("used") ?? "[]")); // kinds by founder
    this.forced = false;
    this.box = find("#examples");
    this.button = find("#examples-open");
    this.button.addEventListener("click", () => {
      this.forced = this.box.hidden;
      if (!this.forced) this.use(KINDS);
      this.draw(this.founder);
    });
  }

  reset() {
    this.used.clear();
    this.use([]);
    this.forced = false;
  }

  // Remembered as long as the page's tab.
  use(kinds) {
    const { user_id: id } = this.founder;
    this.used.set(id, [...(this.used.get(id) ?? []), ...kinds]);
    sessionStorage.setItem("used", JSON.stringify([...this.used]));
  }

  draw(founder) {
    this.founder = founder;
    const texts = this.examples?.[languageOf(founder)];
    this.button.hidden = !texts;
    if (!texts) return;
    const used = this.used.get(founder.user_id) ?? [];
    const left = KINDS.filter((kind) => this.forced || !used.includes(kind));
    this.box.hidden = !left.length || founder.blocked;
    this.button.setAttribute("aria-expanded", String(!this.box.hidden));
    const chips = left.map((kind) => [kind, [texts[kind]].flat()[0]]);
    drawOnce(this.box, [chips, language], () => chips.map(([kind, text]) => this.chip(kind, text)));
  }

  chip(kind, text) {
    const node = element("button", { type: "button", data: { kind, key: kind } },
      element("small", {}, known("example", kind)), element("span", { dir: "auto" }, text));
    node.addEventListener("click", () => {
      this.use([kind]);
      this.forced = false;
      this.draw(this.founder);
      this.onAsk(text);
    });
    return node;
  }
}
