// The narrative with its marks.
import { element, characters } from "./dom.js";

// Cuts the narrative where marks begin and end; facts that overlap share a stretch.
export function drawNarrative(root, state, current, selection) {
  const facts = state.facts.filter((fact) => fact.state !== "rejected");
  const found = state.findings.flatMap((finding) => finding.spans.map((span) => ({ span, finding })));
  const edges = [0, state.text.length];
  for (const { mark } of facts) edges.push(mark.start, mark.end);
  for (const { span } of found) edges.push(...span);
  for (const span of state.unexplained) edges.push(...span);
  if (selection) edges.push(selection.start, selection.end);
  const cuts = [...new Set(edges)].filter((edge) => edge >= 0 && edge <= state.text.length).sort((a, b) => a - b);
  root.replaceChildren();
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at], cuts[at + 1]];
    root.append(stretch(state, facts, found, current, selection, start, end));
  }
}

function stretch(state, facts, found, current, selection, start, end) {
  const within = ([from, to]) => from <= start && end <= to;
  const over = facts.filter(({ mark }) => within([mark.start, mark.end]));
  const classes = new Set(over.flatMap((fact) => [fact.kind, fact.state, fact.uncertain && fact.state === "open" ? "low" : ""]));
  for (const each of found) if (within(each.span)) classes.add("found").add(each.finding.severity);
  if (state.unexplained.some(within)) classes.add("unexplained");
  if (over.some((fact) => fact.id === current)) classes.add("current");
  if (selection && within([selection.start, selection.end])) classes.add("selecting");
  classes.delete("");
  const tag = over.length || classes.has("selecting") ? "mark" : "span";
  return element(tag, {
    class: [...classes].join(" ") || null, "data-start": start, "data-facts": over.map((fact) => fact.id).join(" ") || null,
  }, state.text.slice(start, end));
}

// What the mouse selected, in characters of the narrative; null where it is nothing or goes beyond it.
export function selected(root) {
  const range = getSelection()?.rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const start = place(root, range.startContainer, range.startOffset);
  const end = place(root, range.endContainer, range.endOffset);
  return start < end ? { start, end } : null;
}

function place(root, container, offset) {
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(container, offset);
  return characters(before.toString());
}

// The words of the narrative as [start, end], for selecting without a mouse.
export function words(text, lang) {
  const whole = text.slice(0, text.length);
  const cut = [];
  let at = 0;
  for (const { segment } of new Intl.Segmenter(lang, { granularity: "word" }).segment(whole)) {
    const length = characters(segment);
    if (segment.trim()) cut.push([at, at + length]);
    at += length;
  }
  return cut;
}
