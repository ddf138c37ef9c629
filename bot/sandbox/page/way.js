// The way of a founder's messages through the desk, as the bot's own records tell it.

import { drawOnce, element, find } from "./dom.js";
import { language, known, percent, say, time } from "./words.js";

const MOST = 3; // candidates shown
const DECIDED = { answer: "good", small_talk: "good", several: "good", suggest: "asked", handover: "passed" };
const TOTALS = ["received", "answered", "asked_back", "handed_over"];

// Stands for a message that is still with Telegram.
const AHEAD = { update_id: 0, inbox: "waiting", outbox: [] };

export class Way {
  constructor() {
    this.list = find("#stations");
    this.back = 0; // how many ways before the newest one
    this.ways = [];
    const turn = (selector, step) => find(selector).addEventListener("click", () => { this.back += step; this.draw(); });
    turn("#way-older", 1);
    turn("#way-newer", -1);
  }

  reset() {
    this.back = 0;
  }

  // `telegram`: { told, pending, newest }, how many updates were for the bot, how many of them it has not fetched
  // yet, and the founder's newest message.
  show({ ways: recorded, totals }, telegram) {
    const isAhead = telegram.pending > 0 && !recorded.some((way) => way.by !== "staff" && way.message_id >= telegram.newest);
    const ways = isAhead && telegram.newest ? [AHEAD, ...recorded] : recorded;
    if (this.back && ways[0]?.update_id !== this.ways[0]?.update_id) this.back = 0;
    this.ways = ways;
    this.draw();
    drawOnce(find("#totals"), [totals, telegram.told, telegram.pending, language], () => sums(totals, telegram));
  }

  draw() {
    this.back = Math.max(0, Math.min(this.back, this.ways.length - 1));
    const way = this.ways[this.back];
    find("#way-older").disabled = this.back >= this.ways.length - 1;
    find("#way-newer").disabled = this.back === 0;
    find("#way-place").textContent = this.ways.length > 1 ? `${this.back + 1}/${this.ways.length}` : "";
    drawOnce(this.list, [way, language], () => (way ? stations(way) : outline()));
  }
}

// Whether anything is under way, so that looking again soon is worth it.
export const isMoving = ({ ways, totals }) =>
  totals.waiting + totals.queued + totals.sending > 0 || ways.some((way) => !isDone(way));

const isDone = (way) => way.inbox !== "waiting" && way.outbox.every(({ state }) => !["queued", "sending"].includes(state));

function stations(way) {
  const steps = [received(way), inbox(way), match(way), ticket(way), outbox(way), delivered(way)];
  return steps.map(([name, state, short, ...details]) => element("li", { data: { station: name, state } },
    element("h3", {}, known("station", name)), short && element("span", { className: "short" }, short), ...details));
}

// What each station is for, before anything has come along.
function outline() {
  const names = ["received", "inbox", "match", "ticket", "outbox", "delivered"];
  const station = (name) => element("li", { data: { station: name, state: "next" } },
    element("h3", {}, known("station", name)), element("p", {}, known("station-about", name)));
  return [element("li", { className: "none" }, say("way-none")), ...names.map(station)];
}

const clock = (moment) => time(new Date(moment));
const apart = (from, to) => say("seconds", { number: ((new Date(to) - new Date(from)) / 1000).toFixed(2) });

function received(way) {
  if (way === AHEAD) return ["received", "now", say("upstream")];
  const what = known("kind", way.text_kind ?? "text");
  const from = way.by === "staff" ? say("from-staff", { what }) : what;
  return ["received", "done", `${from} · ${clock(way.received_at)}`];
}

function inbox(way) {
  if (way === AHEAD) return ["inbox", "next", ""];
  const state = { waiting: "now", done: "done", set_aside: "bad" }[way.inbox];
  const words = way.handled_at && way.inbox === "done" ? apart(way.received_at, way.handled_at) : known("inbox", way.inbox);
  return ["inbox", state, way.attempts > 1 ? `${words} · ${say("attempts", { number: way.attempts })}` : words];
}

