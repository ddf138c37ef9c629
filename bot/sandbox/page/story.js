// The dialogue as a story for tests/dialogues, on the clipboard.

import { desk } from "./control.js";
import { find } from "./dom.js";
import { tell, tried } from "./notice.js";
import { say } from "./words.js";

const dialog = find("#story");
find("button", dialog).addEventListener("click", () => dialog.close());

export function offerStory(button, founder) {
  button.hidden = false;
  button.addEventListener("click", () => tried(async () => {
    const story = await desk.text(`story?founder=${founder()}`);
    try {
      await navigator.clipboard.writeText(story);
      tell(say("copied"));
    } catch {
      byHand(story);
    }
  }));
}

// Browsers may refuse the clipboard.
function byHand(story) {
  const field = find("textarea", dialog);
  field.value = story;
  dialog.showModal();
  field.select();
}
