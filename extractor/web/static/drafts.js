// What is not on the server yet, kept in the browser so that a closed tab loses nothing.
export class Drafts {
  constructor(itemKey, round) {
    this.draft = `draft:${itemKey}:${round}`;
    this.unsent = `unsent:${itemKey}:${round}`;
  }
  keep(what) {
    localStorage.setItem(this.draft, JSON.stringify(what));
  }
  kept() {
    return read(this.draft);
  }
  drop() {
    localStorage.removeItem(this.draft);
  }
  hold(sending) {
    localStorage.setItem(this.unsent, JSON.stringify(sending));
  }
  held() {
    return read(this.unsent);
  }
  release() {
    localStorage.removeItem(this.unsent);
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
