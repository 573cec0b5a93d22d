"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const found = document.getElementById("found");
  const low = document.getElementById("low");
  const kinds = [...form.querySelectorAll("button[data-kind]")];
  const items = [...document.querySelectorAll(".item")].map((element) => ({
    element,
    words: element.textContent.normalize("NFKC").toLowerCase(),
    kinds: new Set([...element.querySelectorAll(".fact")].map((fact) => fact.dataset.kind)),
    low: element.querySelector(".fact.low") !== null,
  }));

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  const fits = (item, wanted, shown) =>
    item.words.includes(wanted) &&
    (!status.value || item.element.dataset.status === status.value) &&
    (!found.value || item.element.dataset.found === found.value) &&
    (!low.checked || item.low) &&
    (shown.length === kinds.length || shown.some((kind) => item.kinds.has(kind)));

  const filter = () => {
    const wanted = search.value.normalize("NFKC").trim().toLowerCase();
    const shown = kinds.filter(pressed).map((button) => button.dataset.kind);
    for (const button of kinds) document.body.classList.toggle(`hide-${button.dataset.kind}`, !pressed(button));
    let count = 0;
    for (const item of items) {
      item.element.hidden = !fits(item, wanted, shown);
      count += item.element.hidden ? 0 : 1;
    }
    for (const bulletin of document.querySelectorAll(".bulletin")) {
      bulletin.hidden = count < items.length && bulletin.querySelector(".item:not([hidden])") === null;
    }
    document.getElementById("count").textContent = String(count);
    document.getElementById("none").hidden = count > 0 || items.length === 0;
  };

  const light = (event, on) => {
    const target = event.target.closest && event.target.closest(".fact, mark");
    if (!target) return;
    const ids = target.id ? [target.id] : target.dataset.facts.split(" ");
    for (const id of ids) {
      const fact = document.getElementById(id);
      fact.classList.toggle("lit", on);
      if (target !== fact) continue;
      for (const mark of fact.closest(".item").querySelectorAll("mark")) {
        if (mark.dataset.facts.split(" ").includes(id)) mark.classList.toggle("lit", on);
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
