// A person's word on whether two items are one task.
import "./page.js";
import { send } from "./api.js";

document.addEventListener("click", async (event) => {
  const { earlier, later, same } = event.target.dataset;
  if (!earlier) return;
  const reply = await send("/api/links", { earlier, later, same: same === "true" });
  if (reply.ok) location.reload();
});
