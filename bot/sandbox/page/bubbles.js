// Draws messages. Everything that people wrote goes in as text, never as markup.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code",
  blockquote: "q", expandable_blockquote: "q",
};

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// Entities may nest; cut the text where any begins or ends, and wrap each piece in all that cover it.
function formatted(text, entities) {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const stop = places[index + 1];
    return entities
      .filter(({ offset, length }) => offset <= start && stop <= offset + length)
      .reduceRight((inner, entity) => wrapped(inner, entity), document.createTextNode(text.slice(start, stop)));
  });
}

function wrapped(inner, entity) {
  const address = entity.url ?? (entity.type === "url" ? inner.textContent : "");
  if (/^https?:\/\//i.test(address)) {
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
  }
  return TAGS[entity.type] ? element(TAGS[entity.type], {}, inner) : inner;
}

const SERVICE = {
  forum_topic_created: (value) => `opened the topic “${value.name}”`,
  forum_topic_edited: (value) => (value.name ? `renamed the topic to “${value.name}”` : "changed the topic's icon"),
  forum_topic_closed: () => "closed the topic",
  forum_topic_reopened: () => "reopened the topic",
  migrate_to_chat_id: () => "upgraded the group to a supergroup",
  migrate_from_chat_id: () => "upgraded the group to a supergroup",
};

function summary(message) {
  const words = message.text ?? message.caption ?? `[${message.kind}]`;
  return words.length > 80 ? `${words.slice(0, 80)} …` : words;
}

function meta(message) {
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const marks = [message.forwarded && "forwarded", message.edited && "edited", time];
  return element("span", { className: "meta" }, marks.filter(Boolean).join(" · "));
}

function keyboard(message, onPress) {
  const rows = message.buttons.map((row) =>
    element("div", { className: "row" }, ...row.map((button) => {
      const node = element("button", { type: "button", dir: "auto", className: button.style ?? "" }, button.text);
      node.addEventListener("click", () => onPress(message, button));
      return node;
    })),
  );
  return element("div", { className: "keyboard" }, ...rows);
}

function bubble(message, { mine, answered, onPress, onReply }) {
  if (SERVICE[message.kind]) {
    return element("li", { className: "service", dir: "auto" }, `${message.from_name} ${SERVICE[message.kind](message.service)}`);
  }
  const body = element("div", { className: "bubble" }, element("span", { className: "name" }, message.from_name));
  if (answered) body.append(element("blockquote", { dir: "auto" }, summary(answered)));
  if (message.kind !== "text") body.append(element("span", { className: "medium" }, `[${message.kind}]`));
  const words = message.text ?? message.caption;
  if (words) body.append(element("p", { className: "words", dir: "auto" }, ...formatted(words, message.entities)));
  const foot = element("p", { className: "foot" }, ...message.reactions.map((sign) => element("span", { className: "reaction" }, sign)), meta(message));
  const reply = element("button", { type: "button", className: "reply", title: "Reply" }, "↩");
  reply.setAttribute("aria-label", `Reply to ${message.from_name}`);
  reply.addEventListener("click", () => onReply(message));
  foot.append(reply);
  body.append(foot);
  const item = element("li", { className: mine ? "mine" : "theirs" }, body);
  if (message.buttons.length) item.append(keyboard(message, onPress));
  return item;
}

// Draws a list of messages into a log, touching only what changed, so that focus and scrolling stay.
export function draw(log, messages, options) {
  const atEnd = options.toEnd || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const byId = new Map(messages.map((message) => [message.message_id, message]));
  const old = new Map([...log.children].map((item) => [item.dataset.key, item]));
  const items = messages.map((message) => {
    const answered = byId.get(message.reply_to);
    const mine = options.isMine(message);
    const key = JSON.stringify([message, answered && summary(answered), mine]);
    const item = old.get(key) ?? bubble(message, { ...options, mine, answered });
    item.dataset.key = key;
    return item;
  });
  items.forEach((item, index) => {
    if (log.children[index] !== item) log.insertBefore(item, log.children[index] ?? null);
  });
  while (log.children.length > items.length) log.lastElementChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
