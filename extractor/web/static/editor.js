// The dialogs: a mark's fields, a note, where to cut, the keys, and what to do about a conflict.
import { element } from "./dom.js";
import { meaning } from "./facts.js";

const FIELDS = {
  quantities: ["role", "value", "value_max", "unit", "bound", "subject"],
  percentages: ["kind", "role", "value", "value_max", "bound", "subject"],
  dates: ["role", "from", "to"],
  blockers: ["category", "halted"],
};
const EMPTY = {
  quantities: { role: "actual", value: 0, value_max: null, unit: "", bound: "exact", subject: "" },
  percentages: { kind: "completion", role: "actual", value: 0, value_max: null, bound: "exact", subject: "" },
  dates: { role: "as_of", from: "", to: "" },
  blockers: { category: "other", halted: false },
};
const box = document.getElementById("dialog");

export const isOpen = () => box.open;

function show(title, content, buttons, then) {
  const form = element("form", { method: "dialog" }, element("h2", { id: "dialog-title" }, title), ...content, element("div", { class: "tools end" }, ...buttons));
  box.replaceChildren(form);
  box.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.tagName !== "TEXTAREA" && event.target.tagName !== "BUTTON" && !event.isComposing) {
      event.preventDefault();
      then("save");
    }
    event.stopPropagation();
  };
  box.oncancel = () => then("cancel");
  for (const button of form.querySelectorAll("button")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      then(button.value);
    });
  }
  if (!box.open) box.showModal();
}

const button = (words, name, main = false) => element("button", { type: "button", value: name, class: main ? "primary" : null }, words.say[name]);

export function close() {
  // a field of a closed dialog keeps the keys until the page is drawn again
  if (box.contains(document.activeElement)) document.activeElement.blur();
  if (box.open) box.close();
}

// Edits a mark; `onSave` gets it, `onDraft` every state on the way there.
export function editMark({ mark, kind, focus, words }, { onSave, onDraft, onCancel }) {
  let group = kind;
  let values = { ...mark };
  const draw = (field) => {
    const inputs = ["group", ...FIELDS[group]].map((name) => input(name, group, name === "group" ? group : values[name], words));
    show(`「${mark.text}」`, [element("div", { class: "fields" }, ...inputs)], [button(words, "save", true), button(words, "cancel")], (choice) => {
      if (choice === "cancel") {
        close();
        onCancel();
        return;
      }
      if (!box.querySelector("form").reportValidity()) return;
      close();
      onSave(take(group, values, mark), group);
    });
    for (const each of box.querySelectorAll("[name]")) {
      each.addEventListener("input", () => {
        if (each.name === "group") {
          group = each.value;
          values = { ...EMPTY[group], ...Object.fromEntries(Object.entries(values).filter(([key]) => ["value", "value_max", "bound", "subject"].includes(key))) };
          draw("group");
        } else values[each.name] = each.type === "checkbox" ? each.checked : each.value;
        onDraft({ mark: { ...values, text: mark.text, start: mark.start, end: mark.end }, kind: group });
      });
    }
    const wanted = box.querySelector(`[name="${field}"]`) ?? box.querySelector('[name="role"], [name="category"]');
    wanted.focus();
    wanted.select?.();
  };
  draw({ type: { percentages: "kind", blockers: "category" }[kind] ?? "group", date: "from" }[focus] ?? focus);
}

function take(group, values, { text, start, end }) {
  const taken = { text, start, end };
  for (const name of FIELDS[group]) {
    const value = values[name];
    if (name === "value") taken[name] = Number(value);
    else if (name === "value_max") taken[name] = value === "" || value === null || value === undefined ? null : Number(value);
    else taken[name] = value ?? EMPTY[group][name];
  }
  return taken;
}

function input(name, group, value, words) {
  const table = { group: words.kind, role: words[group], kind: words.measure, bound: words.bound, category: words.category }[name];
  let field;
  if (table) {
    const options = Object.entries(table).map(([key, label], at) => element("option", { value: key, selected: key === value }, `${at + 1} ${label}`));
    field = element("select", { name }, ...options);
  } else if (name === "halted") field = element("input", { name, type: "checkbox", checked: value === true });
  else if (name === "from" || name === "to") field = element("input", { name, type: "date", value, required: true });
  else if (name.startsWith("value")) field = element("input", { name, type: "number", step: "any", value: value ?? "", required: name === "value" });
  else field = element("input", { name, value: value ?? "", maxlength: 200 });
  return element("label", {}, element("span", {}, words.say[`field_${name}`]), field);
}

