// Short words to whoever looks at the page: what went wrong, what the bot answered to a button.

import { find } from "./dom.js";

const node = find("#notice");
let timer;

export function tell(words) {
  node.textContent = words;
  node.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { node.hidden = true; }, 5000);
}

// For a screen reader only.
export function announce(words) {
  find("#live").textContent = words;
}

export async function tried(work) {
  try {
    return await work();
  } catch (error) {
    tell(error.message);
    return undefined;
  }
}

export const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
