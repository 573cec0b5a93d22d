"use strict";
(() => {
  const form = document.getElementById("filters");
  const [search, bulletin, field, scope] = ["search", "bulletin", "field", "scope"].map((id) => document.getElementById(id));
  const kinds = [...form.querySelectorAll("button[data-kind]")];
  const errors = new Set(["missed", "spurious", "wrong"]);
  const narratives = [...document.querySelectorAll(".item")].map((element) => ({
    element,
    words: element.textContent.normalize("NFKC").toLowerCase(),
    kinds: new Set([...element.querySelectorAll(".row")].map((row) => row.dataset.kind)),
    rows: [...element.querySelectorAll(".differing .row")].map((row) => ({
      element: row,
      kind: row.dataset.kind,
      state: row.dataset.state,
      fields: row.dataset.fields.split(" "),
    })),
  }));

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  const filter = () => {
    const wanted = search.value.normalize("NFKC").trim().toLowerCase();
    const shown = new Set(kinds.filter(pressed).map((button) => button.dataset.kind));
    const whole = scope.value === "all" && !field.value;
    let count = 0;
    let marks = 0;
    for (const one of narratives) {
      let fitting = 0;
      for (const row of one.rows) {
        const fits =
          shown.has(row.kind) &&
          (!field.value || row.fields.includes(field.value)) &&
          (scope.value !== "errors" || errors.has(row.state));
        row.element.hidden = !fits;
        fitting += fits ? 1 : 0;
      }
      const kept = whole && (shown.size === kinds.length || [...one.kinds].some((kind) => shown.has(kind)));
      const visible =
        (fitting > 0 || kept) &&
        one.words.includes(wanted) &&
        (!bulletin.value || one.element.dataset.bulletin === bulletin.value);
      one.element.hidden = !visible;
      count += visible ? 1 : 0;
      marks += visible ? fitting : 0;
    }
    document.getElementById("count").textContent = String(count);
    document.getElementById("marks").textContent = String(marks);
    document.getElementById("none").hidden = count > 0;
  };

  const light = (event, on) => {
    const target = event.target.closest && event.target.closest(".row, mark");
    if (!target) return;
    const ids = target.id ? [target.id] : target.dataset.rows.split(" ");
    for (const id of ids) {
      const row = document.getElementById(id);
      row.classList.toggle("lit", on);
      if (target !== row) continue;
      for (const mark of row.closest(".item").querySelectorAll("mark")) {
        if (mark.dataset.rows.split(" ").includes(id)) mark.classList.toggle("lit", on);
      }
    }
  };

  for (const button of kinds) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!pressed(button)));
      filter();
    });
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    for (const button of kinds) button.setAttribute("aria-pressed", "true");
    setTimeout(filter);
  });
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
  form.hidden = false;
  filter();
})();
