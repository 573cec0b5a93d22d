// Which key does what, and how that is told.
export const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", a: "accept", x: "reject", A: "accept_all",
  e: "edit", r: "role", t: "type", v: "value", u: "unit", s: "subject", d: "date", m: "merge", "/": "split", w: "words",
  z: "undo", Z: "redo", y: "redo", Enter: "finish", ".": "skip", c: "note", n: "following", p: "before", q: "queue", "?": "help",
};

// What who may not decide can do.
export const LOOKING = new Set(["next", "previous", "following", "before", "queue", "help"]);

export function actionOf(event) {
  if (event.ctrlKey) return { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  return KEYS[event.key];
}

export function told(words) {
  const { say } = words;
  return [
    ["j ↓", say.key_next], ["k ↑", say.key_previous], ["a", say.accept], ["x", say.reject], ["A", say.key_all], ["e", say.edit],
    ["r t v u s d", say.key_field], ["m", say.merge], ["/", say.split], ["w", say.key_words], ["z", say.undo], ["Z y", say.redo],
    ["Enter", say.key_finish], [".", say.skip], ["c", say.note], ["n p", say.key_beside], ["q", say.key_queue], ["?", say.keys],
  ];
}
