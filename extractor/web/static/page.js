// What every page has: the reader's name and language.
import { send } from "./api.js";

const reviewer = document.getElementById("reviewer");
reviewer?.addEventListener("change", async () => {
  const name = reviewer.value.trim();
  if (name && (await send("/api/preferences", { reviewer: name })).ok) location.reload();
  else reviewer.value = reviewer.defaultValue;
});
document.getElementById("language")?.addEventListener("click", async (event) => {
  await send("/api/preferences", { lang: event.currentTarget.dataset.lang });
  location.reload();
});
