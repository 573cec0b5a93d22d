// The queue: Enter starts, and a filter applies as it is chosen.
import "./page.js";
import { Typing } from "./typing.js";

const form = document.querySelector("form.filters");
form.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT") form.requestSubmit();
});
form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
const typing = new Typing(({ key }) => {
  if (key === "Enter") return [typing.leave(document.getElementById("start").href)];
  return key === "/" ? [form.elements.search.focus()] : null;
});
document.addEventListener("keydown", (event) => {
  if (event.target === document.body && typing.press(event)) event.preventDefault();
});
for (const key of window.takeKeys()) typing.press(key);
