// The page: a founder's phone, the staff group, and the message's way between them, as the sandbox tells them.

import "./theme.js";
import "./tabs.js";
import { bubble, summary } from "./bubble.js";
import { Chat } from "./chat.js";
import { commandsFor } from "./commands.js";
import { Composer } from "./composer.js";
import { desk as orders, get, post } from "./control.js";
import { Desk } from "./desk.js";
import { find } from "./dom.js";
import { Founders } from "./founders.js";
import { Guide } from "./guide.js";
import { announce, pause, tell, tried } from "./notice.js";
import { offerLanguages, offerReset } from "./settings.js";
import { Start } from "./start.js";
import { offerStory } from "./story.js";
import { Topics } from "./topics.js";
import { Troubles } from "./troubles.js";
import { Way } from "./way.js";
import { known, preferred, say, speak } from "./words.js";

const PASSING = 500; // milliseconds between looks at what passes without an event, such as "typing"
const BURST = 60; // milliseconds in which many changes are drawn once

let state;
let founder; // user id
let thread = 0; // 0 is General
const waiting = new Map(); // what to do once a pressed button is answered, by query id
const answered = new Set(); // answers that were told
let passing; // timer
let running = null; // the refresh that is under way
let again = false;

const person = find("#person");
const phone = find("#founder");
const group = find("#staff .talk");
const currentFounder = () => state.founders.find((one) => one.user_id === founder);
const speakers = {
  founder: () => ({ from: founder, chat: founder }),
  staff: () => ({ from: Number(person.value), chat: state.staff_chat.id, thread }),
};

const founders = new Founders({ onChoose: (id) => { founder = id; way.reset(); look(); } });
const topics = new Topics({ onChoose: (id) => { thread = id; look(); }, speaker: () => Number(person.value) });
const start = new Start({ onStart: () => write("/start") });
const way = new Way();
const troubles = new Troubles();
const desk = new Desk(() => drawDesk());
const guide = new Guide({ onAsk: (text) => tried(() => ask(text)) });

function hands(side, chat, composer) {
  return {
    mine: (message) => message.from === speakers[side]().from,
    onReply: (message) => composer().reply(message),
    onEdit: (message) => composer().edit(message),
    onJump: (id) => tried(() => chat().jump(id)),
    onPress: (message, button, rest) => tried(async () => {
      const { from, chat: place } = speakers[side]();
      try {
        const pressed = await post("press", { from, chat: place, message_id: message.message_id, data: button.data });
        waiting.set(pressed.callback_query_id, rest);
      } catch (error) {
        rest();
        throw error;
      }
    }),
  };
}

const chats = {};
const composers = {};
for (const [side, pane] of [["founder", phone], ["staff", group]]) {
  const own = hands(side, () => chats[side], () => composers[side]);
  chats[side] = new Chat(pane, {
    draw: (message) => bubble(message, own),
    onNew: (message) => { if (!own.mine(message)) announce(`${message.from_name}: ${summary(message)}`); },
  });
  composers[side] = new Composer(find("form", pane), {
    speaker: speakers[side],
    commands: () => commandsFor(state.commands, {
      chat: speakers[side]().chat,
      isPrivate: side === "founder",
      language: side === "founder" ? currentFounder().language_code : null,
    }),
    onCommand: (name) => command(side, name),
    onSent: () => chats[side].toEnd(),
  });
  find(".log", pane).addEventListener("click", ({ target }) => {
    if (target.closest(".bot_command")) command(side, target.closest(".bot_command").textContent.slice(1));
  });
}

// A founder's app sends a command at once; to most of the staff's something is added first.
function command(side, name) {
  if (side === "staff") return composers.staff.put(`/${name} `);
  composers.founder.put("");
  return tried(() => write(`/${name}`));
}

const write = (text) => post("send", { ...speakers.founder(), text });

async function ask(text) {
  if (!currentFounder().started) await write("/start");
  await write(text);
}

