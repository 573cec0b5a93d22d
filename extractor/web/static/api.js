// Talking to the program. Every change has a name, so that sending it again does no harm.
export async function send(path, body) {
  const reply = await fetch(path, {
    method: "POST", headers: { "content-type": "application/json", accept: "application/json" }, body: JSON.stringify(body),
  });
  const content = reply.status === 204 ? null : await reply.json();
  return { ok: reply.ok, status: reply.status, content };
}

export async function get(path) {
  const reply = await fetch(path, { headers: { accept: "application/json" } });
  return { ok: reply.ok, status: reply.status, content: await reply.json() };
}

export function newName() {
  return crypto.randomUUID();
}
