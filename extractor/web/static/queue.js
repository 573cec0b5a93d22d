// The queue: Enter starts, and a filter applies as it is chosen.
import "./page.js";

const form = document.querySelector("form.filters");
form.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT") form.requestSubmit();
});
form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === document.body) document.getElementById("start").click();
  if (event.key === "/" && event.target === document.body) {
    event.preventDefault();
    form.elements.search.focus();
  }
});