function settleButtons() {
  for (const { callback_query_id: id, text } of state.callback_answers) {
    if (answered.has(id)) continue;
    answered.add(id);
    if (text && waiting.has(id)) tell(text);
    waiting.get(id)?.();
    waiting.delete(id);
  }
}

function drawPeople() {
  if (person.options.length === state.staff.length) return;
  person.replaceChildren(...state.staff.map((one) => new Option(one.name, one.user_id)));
}

function drawBot(about) {
  const node = find("#bot");
  node.hidden = false;
  node.dataset.state = about.bot;
  const restarts = about.restarts && say("restarts", { number: about.restarts });
  node.textContent = [known("bot-is", about.bot), restarts].filter(Boolean).join(" · ");
}

function drawDesk() {
  const { about, records } = desk;
  const one = currentFounder();
  if (about) drawBot(about);
  const { told_updates: told, pending_updates: pending } = state;
  if (records) way.show(records, { told, pending, newest: chats.founder.newestOf(founder) });
  guide.examples = about?.examples ?? null;
  founders.personas = about?.founders ?? [];
  guide.draw(one);
  const topic = state.topics.find(({ thread: number }) => number === thread);
  troubles.draw({ state, founder: one, topic, about, examples: guide.examples });
}

function draw() {
  founders.draw(state, founder);
  topics.draw(state, thread);
  drawPeople();
  start.draw(state, currentFounder());
  drawDesk();
}

async function drawChats() {
  const { staff_chat: staff } = state;
  const topic = state.topics.find((one) => one.thread === thread);
  const newest = topic ? topic.newest : staff.newest;
  // A world that begins again counts its messages from the start.
  if (currentFounder().newest < chats.founder.newest) chats.founder.place = null;
  if (newest < chats.staff.newest) chats.staff.place = null;
  chats.founder.show({ chat: founder, thread: null });
  chats.staff.show({ chat: staff.id, thread: staff.is_forum ? thread : null });
  composers.founder.at(`f${founder}`);
  composers.staff.at(`t${thread}`);
  founders.seen.set(founder, currentFounder().newest);
  topics.seen.set(thread, newest);
  await Promise.all([chats.founder.refresh(), chats.staff.refresh()]);
}

async function refresh() {
  state = await get("state");
  if (!currentFounder()) founder = state.founders[0].user_id;
  if (!state.topics.some((one) => one.thread === thread)) thread = 0;
  settleButtons();
  draw();
  desk.look(founder);
  await drawChats();
  clearTimeout(passing);
  if (state.typing.length || state.network_down || state.pending_updates) passing = setTimeout(() => tried(look), PASSING);
}

// One refresh at a time; whoever asks meanwhile gets one more.
async function look() {
  again = running !== null;
  running ??= (async () => {
    do {
      again = false;
      await refresh();
    } while (again);
  })().finally(() => { running = null; });
  await running;
}

async function watch() {
  for (;;) {
    try {
      await look();
      document.body.classList.remove("lost");
      await get(`events?since=${state.version}`);
      await pause(BURST);
    } catch (error) {
      console.error(error);
      document.body.classList.add("lost");
      tell(say("no-sandbox"));
      await pause(1000);
    }
  }
}

function redraw() {
  for (const chat of Object.values(chats)) chat.redraw();
}

async function reset() {
  await (desk.isThere ? orders.post("reset") : post("reset"));
  for (const chat of Object.values(chats)) chat.place = null;
  for (const pane of [founders, topics]) pane.seen.clear();
  guide.reset();
  await look();
}

async function begin() {
  await speak(preferred());
  offerLanguages(() => { redraw(); return look(); });
  offerReset(reset);
  person.addEventListener("change", () => { chats.staff.redraw(); });
  desk.begin().then((isThere) => {
    document.body.classList.toggle("alone", !isThere);
    if (!isThere) return;
    offerStory(find("#copy-story"), () => founder);
    tried(look);
  });
  await watch();
}

begin();
