// What the page's head offers: its language, and a new beginning.

import { element, find } from "./dom.js";
import { tried } from "./notice.js";
import { LANGUAGES, language, say, speak } from "./words.js";

const RETHINK = 4000; // milliseconds within which a second click resets

export function offerLanguages(onSpoken) {
  const box = find("#languages");
  box.replaceChildren(...Object.entries(LANGUAGES).map(([code, sign]) => {
    const node = element("button", { type: "button", lang: code, aria: { pressed: code === language } }, sign);
    node.addEventListener("click", () => tried(async () => {
      localStorage.setItem("language", code);
      await speak(code);
      offerLanguages(onSpoken);
      await onSpoken();
    }));
    return node;
  }));
}

export function offerReset(onReset) {
  const button = find("#reset");
  const words = find("span", button);
  let timer;
  const calm = () => { words.textContent = say("reset"); button.classList.remove("sure"); };
  button.addEventListener("click", () => tried(async () => {
    clearTimeout(timer);
    if (button.classList.contains("sure")) {
      calm();
      await onReset();
      return;
    }
    button.classList.add("sure");
    words.textContent = say("reset-sure");
    timer = setTimeout(calm, RETHINK);
  }));
}
