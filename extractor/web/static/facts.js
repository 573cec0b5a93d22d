// The list of facts.
import { element } from "./dom.js";

export function drawFacts(root, state, current, words) {
  root.replaceChildren(...state.facts.map((fact) => line(fact, fact.id === current, words, state.decides)));
  if (!state.facts.length) root.append(element("li", { class: "empty" }, words.say.no_facts));
}

function line(fact, isCurrent, words, decides) {
  const { mark } = fact;
  const confidence = fact.confidence === null ? "" : fact.confidence.toFixed(2);
  const button = (action, sign) =>
    element("button", { type: "button", "data-do": action, "data-fact": fact.id, "aria-label": `${words.say[action]} ${mark.text}`, title: words.say[action] }, sign);
  return element("li", {
    class: `fact ${fact.kind} ${fact.state}${fact.uncertain ? " low" : ""}`, "data-fact": fact.id, "aria-current": isCurrent ? "true" : null, tabindex: "-1",
  },
    element("span", { class: "kind", title: words.kind[fact.kind] }),
    element("span", { class: "words" }, mark.text),
    element("span", { class: "meaning" }, meaning(mark, fact.kind, words)),
    element("span", { class: "subject" }, mark.subject ?? ""),
    element("span", { class: "state", title: fact.reviewer ?? fact.by_field }, fact.state === "open" ? confidence : words.say[`state_${fact.state}`]),
    decides ? element("span", { class: "buttons" }, button("accept", "✓"), button("reject", "✗"), button("edit", "✎"), button("merge", "⋃"), button("split", "⋔")) : null);
}

export function meaning(mark, kind, words) {
  if (kind === "blockers") return `${words.category[mark.category]}${mark.halted ? ` · ${words.say.field_halted}` : ""}`;
  if (kind === "dates") return `${words.dates[mark.role]} ${mark.from}${mark.to === mark.from ? "" : ` – ${mark.to}`}`;
  const upper = mark.value_max === null ? "" : `–${mark.value_max}`;
  const bound = mark.bound === "exact" ? "" : ` ${words.bound[mark.bound]}`;
  if (kind === "percentages") return `${words.measure[mark.kind]}·${words.percentages[mark.role]} ${mark.value}${upper}%${bound}`;
  return `${words.quantities[mark.role]} ${mark.value.toLocaleString()}${upper} ${mark.unit}${bound}`;
}
