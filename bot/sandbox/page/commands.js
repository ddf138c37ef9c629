// The bot's commands as Telegram's apps list them: the narrowest scope that has any, in the person's language.

const PRIVATE = ["chat", "all_private_chats", "default"];
const GROUP = ["chat", "all_chat_administrators", "all_group_chats", "default"];

// `chat` is the chat's id; null language stands for the language of everybody else.
export function commandsFor(all, { chat, isPrivate, language }) {
  const lists = all.map((list) => ({ ...list, scope: typeof list.scope === "string" ? JSON.parse(list.scope) : list.scope }));
  const short = (language ?? "").toLowerCase().slice(0, 2);
  for (const type of isPrivate ? PRIVATE : GROUP) {
    for (const code of [short, ""]) {
      const found = lists.find(({ scope, language_code: of }) =>
        scope.type === type && (type !== "chat" || scope.chat_id === chat) && of === code);
      if (found?.commands.length) return found.commands;
    }
  }
  return [];
}
