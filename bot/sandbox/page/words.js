// The page's own words: one file a language, the same keys in each.

export const LANGUAGES = { en: "EN", he: "עב", zh: "中" };

const RTL = new Set(["he"]);
const SPOTS = {
  words: (node, text) => { node.textContent = text; },
  label: (node, text) => node.setAttribute("aria-label", text),
  title: (node, text) => { node.title = text; },
  placeholder: (node, text) => { node.placeholder = text; },
};

let words = {};
export let language = "en";

// Values are isolated, so that a Hebrew name does not turn an English line around.
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => `\u2068${values[name] ?? ""}\u2069`);
}

// For what the bot's records call by a name of their own: the name itself where the page has no word for it.
export const known = (group, name) => words[`${group}-${name}`] ?? String(name);

export function preferred() {
  const wanted = [localStorage.getItem("language"), ...navigator.languages].map((tag) => (tag ?? "").toLowerCase());
  const found = wanted.map((tag) => (tag.startsWith("iw") ? "he" : tag.slice(0, 2))).find((tag) => tag in LANGUAGES);
  return found ?? "en";
}

export async function speak(wanted) {
  words = await (await fetch(`words/${wanted}.json`)).json();
  language = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-Hans" : wanted;
  document.documentElement.dir = RTL.has(wanted) ? "rtl" : "ltr";
  for (const [spot, put] of Object.entries(SPOTS)) {
    for (const node of document.querySelectorAll(`[data-${spot}]`)) put(node, say(node.dataset[spot]));
  }
}

export const time = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
export const day = (date) => date.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
export const percent = (share) => `${Math.round(share * 100)}%`;

export function size(bytes) {
  const [unit, power] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const digits = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, digits).format(bytes / power);
}
