// The queue: Enter starts, and a filter applies as it is chosen.
import "./page.js";
import { turnTo } from "./turning.js";
import { Typing } from "./typing.js";

const form = document.querySelector("form.filters");
form.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT") form.requestSubmit();
});
form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
const here = new AbortController();
const typing = new Typing(({ key }) => {
  if (key === "Enter") return [begin(document.getElementById("start").href)];
  return key === "/" ? [form.elements.search.focus()] : null;
});

async function begin(address) {
  const elsewhere = await turnTo(address);
  if (elsewhere) {
    await typing.leave(elsewhere);
    return;
  }
  window.takeKeys = () => {
    here.abort();
    return typing.forget();
  };
  await import("./narrative.js");
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, a, button")) return;
  if (typing.press(event)) event.preventDefault();
}, { signal: here.signal });
for (const key of window.takeKeys()) typing.press(key);