export function askNote(words, text, { onSave, onDraft, onCancel }) {
  const area = element("textarea", { rows: 4, maxlength: 2000, required: true, "aria-label": words.say.note_text });
  area.value = text;
  area.addEventListener("input", () => onDraft(area.value));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      box.querySelector("button.primary").click();
    }
  });
  show(words.say.note, [area], [button(words, "save", true), button(words, "cancel")], (choice) => {
    if (choice !== "cancel" && !area.value.trim()) return;
    close();
    if (choice === "cancel") onCancel();
    else onSave(area.value.trim());
  });
  area.focus();
}

export function askCut(words, text, onSave) {
  const field = element("input", { value: text, "aria-label": words.say.split_at });
  // the cursor moves, the words stay
  field.addEventListener("beforeinput", (event) => event.preventDefault());
  show(words.say.split, [element("p", {}, words.say.split_at), field], [button(words, "save", true), button(words, "cancel")], (choice) => {
    const cut = Array.from(text.slice(0, field.selectionStart)).length;
    if (choice === "cancel") close();
    else if (cut > 0 && cut < Array.from(text).length) {
      close();
      onSave(cut);
    }
  });
  field.focus();
  field.setSelectionRange(0, 0);
}

export function tellKeys(words, keys) {
  const rows = keys.map(([key, told]) => element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, told)));
  show(words.say.keys, [element("dl", { class: "keys" }, ...rows)], [button(words, "close", true)], close);
  box.querySelector("button").focus();
}

// Shows both versions of what two people did; `onMine` applies the reader's own to what is there now.
export function tellConflict(words, problem, { onMine, onTheirs }) {
  const { yours, current } = problem;
  const named = (yours.facts ?? []).map((id) => current.facts.find((fact) => fact.id === id)).filter(Boolean);
  const say = (mark, kind) => element("li", {}, `「${mark.text}」 ${meaning(mark, kind, words)} ${mark.subject ?? ""}`);
  const kindOf = (mark) => ("category" in mark ? "blockers" : "from" in mark ? "dates" : "kind" in mark ? "percentages" : "quantities");
  const mine = (yours.marks ?? []).map((mark) => say(mark, kindOf(mark)));
  const theirs = (named.length ? named : current.facts).map((fact) => element("li", {}, `「${fact.mark.text}」 ${meaning(fact.mark, fact.kind, words)} · ${words.say[`state_${fact.state}`]} ${fact.reviewer ?? ""}`));
  show(words.say.conflict, [
    element("h3", {}, words.say.conflict_yours), element("p", {}, words.say[yours.action] ?? yours.action), element("ul", {}, ...mine),
    element("h3", {}, `${words.say.conflict_theirs} · ${current.last_by ?? ""}`), element("ul", { class: "theirs" }, ...theirs),
  ], [button(words, "apply_mine", true), button(words, "take_theirs")], (choice) => {
    close();
    if (choice === "apply_mine" || choice === "save") onMine();
    else onTheirs();
  });
  box.querySelector("button").focus();
}

// A key that was typed ahead goes into the open dialog as if it were pressed there; false where none is open.
export function typeAhead(key) {
  if (!isOpen()) return false;
  typeInto(document.activeElement, key);
  return true;
}

function typeInto(field, key) {
  if (key === "Escape") box.dispatchEvent(new Event("cancel"));
  else if (key === "Enter" && field.tagName === "BUTTON") field.click();
  else if (key === "Enter" || key.startsWith("Arrow")) {
    if (key.startsWith("Arrow") && field.setSelectionRange) step(field, key);
    field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  } else if (field.tagName === "SELECT") {
    const wanted = [...field.options].find((option) => option.textContent.startsWith(key));
    if (wanted) field.value = wanted.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (key.length === 1) document.execCommand("insertText", false, key);
}

function step(field, key) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0;
  const place = Math.max(field.selectionStart + by, 0);
  field.setSelectionRange(place, place);
}
