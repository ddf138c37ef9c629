// The page: one founder's chat on the left, the staff group on the right, both as the sandbox tells them.

import { draw, element } from "./bubbles.js";
import { get, post } from "./control.js";

const NEWEST = 200;
const LANGUAGES = ["en", "he", "zh-hans"];

const status = document.querySelector("#status");
const toast = document.querySelector("#toast");
const founderPane = document.querySelector("#founder");
const staffPane = document.querySelector("#staff");
const staffSelect = staffPane.querySelector("select");

let state;
let founder; // user id
let thread = 0; // 0 is General
const seen = new Map(); // newest message id shown, by "f<user>" or "t<thread>"
let answersSeen; // none are told that came before this page
const replies = { founder: null, staff: null };

function tell(words) {
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { toast.hidden = true; }, 5000);
}

async function tried(work) {
  try {
    await work();
  } catch (error) {
    tell(error.message);
  }
}

function chips(nav, entries, chosen, onChoose) {
  // Drawn anew only when something changed, so that a click does not lose its button half-way.
  const drawn = JSON.stringify([entries, chosen]);
  if (nav.dataset.drawn === drawn) return;
  nav.dataset.drawn = drawn;
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  nav.replaceChildren(...entries.map(({ key, label, fresh, muted }) => {
    const node = element("button", { type: "button", dir: "auto", className: muted ? "muted" : "" }, label);
    node.dataset.key = key;
    node.setAttribute("aria-pressed", String(key === chosen));
    if (fresh) node.append(element("span", { className: "fresh", title: "New messages" }, "●"));
    node.addEventListener("click", () => onChoose(key));
    if (String(key) === focused) queueMicrotask(() => node.focus());
    return node;
  }));
  if (nav.dataset.chosen !== String(chosen)) {
    nav.dataset.chosen = String(chosen);
    nav.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function drawBars() {
  chips(
    founderPane.querySelector("nav"),
    state.founders.map((one) => ({
      key: one.user_id, label: `${one.name} (${one.language_code ?? "?"})`, muted: one.blocked,
      fresh: one.user_id !== founder && one.newest > (seen.get(`f${one.user_id}`) ?? 0),
    })),
    founder,
    (key) => { founder = key; setReply("founder", null); refresh(); },
  );
  const current = state.founders.find((one) => one.user_id === founder);
  founderPane.querySelector("[data-act=block]").textContent = current?.blocked ? "Unblock bot" : "Block bot";
  const general = { thread: 0, name: state.staff_chat.is_forum ? "General" : state.staff_chat.title, newest: state.staff_chat.newest };
  const topics = state.staff_chat.is_forum ? [general, ...state.topics] : [general];
  chips(
    staffPane.querySelector("nav"),
    topics.map((one) => ({
      key: one.thread, label: one.closed ? `${one.name} 🔒` : one.name, muted: one.closed,
      fresh: one.thread !== thread && one.newest > (seen.get(`t${one.thread}`) ?? 0),
    })),
    thread,
    (key) => { thread = key; setReply("staff", null); refresh(); },
  );
  const topic = state.topics.find((one) => one.thread === thread);
  const close = staffPane.querySelector("[data-act=close]");
  close.hidden = !topic;
  close.textContent = topic?.closed ? "Reopen topic" : "Close topic";
  staffPane.querySelector("[data-act=delete]").hidden = !topic;
  if (staffSelect.options.length !== state.staff.length) {
    staffSelect.replaceChildren(...state.staff.map((one) => new Option(one.name, one.user_id)));
  }
}

async function drawChats() {
  const place = state.staff_chat.is_forum ? `&thread=${thread}` : "";
  const [mine, group] = await Promise.all([
    founder ? get(`chats/${founder}/messages?last=${NEWEST}`) : [],
    get(`chats/${state.staff_chat.id}/messages?last=${NEWEST}${place}`),
  ]);
  show(founderPane, "founder", mine, `f${founder}`, (message) => !message.from_bot);
  show(staffPane, "staff", group, `t${thread}`, (message) => message.from === Number(staffSelect.value));
}

function show(pane, side, messages, key, isMine) {
  const log = pane.querySelector(".log");
  draw(log, messages, {
    isMine,
    toEnd: log.dataset.chat !== key,
    onPress: (message, button) => tried(() => press(side, message, button)),
    onReply: (message) => setReply(side, message),
  });
  log.dataset.chat = key;
  seen.set(key, Math.max(seen.get(key) ?? 0, messages.at(-1)?.message_id ?? 0));
}

async function refresh() {
  state = await get("state");
  if (!state.founders.some((one) => one.user_id === founder)) founder = state.founders[0]?.user_id;
  if (!state.topics.some((one) => one.thread === thread)) thread = 0;
  for (const { callback_query_id: id, text } of state.callback_answers) {
    if (text && answersSeen && !answersSeen.has(id)) tell(text);
  }
  answersSeen = new Set(state.callback_answers.map((answer) => answer.callback_query_id));
  drawBars();
  await drawChats();
  status.textContent = `${state.calls} calls by the bot · ${state.pending_updates} updates waiting`;
  return state.version;
}

async function press(side, message, button) {
  if (!button.data) {
    if (/^https?:/i.test(button.url ?? "")) window.open(button.url, "_blank", "noopener,noreferrer");
    return;
  }
  await post("press", { from: speaker(side), chat: chatOf(side), message_id: message.message_id, data: button.data });
}

const speaker = (side) => (side === "founder" ? founder : Number(staffSelect.value));
const chatOf = (side) => (side === "founder" ? founder : state.staff_chat.id);

function setReply(side, message) {
  replies[side] = message && message.message_id;
  const pane = side === "founder" ? founderPane : staffPane;
  const note = pane.querySelector(".replying");
  note.hidden = !message;
  if (!message) return;
  note.querySelector("span").textContent = `Reply to ${message.from_name}: ${message.text ?? message.caption ?? message.kind}`;
  pane.querySelector("textarea").focus();
}

function compose(side, pane) {
  const form = pane.querySelector("form");
  const field = form.elements.text;
  const grow = () => { field.style.height = "auto"; field.style.height = `${Math.min(field.scrollHeight, 160)}px`; };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const order = { from: speaker(side), chat: chatOf(side), text: field.value };
    if (replies[side]) order.reply_to = replies[side];
    if (side === "staff" && thread) order.thread = thread;
    tried(async () => {
      await post("send", order);
      field.value = "";
      grow();
      setReply(side, null);
    });
  });
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  pane.querySelector(".replying button").addEventListener("click", () => setReply(side, null));
}

function onAct(pane, name, work) {
  pane.querySelector(`[data-act=${name}]`).addEventListener("click", () => tried(work));
}

compose("founder", founderPane);
compose("staff", staffPane);
staffSelect.addEventListener("change", () => tried(refresh));
onAct(founderPane, "add", async () => {
  const number = state.founders.length;
  const order = { first_name: `Founder ${String.fromCharCode(65 + (number % 26))}`, language_code: LANGUAGES[number % 3] };
  founder = (await post("founders", order)).user_id;
});
onAct(founderPane, "block", () => {
  const current = state.founders.find((one) => one.user_id === founder);
  return post("block", { user: founder, blocked: !current.blocked });
});
onAct(staffPane, "close", () => {
  const topic = state.topics.find((one) => one.thread === thread);
  return post("topic", { from: speaker("staff"), thread, action: topic.closed ? "reopen" : "close" });
});
onAct(staffPane, "delete", () => post("topic", { from: speaker("staff"), thread, action: "delete" }));

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

for (;;) {
  try {
    const version = await refresh();
    await get(`events?since=${version}`);
    await pause(80); // a burst of changes is drawn once
  } catch (error) {
    console.error(error);
    status.textContent = "The sandbox does not answer; trying again …";
    await pause(1000);
  }
}
