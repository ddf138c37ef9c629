// What stands in a chat before its first message: what the bot is for, and a button to begin.

import { find } from "./dom.js";
import { languageOf, setBlocked } from "./founders.js";
import { tried } from "./notice.js";
import { say } from "./words.js";

const phone = find("#founder");
const form = find("form", phone);
const button = find(".start", form);
const hello = find(".hello", phone);

export class Start {
  // `onStart()`: the founder begins.
  constructor({ onStart }) {
    button.addEventListener("click", () => tried(async () => {
      await (this.founder.blocked ? setBlocked(this.founder, false) : onStart());
      form.elements.text.focus();
    }));
  }

  draw(state, founder) {
    this.founder = founder;
    const isResting = founder.blocked || !founder.started;
    button.hidden = !isResting;
    find(".line", form).hidden = isResting;
    button.textContent = say(founder.blocked ? "unblock" : "start");
    const words = state.descriptions[languageOf(founder)] ?? state.descriptions[""];
    hello.hidden = founder.started || !words;
    find("p", hello).textContent = words ?? "";
  }
}
