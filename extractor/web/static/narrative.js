// The narrative page: what keys and mouse do, and what is shown after it.
import "./page.js";
import { get, newName, send } from "./api.js";
import { Narrative, element } from "./dom.js";
import { Drafts } from "./drafts.js";
import { askCut, askNote, editMark, isOpen, tellConflict, tellKeys, typeAhead } from "./editor.js";
import { drawFacts } from "./facts.js";
import { LOOKING, actionOf, told } from "./keys.js";
import { drawNarrative, selected, words as cutWords } from "./marks.js";
import { turnTo } from "./turning.js";
import { Typing } from "./typing.js";

const at = (id) => document.getElementById(id);
let state, words, drafts, here, current, selection, wordMode;
let sending = Promise.resolve();
const typing = new Typing(act, typeAhead);

// Shows the narrative whose data stand in the page.
function begin() {
  const { words: given, ...data } = JSON.parse(at("data").textContent);
  words = given;
  state = { ...data, text: new Narrative(data.narrative) };
  drafts = new Drafts(state.item_key, state.round);
  here = `/api/narratives/${state.item_key}`;
  current = (state.facts.find((fact) => fact.state === "open") ?? state.facts[0])?.id ?? null;
  selection = wordMode = null;
  if (at("threshold")) at("threshold").value = localStorage.getItem("threshold") ?? "0.8";
  const around = document.querySelector(".around");
  if (around) around.scrollTop = around.querySelector("b").offsetTop - around.offsetTop - 3 * 16;
  draw();
  offerDraft();
  claim();
}

async function turn(address) {
  const left = [here, state.round];
  const elsewhere = await turnTo(address);
  if (elsewhere) {
    await typing.leave(elsewhere);
    return;
  }
  release(...left);
  begin();
}

const kinds = ["quantities", "percentages", "dates", "blockers"];
const fact = (id = current) => state.facts.find((each) => each.id === id);
const place = () => state.facts.findIndex((each) => each.id === current);

