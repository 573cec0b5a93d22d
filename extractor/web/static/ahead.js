"use strict";
// Keeps the keys that are pressed before the page's script has run, behind those typed ahead on the page before.
(() => {
  const kept = JSON.parse(sessionStorage.getItem("ahead") ?? "[]");
  sessionStorage.removeItem("ahead");
  const keep = (event) => {
    const { key, shiftKey, ctrlKey } = event;
    if (event.altKey || event.metaKey || event.isComposing || event.target.closest?.("input, select, textarea")) return;
    if (ctrlKey || (key.length > 1 && !["Enter", "Escape", "ArrowUp", "ArrowDown"].includes(key))) return;
    kept.push({ key, shiftKey, ctrlKey });
    event.preventDefault();
  };
  addEventListener("keydown", keep, true);
  window.takeKeys = () => {
    removeEventListener("keydown", keep, true);
    return kept.splice(0);
  };
})();