function match(way) {
  const { match: found } = way;
  if (!found) return ["match", way.inbox === "waiting" ? "next" : "none", way.inbox === "waiting" ? "" : say("no-match")];
  const verdict = element("p", { className: `verdict ${DECIDED[found.decision] ?? ""}` },
    element("b", {}, known("decision", found.decision)),
    found.reason && element("span", {}, known("reason", found.reason)));
  const candidates = found.candidates.slice(0, MOST).map(({ entry, title, confidence }) => element("li", {},
    element("span", { dir: "auto", title: entry }, title || entry), element("b", {}, percent(confidence)), bar(confidence)));
  const parts = [verdict, candidates.length && element("ol", { className: "candidates" }, ...candidates), evidence(found)];
  const sure = found.confidence === null || found.confidence === undefined ? "" : percent(found.confidence);
  return ["match", "done", sure, ...parts.filter(Boolean)];
}

function bar(share) {
  const filled = element("i");
  filled.style.setProperty("--share", share);
  return filled;
}

function evidence({ evidence: facts = [], language: read }) {
  const rows = [...(read ? [{ name: "language", value: known("language", read) }] : []), ...(facts ?? [])];
  if (!rows.length) return null;
  const terms = rows.flatMap(({ name, value }) =>
    [element("dt", {}, known("evidence", name)), element("dd", { dir: "auto" }, shown(value))]);
  return element("details", {}, element("summary", {}, say("evidence")), element("dl", {}, ...terms));
}

const shown = (value) => (typeof value === "number" && !Number.isInteger(value) ? value.toFixed(3) : String(value));

function ticket({ ticket: opened, inbox: state }) {
  if (!opened) return ["ticket", state === "waiting" ? "next" : "none", state === "waiting" ? "" : say("no-ticket")];
  return ["ticket", "done", "", element("p", {}, element("b", {}, opened.number), element("span", {}, known("ticket", opened.state)))];
}

function outbox({ outbox: rows, inbox: state }) {
  if (!rows.length) return ["outbox", state === "waiting" ? "next" : "none", state === "waiting" ? "" : say("no-outbox")];
  const isDead = rows.some((row) => row.state === "dead");
  const isSent = rows.every((row) => row.state === "sent");
  const lines = grouped(rows).map(([number, row]) => element("li", { data: { state: row.state } },
    element("span", {}, say(row.to === "staff" ? "to-staff" : "to-founder", { what: known("sending", row.kind) })),
    number > 1 && element("b", {}, `×${number}`),
    row.state !== "sent" && element("em", {}, known("outbox", row.state)),
    row.attempts > 1 && element("small", {}, say("attempts", { number: row.attempts }))));
  return ["outbox", isDead ? "bad" : isSent ? "done" : "now", "", element("ul", {}, ...lines)];
}

// Rows that read the same count as one line.
function grouped(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = [row.to, row.kind, row.state, row.attempts].join(" ");
    groups.set(key, [(groups.get(key)?.[0] ?? 0) + 1, row]);
  }
  return [...groups.values()];
}

function delivered({ outbox: rows, inbox: state, received_at: from }) {
  const sent = rows.filter((row) => row.state === "sent");
  if (!rows.length) return ["delivered", state === "waiting" ? "next" : "none", ""];
  if (sent.length < rows.length) return ["delivered", "next", say("some", { number: sent.length, all: rows.length })];
  const last = sent.map((row) => row.sent_at).sort().at(-1);
  return ["delivered", "done", last ? apart(from, last) : ""];
}

// Lost is what Telegram had for the bot and the bot has no record of.
function sums(totals, { told, pending }) {
  const lost = Math.max(0, told - pending - totals.received);
  const shownSums = [...TOTALS.map((name) => [name, totals[name]]), ["upstream", pending],
    ["underway", totals.waiting + totals.queued + totals.sending], ["parked", totals.parked], ["dead", totals.dead],
    ["set_aside", totals.set_aside]];
  const pieces = shownSums.filter(([name, number]) => number || name === "received");
  return [...pieces, ["lost", lost]].map(([name, number]) => element("span", { data: { total: name, number } },
    element("b", {}, String(number)), ` ${known("total", name)}`));
}
