// Building elements; text is only ever text.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Offsets of the narrative count characters as the program does, not UTF-16 units.
export class Narrative {
  constructor(text) {
    this.characters = Array.from(text);
    this.length = this.characters.length;
  }
  slice(start, end) {
    return this.characters.slice(start, end).join("");
  }
}

export function characters(text) {
  return Array.from(text).length;
}