function draw() {
  if (!fact()) current = state.facts[0]?.id ?? null;
  drawNarrative(at("narrative"), state, current, selection);
  drawFacts(at("facts"), state, current, words);
  at("status").textContent = words.say[`status_${state.status}`];
  at("status").className = `chip ${state.status}`;
  at("claimed").hidden = !state.claimed_by;
  at("claimed").textContent = state.claimed_by ? words.say.claimed_by + state.claimed_by : "";
  at("findings").replaceChildren(...state.findings.map((each) =>
    element("li", { class: each.severity }, element("strong", {}, words.severity[each.severity]), element("span", {}, each.message))));
  at("notes").replaceChildren(...state.notes.map((note) => element("li", {}, element("b", {}, note.reviewer), " ", note.text)));
  for (const [action, can] of [["undo", state.can_undo], ["redo", state.can_redo]]) {
    const button = document.querySelector(`[data-do="${action}"]`);
    if (button) button.disabled = !can;
  }
  at("adding").hidden = !selection || !state.decides;
  if (selection) {
    at("adding").replaceChildren(wordMode ? words.say.selecting : "", ...kinds.map((kind, place) =>
      element("button", { type: "button", "data-add": kind, class: kind }, `${place + 1} ${words.kind[kind]}`)));
  }
  document.querySelector('#facts [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
}

function take(fresh) {
  Object.assign(state, fresh, { text: new Narrative(fresh.narrative) });
  draw();
}

// Changes go one after another, each made to the version that the one before it led to.
function change(path, body, then = () => {}) {
  sending = sending.then(() => deliver({ path, body, request: newName() }, then));
  return sending;
}

async function deliver(wanted, then) {
  const body = { ...wanted.body, round: state.round, expected_version: wanted.version ?? state.version, request: wanted.request };
  drafts.hold({ ...wanted, version: body.expected_version });
  let reply;
  try {
    reply = await send(here + wanted.path, body);
  } catch {
    typing.forget();
    banner(words.say.unsent, [[words.say.retry, () => retry(then)]]);
    return;
  }
  drafts.release();
  if (reply.ok) {
    banner(null);
    take(reply.content);
    await then();
  } else if (reply.status === 409 && reply.content.current) {
    typing.forget();
    const again = () => change(wanted.path, wanted.body, then);
    tellConflict(words, reply.content, {
      onMine: () => { take(reply.content.current); again(); }, onTheirs: () => { drafts.drop(); take(reply.content.current); },
    });
  } else {
    typing.forget();
    banner(reply.content.detail, []);
  }
}

function retry(then = () => {}) {
  const held = drafts.held();
  if (held) sending = sending.then(() => deliver(held, then));
}

function edit(action, { facts = [], marks = [], text = "" } = {}, then) {
  return change("/edits", { edit: { action, facts, marks, text } }, then);
}

function banner(message, buttons = []) {
  at("banner").hidden = !message;
  at("banner").replaceChildren(message ?? "", ...buttons.map(([name, act]) => {
    const made = element("button", { type: "button" }, name);
    made.addEventListener("click", act);
    return made;
  }));
}

function step(by) {
  const next = Math.min(Math.max(place() + by, 0), state.facts.length - 1);
  current = state.facts[next]?.id ?? null;
  draw();
}

function onward() {
  const later = state.facts.slice(place() + 1).find((each) => each.state === "open");
  current = (later ?? state.facts.find((each) => each.state === "open"))?.id ?? current;
  draw();
}

function openEditor(mark, kind, focus, save, draft) {
  editMark({ mark, kind, focus, words }, {
    onSave: (made) => { drafts.drop(); typing.during(save(made)); },
    onDraft: (values) => drafts.keep({ ...draft, ...values }),
    onCancel: () => { drafts.drop(); draw(); },
  });
}

function editFact(focus) {
  const one = fact();
  if (!one) return;
  openEditor(one.mark, one.kind, focus, (made) => edit("change", { facts: [one.id], marks: [made] }, onward), { action: "change", facts: [one.id], version: state.version });
}

async function reading(start, end, kind) {
  const reply = await get(`${here}/reading?start=${start}&end=${end}&kind=${kind}`);
  if (!reply.ok) banner(reply.content.detail);
  return reply.ok ? reply.content : null;
}

async function add(kind) {
  const mark = selection && (await reading(selection.start, selection.end, kind));
  if (!mark) return;
  const save = (made) => { leaveWords(); return edit("add", { marks: [made] }, () => select(made)); };
  openEditor(mark, kind, kind === "blockers" ? "category" : "role", save, { action: "add", facts: [], version: state.version });
}

function select(mark) {
  current = state.facts.find((each) => each.mark.start === mark.start && each.mark.end === mark.end)?.id ?? current;
  draw();
}

async function merge() {
  const one = fact();
  const other = one && state.facts.slice(place() + 1).find((each) => each.kind === one.kind && each.state !== "rejected");
  if (!other) return;
  const [start, end] = [Math.min(one.mark.start, other.mark.start), Math.max(one.mark.end, other.mark.end)];
  const read = await reading(start, end, one.kind);
  const facts = [one.id, other.id];
  const mark = read && { ...read, ...pick(one.mark, ["role", "subject", "kind", "category", "halted"]) };
  if (mark) openEditor(mark, one.kind, "role", (made) => edit("merge", { facts, marks: [made] }, () => select(made)), { action: "merge", facts, version: state.version });
}

const pick = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

function split() {
  const one = fact();
  if (!one) return;
  askCut(words, one.mark.text, (cut) => typing.during(cutInTwo(one, cut)));
}

async function cutInTwo(one, cut) {
  const middle = one.mark.start + cut;
  const parts = await Promise.all([reading(one.mark.start, middle, one.kind), reading(middle, one.mark.end, one.kind)]);
  if (!parts.every(Boolean)) return;
  const kept = pick(one.mark, ["role", "subject", "kind", "category", "halted"]);
  await edit("split", { facts: [one.id], marks: parts.map((part) => ({ ...part, ...kept })) }, () => select(parts[0]));
}

function startWords() {
  const all = cutWords(state.text, document.documentElement.lang);
  if (!all.length) return;
  const from = fact()?.mark.end ?? 0;
  const first = Math.max(all.findIndex(([start]) => start >= from), 0);
  wordMode = { all, first, last: first };
  showWords();
}

function moveWords(key, grow) {
  const { all } = wordMode;
  const by = key === "ArrowRight" ? 1 : -1;
  wordMode.last = Math.min(Math.max(wordMode.last + by, grow ? wordMode.first : 0), all.length - 1);
  if (!grow) wordMode.first = wordMode.last = Math.min(Math.max(wordMode.first + by, 0), all.length - 1);
  showWords();
}

function showWords() {
  selection = { start: wordMode.all[wordMode.first][0], end: wordMode.all[wordMode.last][1] };
  draw();
  at("narrative").querySelector(".selecting")?.scrollIntoView({ block: "nearest" });
}

function leaveWords() {
  wordMode = selection = null;
  getSelection()?.removeAllRanges();
  draw();
}

function acceptAll() {
  const least = Number(at("threshold").value);
  const facts = state.facts.filter((each) => each.state === "open" && each.confidence >= least).map((each) => each.id);
  return facts.length ? edit("accept", { facts }, onward) : null;
}

function takeNote(text = "") {
  askNote(words, text, {
    onSave: (said) => { drafts.drop(); typing.during(edit("note", { text: said })); },
    onDraft: (said) => drafts.keep({ action: "note", text: said, version: state.version }),
    onCancel: () => drafts.drop(),
  });
}

const go = (id) => at(id) && turn(at(id).href);
const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  accept: () => fact() && edit("accept", { facts: [current] }, onward),
  reject: () => fact() && edit("reject", { facts: [current] }, onward),
  accept_all: acceptAll,
  edit: () => editFact("role"),
  role: () => editFact("role"), type: () => editFact("type"), value: () => editFact("value"), unit: () => editFact("unit"),
  subject: () => editFact("subject"), date: () => editFact("date"),
  merge, split, words: startWords,
  undo: () => state.can_undo && change("/reversals", { action: "undo" }),
  redo: () => state.can_redo && change("/reversals", { action: "redo" }),
  finish: () => edit("finish", { facts: state.facts.filter((each) => each.state === "open").map((each) => each.id) }, () => go("onward")),
  skip: () => edit("skip", {}, () => go("onward")),
  note: () => takeNote(),
  following: () => go("following"), before: () => go("previous"), queue: () => typing.leave(at("to-queue").href),
  help: () => tellKeys(words, told(words)),
};

