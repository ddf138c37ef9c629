// The field below a chat: writing, replying, changing one's own message, files, the command menu.

import { post } from "./control.js";
import { find } from "./dom.js";
import { inBase64, kindOf } from "./media.js";
import { fill, mark } from "./menu.js";
import { tell, tried } from "./notice.js";
import { say } from "./words.js";
import { summary, wordsOf } from "./bubble.js";

const LARGEST = 20e6; // bytes, as for real bots
const TALLEST = 160; // pixels

export class Composer {
  // `speaker()`: { from, chat, thread } of now; `commands()`: the list of now; `onCommand(name)`: one was chosen.
  constructor(form, { speaker, commands, onCommand, onSent }) {
    Object.assign(this, { form, speaker, commands, onCommand, onSent });
    this.field = form.elements.text;
    this.menu = find(".commands", form);
    this.about = find(".about", form);
    this.files = find("input[type=file]", form);
    this.drafts = new Map();
    this.key = null;
    this.listen();
    this.leave();
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); tried(() => this.send()); });
    this.field.addEventListener("input", () => { this.grow(); this.suggest(); });
    this.field.addEventListener("keydown", (event) => this.typed(event));
    this.field.addEventListener("blur", () => { this.menu.hidden = true; });
    find(".about button", this.form).addEventListener("click", () => this.leave());
    const slash = find(".slash", this.form);
    slash.addEventListener("mousedown", (event) => event.preventDefault());
    slash.addEventListener("click", () => { this.field.focus(); this.open(this.menu.hidden ? "" : null); });
    find(".attach", this.form).addEventListener("click", () => this.files.click());
    this.files.addEventListener("change", () => this.attach(this.files.files[0]));
    this.field.addEventListener("paste", ({ clipboardData }) => {
      if (clipboardData.files.length) this.attach(clipboardData.files[0]);
    });
  }

  // Each chat keeps what was begun in it.
  at(key) {
    if (key === this.key) return;
    this.drafts.set(this.key, this.field.value);
    this.key = key;
    this.leave();
    this.put(this.drafts.get(key) ?? "");
  }

  put(text) {
    this.field.value = text;
    this.grow();
  }

  grow() {
    this.field.style.height = "auto";
    const { scrollHeight: wanted } = this.field; // 0 while it is out of sight
    if (wanted) this.field.style.height = `${Math.min(wanted, TALLEST)}px`;
  }

  typed(event) {
    if (event.isComposing) return;
    if (!this.menu.hidden && this.walked(event)) return event.preventDefault();
    if (event.key === "Escape" && !this.about.hidden) { this.leave(); event.stopPropagation(); }
    if (event.key !== "Enter" || event.shiftKey) return undefined;
    event.preventDefault();
    this.form.requestSubmit();
    return undefined;
  }

  walked({ key }) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) this.chosen = mark(this.menu, this.chosen + step);
    else if (key === "Enter" || key === "Tab") this.menu.children[this.chosen]?.click();
    else if (key === "Escape") this.menu.hidden = true;
    else return false;
    return true;
  }

  suggest() {
    const begun = /^\/(\w*)$/.exec(this.field.value);
    this.open(begun && begun[1]);
  }

  // Lists the commands that begin so; null closes the list.
  open(begun) {
    const found = begun === null ? [] : this.commands().filter(({ command }) => command.startsWith(begun));
    this.menu.hidden = !found.length;
    const entries = found.map(({ command, description }) => ({ label: `/${command}`, note: description, value: command }));
    fill(this.menu, entries, (name) => { this.menu.hidden = true; this.onCommand(name); });
    this.chosen = mark(this.menu, 0);
  }

  reply(message) { this.turn({ reply: message }, say("reply-to", { name: message.from_name }), summary(message)); }

  edit(message) {
    this.turn({ edit: message }, say("edit"), summary(message));
    this.put(wordsOf(message));
  }

  attach(file) {
    if (!file) return;
    if (file.size > LARGEST) tell(say("too-large"));
    else this.turn({ file }, say("attached"), file.name);
  }

  turn(task, what, words) {
    this.task = task;
    find(".what", this.about).textContent = what;
    find(".words", this.about).textContent = words;
    this.about.hidden = false;
    this.field.focus();
  }

  leave() {
    if (this.task?.edit) this.put("");
    this.task = {};
    this.about.hidden = true;
    this.files.value = "";
  }

  async send() {
    const { edit, reply, file } = this.task;
    const text = this.field.value;
    if (!text.trim() && !file) return;
    const { from, chat, thread } = this.speaker();
    if (edit) {
      await post("edit", { from, chat, message_id: edit.message_id, text });
    } else {
      const order = { from, chat, ...(thread && { thread }), ...(reply && { reply_to: reply.message_id }) };
      const carried = file && { [kindOf(file)]: true, caption: text, file_name: file.name, data: await inBase64(file) };
      await post("send", { ...order, ...(carried ?? { text }) });
    }
    this.put("");
    this.leave();
    this.onSent();
  }
}
