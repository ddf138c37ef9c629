// Calls to the sandbox: `control/` stands for Telegram and its people, `desk/` for the bot's process and records.

async function call(method, path, body, signal) {
  const response = await fetch(path, {
    method,
    signal,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));
  throw Object.assign(new Error(answer.error ?? `${response.status}`), { status: response.status });
}

const read = async (answer) => (await answer).json();

export const get = (path, signal) => read(call("GET", `control/${path}`, undefined, signal));
export const post = (path, body = {}) => read(call("POST", `control/${path}`, body));
export const remove = (path) => read(call("DELETE", `control/${path}`));

export const desk = {
  get: (path) => read(call("GET", `desk/${path}`)),
  post: (path, body = {}) => read(call("POST", `desk/${path}`, body)),
  text: async (path) => (await call("GET", `desk/${path}`)).text(),
};