const may = (action) => action && (state.decides || LOOKING.has(action));

function act(pressed) {
  const { key } = pressed;
  if (wordMode && ["ArrowLeft", "ArrowRight"].includes(key)) return [moveWords(key, pressed.shiftKey)];
  if (selection && state.decides && kinds[Number(key) - 1]) return [add(kinds[Number(key) - 1])];
  if (selection && key === "Escape") return [leaveWords()];
  return may(actionOf(pressed)) ? [ACTIONS[actionOf(pressed)]()] : null;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (!typing.busy && (isOpen() || (event.key === "Enter" && event.target.closest("a, button")))) return;
  if (typing.press(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#previous, #following, #onward");
  if (link && !event.ctrlKey && !event.shiftKey && !event.metaKey) {
    event.preventDefault();
    typing.during(turn(link.href));
    return;
  }
  const target = event.target.closest("[data-do], [data-add], [data-fact], mark[data-facts]");
  if (!target || isOpen()) return;
  if (target.dataset.add) {
    typing.during(add(target.dataset.add));
    return;
  }
  const id = target.dataset.fact ?? target.dataset.facts?.split(" ").at(-1);
  if (id && fact(id)) current = id;
  if (may(target.dataset.do)) typing.during(ACTIONS[target.dataset.do]());
  else if (!selected(at("narrative"))) draw();
});

document.addEventListener("selectionchange", () => {
  if (wordMode || isOpen()) return;
  const found = selected(at("narrative"));
  at("adding").hidden = !state.decides || (!found && !selection);
});
document.addEventListener("pointerup", () => setTimeout(() => {
  const found = selected(at("narrative"));
  if (found && !wordMode && !isOpen()) {
    selection = found;
    draw();
  } else if (selection && !wordMode && !isOpen() && !document.activeElement?.dataset?.add) {
    selection = null;
    draw();
  }
}));

document.addEventListener("change", (event) => {
  if (event.target.id === "threshold") localStorage.setItem("threshold", event.target.value);
});

function resume(draft) {
  const { action, facts = [], mark, kind, text } = draft;
  if (action === "note") takeNote(text);
  else openEditor(mark, kind, "role", (made) => edit(action, { facts, marks: [made] }), draft);
}

function offerDraft() {
  const draft = drafts.kept();
  if (draft) banner(words.say.unsaved, [[words.say.resume, () => { banner(null); resume(draft); }], [words.say.discard, () => { drafts.drop(); banner(null); }]]);
  else if (drafts.held()) banner(words.say.unsent, [[words.say.retry, () => retry()], [words.say.discard, () => { drafts.release(); banner(null); }]]);
}

async function claim() {
  if (!state.decides) return;
  const asked = here;
  const reply = await send(`${here}/claims`, { round: state.round }).catch(() => null);
  if (asked === here && reply?.ok && reply.content.claimed_by !== state.claimed_by) {
    state.claimed_by = reply.content.claimed_by;
    draw();
  }
}

// Lets go of a narrative, also as the page closes.
function release(path, round) {
  if (!state.decides) return;
  const body = JSON.stringify({ round, release: true });
  fetch(`${path}/claims`, { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true });
}

addEventListener("pagehide", () => release(here, state.round));
addEventListener("popstate", () => location.reload());
setInterval(claim, 4 * 60 * 1000);
begin();
for (const key of window.takeKeys()) typing.press(key);
