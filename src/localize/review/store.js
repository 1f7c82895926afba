// Decisions and half-typed texts: in the browser's storage, an item each, so that two tabs do not
// overwrite one another and a crash loses nothing. Where there is no storage they live in memory.

class Store {
  constructor(name) {
    this.prefix = `localize-review:${name}:`;
    this.memory = new Map();
    this.lasting = true;
    try {
      this.storage = window.localStorage;
      this.storage.setItem(`${this.prefix}probe`, "1");
      this.storage.removeItem(`${this.prefix}probe`);
    } catch {
      this.storage = null;
      this.lasting = false;
    }
    if (this.storage) {
      for (let i = 0; i < this.storage.length; i += 1) {
        const key = this.storage.key(i);
        if (key.startsWith(this.prefix)) this.memory.set(key.slice(this.prefix.length), this.storage.getItem(key));
      }
    }
  }

  get(name) {
    return this.memory.get(name) ?? null;
  }

  set(name, value) {
    this.memory.set(name, value);
    if (!this.storage) return;
    try {
      this.storage.setItem(this.prefix + name, value);
    } catch {
      this.lasting = false; // full: the page says so and asks for an export
    }
  }

  remove(name) {
    this.memory.delete(name);
    this.storage?.removeItem(this.prefix + name);
  }

  /** What another tab did: name and value (null: removed) of an item of ours, or null. */
  heard(event) {
    if (!event.key?.startsWith(this.prefix)) return null;
    const name = event.key.slice(this.prefix.length);
    if (event.newValue === null) this.memory.delete(name);
    else this.memory.set(name, event.newValue);
    return name;
  }

  decision(key) {
    const text = this.memory.get(`d:${key}`);
    if (text === undefined) return null;
    try {
      return JSON.parse(text);
    } catch {
      return null; // not written by this page
    }
  }

  decide(key, decision) {
    this.set(`d:${key}`, JSON.stringify(decision));
  }

  undecide(key) {
    this.remove(`d:${key}`);
  }

  /** Keys of all units that have a decision, on this page or not. */
  decided() {
    return [...this.memory.keys()].filter((name) => name.startsWith("d:")).map((name) => name.slice(2));
  }
}

/** The moment, with this place's offset: `2026-01-31T09:30:00+01:00`. */
function now() {
  const date = new Date();
  const offset = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** The file that `localize review apply` takes: one decision a line, to be read in a diff. */
function decisionsFile(decisions, who, version) {
  const lines = decisions.map((decision) => JSON.stringify({ ...decision, who }).toWellFormed?.() ?? JSON.stringify({ ...decision, who }));
  return `{"kind": "localize-decisions", "version": 1, "tool": ${JSON.stringify(`localize ${version}`)}, "decisions": [\n${lines.join(",\n")}\n]}\n`;
}
