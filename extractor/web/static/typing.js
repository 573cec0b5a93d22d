// Keys in the order they are pressed: what is typed while the page is at work waits for its turn, and is lost on no step to another page.
const PATIENCE = 10_000;

export class Typing {
  // `act` gets a key and returns null where it means nothing, else a list with what there is to wait for; `aside` takes a key that
  // waited and is for something else, such as an open dialog.
  constructor(act, aside = () => false) {
    this.act = act;
    this.aside = aside;
    this.waiting = [];
    this.busy = false;
    addEventListener("pagehide", () => {
      if (this.waiting.length) sessionStorage.setItem("ahead", JSON.stringify(this.waiting));
    });
  }

  // Whether the key is taken care of, now or later.
  press({ key, shiftKey, ctrlKey }) {
    if (this.busy) {
      if (!isKept(key, ctrlKey)) return false;
      this.waiting.push({ key, shiftKey, ctrlKey });
      return true;
    }
    const work = this.act({ key, shiftKey, ctrlKey });
    if (work) this.during(work[0]);
    return Boolean(work);
  }

  // Has keys wait until `work` is done.
  async during(work) {
    if (!(work instanceof Promise)) return;
    this.busy = true;
    try {
      await work;
    } finally {
      this.busy = false;
      this.goOn();
    }
  }

  // Leaves for another page, to which the keys that wait are taken.
  leave(address) {
    location.assign(address);
    return new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  }

  // The keys that wait, which then wait no more: something came up that nobody who typed ahead knew of, or another takes them.
  forget() {
    return this.waiting.splice(0);
  }

  goOn() {
    while (this.waiting.length && !this.busy) {
      const next = this.waiting.shift();
      if (!this.aside(next.key)) this.press(next);
    }
  }
}

const isKept = (key, ctrlKey) => (ctrlKey ? ["z", "Z", "y"] : ["Enter", "Escape"]).includes(key) || (!ctrlKey && (key.length === 1 || key.startsWith("Arrow")));
