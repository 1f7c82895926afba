// The page: what is shown, where the reader is, decisions, export, keys.

const SLICE = 12; // milliseconds of drawing before the browser gets a turn
const AHEAD = 1500; // pixels around what is in sight that are drawn at once

class Page {
  constructor(data) {
    Object.assign(this, { locales: data.locales, source: data.source_locale, version: data.version, title: data.title, live: data.live });
    this.store = new Store(data.title);
    if (data.who && !this.store.get("who")) this.store.set("who", data.who);
    this.raw = this.store.get("view") === "raw";
    this.views = new Map();
    this.byElement = new WeakMap();
    this.sight = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.byElement.get(entry.target)?.fill()), { rootMargin: `${AHEAD}px` });
    this.current = null;
    this.made = 0;
    this.list = byId("units");
    this.sieve = new Sieve();
    for (const row of data.rows) this.#add(row);
    this.#number(data.reading);
    this.sieve.fill(this.views.values(), this.locales);
    this.#listen();
    this.arrange();
    this.#draw();
    if (!this.store.lasting) this.notice("storage", "This browser keeps nothing for this page: export your decisions before you close it.");
    this.line = this.live ? new Line(this, this.live) : null;
  }

  #add(row) {
    const view = new UnitView(row, this.made, this);
    this.made += 1;
    this.views.set(row.key, view);
    this.byElement.set(view.element, view);
    this.sight.observe(view.element);
    return view;
  }

  /** `reading`: the places of the units, which are in the order worst first, as one reads them. */
  #number(reading) {
    const views = [...this.views.values()];
    for (const [order, place] of reading.entries()) views[place].order = order;
  }

  // Order and filters ---------------------------------------------------------------------------

  /** Put the units in order and show those that the filters let through. */
  arrange() {
    const views = [...this.views.values()];
    if (this.sieve.inReadingOrder) views.sort((a, b) => a.order - b.order);
    this.ordered = views;
    if (views.some((view, i) => this.list.children[i] !== view.element)) this.list.replaceChildren(...views.map((view) => view.element));
    this.filter();
  }

  filter() {
    const fits = this.sieve.test();
    this.shown = [];
    for (const view of this.ordered) {
      const shown = fits(view);
      if (view.element.hidden === shown) view.element.hidden = !shown;
      if (shown) this.shown.push(view);
    }
    for (const view of this.shown.slice(0, 20)) view.fill();
    if (this.current?.element.hidden) this.#mark(null);
    byId("empty").hidden = this.shown.length > 0;
    const narrowed = this.shown.length !== this.views.size;
    byId("clear").hidden = !narrowed;
    byId("shown").textContent = narrowed ? `${number(this.shown.length)} of ${number(this.views.size)} units` : "";
    this.tally();
  }

  #clear() {
    this.sieve.clear();
    this.filter();
  }

  /** Draw the other units while nothing else is to be done, for the browser's own search. */
  #draw() {
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => SLICE }), 1));
    let at = 0;
    const work = (deadline) => {
      const end = performance.now() + Math.min(SLICE, deadline.timeRemaining());
      while (at < this.ordered.length && performance.now() < end) {
        this.ordered[at].fill();
        at += 1;
      }
      if (at < this.ordered.length) idle(work);
      else document.documentElement.dataset.complete = "true";
    };
    idle(work);
    document.documentElement.dataset.ready = "true";
  }

  #redraw() {
    for (const view of this.views.values()) {
      // An open editor is left alone: redrawing it would lose the place of the cursor.
      if (view.filled && !view.form) view.filled = false;
    }
    for (const view of this.shown.filter((v) => inSight(v.element))) view.fill();
    this.#draw();
  }

  /** Say how far it is: decided, or, where decisions are written at once, reviewed. */
  tally() {
    const total = this.views.size;
    const decided = this.store.decided();
    const done = decided.filter((key) => this.views.get(key)?.fits("done")).length;
    const away = decided.filter((key) => !this.views.has(key)).length;
    let reviewed = 0;
    for (const view of this.views.values()) reviewed += view.row.state === "reviewed";
    byId("count").textContent = this.live ? `${number(reviewed)} of ${number(total)} reviewed` : `${number(done)} of ${number(total)} decided`;
    byId("progress").max = Math.max(1, total);
    byId("progress").value = this.live ? reviewed : done;
    byId("kept").textContent = away ? `${number(away)} kept ${away > 1 ? "decisions are" : "decision is"} about units that are not on this page.` : "";
    byId("export").disabled = !done;
    byId("export").hidden = this.live && !done;
  }

  // Where the reader is -------------------------------------------------------------------------

  #mark(view) {
    if (this.current === view) return;
    this.current?.element.classList.remove("current");
    this.current = view;
    view?.element.classList.add("current");
  }

  go(view) {
    if (!view) return;
    view.fill();
    this.#mark(view);
    view.element.focus({ preventScroll: true });
    view.element.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    if (!this.shown.length) return this.say("No unit fits these filters.");
    const at = this.shown.indexOf(this.current);
    const next = at < 0 ? this.shown[by > 0 ? 0 : this.shown.length - 1] : this.shown[at + by];
    return next ? this.go(next) : this.say(by > 0 ? "This is the last unit." : "This is the first unit.");
  }

  /** The next unit, after the one given, that nobody decided about. */
  next(from = this.current, before = "") {
    const at = this.shown.indexOf(from);
    const rest = [...this.shown.slice(at + 1), ...this.shown.slice(0, Math.max(0, at))];
    const view = rest.find((v) => v.fits("open") && !(this.live && v.row.state === "reviewed"));
    if (view) this.go(view);
    else this.say(`${before}Nothing is left to decide among the units shown.`);
  }

  // Deciding ------------------------------------------------------------------------------------

  async act(view, action) {
    this.#mark(view);
    switch (action) {
      case "accept":
        return this.#accept(view);
      case "edit":
      case "reject":
      case "comment":
        return this.#openForm(view, action);
      case "save-accept":
      case "save-edit":
        return this.#saveEdit(view, action === "save-accept" ? "accept" : "edit");
      case "save-note":
        return this.#saveNote(view);
      case "cancel":
        view.form = null;
        view.draw();
        return this.go(view);
      case "undo":
        return this.#undo(view);
      case "details":
        view.detailed = !view.detailed;
        view.draw();
        view.element.querySelector("[data-act=details]").focus();
        return null;
      case "restore":
        this.store.set(`t:${view.row.key}`, view.decision.target);
        return this.#openForm(view, "edit");
      default:
        return null;
    }
  }

  #accept(view) {
    const text = view.target;
    if (!text.trim()) return this.say("There is no translation to accept: edit it first.");
    if (view.worst === "critical" && !view.sure) {
      view.sure = true;
      view.draw();
      this.go(view);
      return this.say("It has a critical finding. Accept once more if it is right all the same.");
    }
    return this.#decide(view, "accept", text, view.decision?.comment, true);
  }

  #openForm(view, form) {
    for (const other of this.views.values()) {
      if (other !== view && other.form) {
        other.form = null;
        other.draw();
      }
    }
    view.form = form;
    view.fill();
    view.draw();
    const area = view.element.querySelector("textarea");
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    view.element.scrollIntoView({ block: "nearest" });
  }

  #saveEdit(view, action) {
    const text = view.element.querySelector("textarea").value;
    if (!text.trim()) return this.say("The translation is empty.");
    if (action === "edit" && text === view.row.target.text) {
      view.form = null;
      this.store.remove(`t:${view.row.key}`);
      view.draw();
      this.go(view);
      return this.say("Nothing changed.");
    }
    return this.#decide(view, action, text, view.decision?.comment, action === "accept");
  }

  #saveNote(view) {
    const comment = view.element.querySelector("textarea").value.trim();
    if (view.form === "comment" && !comment) return this.say("The comment is empty.");
    const before = view.isLate() ? null : view.decision;
    // A comment on a decision that was made is a part of it.
    const keep = view.form === "comment" && before && before.action !== "reject";
    const action = keep ? before.action : view.form === "comment" ? before?.action ?? "comment" : "reject";
    const text = keep ? before.target ?? view.row.target.text : view.row.target.text;
    return this.#decide(view, action, text, comment, action === "reject");
  }

  async #decide(view, action, text, comment, onward) {
    const who = this.live && !this.store.get("who") ? await this.#askWho() : this.store.get("who");
    if (this.live && !who) return null;
    const { row } = view;
    const decision = { unit: row.unit, article: row.article, locale: row.locale, source_sha256: row.source_sha256, target_sha256: row.target_sha256, action, comment: comment || undefined, when: now() };
    if (text !== row.target.text) decision.target = text;
    // Kept first, then sent: should the server be gone, nothing typed is lost.
    this.store.decide(row.key, decision);
    view.form = null;
    view.sure = false;
    view.refused = "";
    for (const kind of ["t", "n"]) this.store.remove(`${kind}:${row.key}`);
    view.draw();
    this.tally();
    this.line?.send(view, decision, text, who);
    const left = this.shown.filter((v) => v.fits("open")).length;
    const done = this.live ? `${DONE[action]}. ` : `${DONE[action]}. ${number(left)} left. `;
    this.say(done.trim());
    if (onward) this.next(view, done);
    else this.go(view);
    return null;
  }

  #undo(view) {
    if (!view.decision) return this.say("There is nothing to undo here.");
    this.store.undecide(view.row.key);
    view.sure = false;
    view.refused = "";
    view.draw();
    this.tally();
    this.go(view);
    return this.say("Undone.");
  }

  // Export --------------------------------------------------------------------------------------

  async export() {
    const who = this.store.get("who") || (await this.#askWho());
    if (!who) return;
    const chosen = [...this.views.values()].sort((a, b) => a.order - b.order).filter((view) => view.fits("done"));
    const decisions = chosen.map((view) => ({ ...view.decision, target: view.target }));
    const url = URL.createObjectURL(new Blob([decisionsFile(decisions, who, this.version)], { type: "application/json" }));
    const locales = [...new Set(chosen.map((view) => view.row.locale))].join("-");
    const link = el("a", { href: url, download: `decisions-${locales}-${now().slice(0, 10)}.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.say(`${number(decisions.length)} decisions exported.`);
    this.notice("exported", `${number(decisions.length)} ${decisions.length > 1 ? "decisions" : "decision"} exported. Hand the file to: localize review apply ${link.download}`);
  }

  #askWho() {
    const dialog = byId("ask");
    byId("ask-who").value = this.store.get("who") ?? "";
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener(
        "close",
        () => {
          const who = dialog.returnValue === "ok" ? byId("ask-who").value.trim() : "";
          if (who) this.store.set("who", who);
          resolve(who);
        },
        { once: true },
      );
    });
  }

  // What changed in the files ----------------------------------------------------------------------

  /** Take over rows that changed in the files; `gone` are keys of those that are no more. */
  update({ rows: all, gone: lost, order, reading, locales }) {
    this.locales = locales;
    // What this page decided itself comes back here too.
    const rows = all.filter((row) => JSON.stringify(row) !== JSON.stringify(this.views.get(row.key)?.row));
    // A line more above a unit is no change of it that a reader would want to hear of.
    const text = (row) => JSON.stringify({ ...row, place: "" });
    const changed = rows.filter((row) => !this.views.has(row.key) || text(row) !== text(this.views.get(row.key).row)).length;
    const gone = lost.filter((key) => this.views.has(key));
    for (const key of gone) {
      const view = this.views.get(key);
      if (this.current === view) this.#mark(null);
      this.views.delete(key);
    }
    for (const row of rows) {
      const view = this.views.get(row.key);
      if (!view) {
        this.#add(row);
        continue;
      }
      view.take(row);
      if (view.form) view.refused = "the text was changed in its file while you typed; what you save now will be compared with the new one";
      else view.draw();
    }
    this.views = new Map(order.map((key) => [key, this.views.get(key)]).filter(([, view]) => view));
    this.#number(reading);
    this.sieve.fill(this.views.values(), this.locales);
    // Units do not jump about under the reader: a new order is taken with the next filter or reload.
    if (rows.length || gone.length) {
      const known = new Set(this.ordered);
      const present = new Set(this.views.values());
      this.ordered = [...this.ordered.filter((view) => present.has(view)), ...[...present].filter((view) => !known.has(view))];
      for (const child of [...this.list.children]) if (!present.has(this.byElement.get(child))) child.remove();
      for (const view of this.ordered) if (!view.element.isConnected) this.list.append(view.element);
      this.filter();
      this.#draw();
      if (changed + gone.length) this.say(`${number(changed + gone.length)} ${changed + gone.length === 1 ? "unit" : "units"} changed in the files.`);
    }
  }

  say(text) {
    say(text);
    return null;
  }

  notice(name, text, ...more) {
    notice(name, text, ...more);
  }

  // Listening -----------------------------------------------------------------------------------

  #listen() {
    this.sieve.listen(() => this.filter(), () => this.arrange());
    byId("clear").addEventListener("click", () => this.#clear());
    byId("empty-clear").addEventListener("click", () => {
      this.#clear();
      byId("text").focus();
    });
    byId("filters-open").addEventListener("click", (event) => {
      const open = byId("filters").classList.toggle("open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    byId("view").addEventListener("click", () => this.toggleView());
    byId("export").addEventListener("click", () => this.export());
    byId("help-open").addEventListener("click", () => this.help());
    byId("help-close").addEventListener("click", () => byId("help").close());
    byId("ask-cancel").addEventListener("click", () => byId("ask").close());
    byId("keys-on").checked = this.store.get("keys") !== "off";
    byId("keys-on").addEventListener("change", (event) => this.store.set("keys", event.target.checked ? "on" : "off"));
    byId("who").addEventListener("input", (event) => this.store.set("who", event.target.value.trim()));
    this.list.addEventListener("click", (event) => {
      const view = this.viewOf(event.target);
      const pressed = event.target.closest("button[data-act]");
      if (view && pressed) this.act(view, pressed.dataset.act);
      else if (view) this.#mark(view);
    });
    this.list.addEventListener("focusin", (event) => this.#mark(this.viewOf(event.target) ?? this.current));
    new Keys(this);
    window.addEventListener("storage", (event) => {
      const name = this.store.heard(event);
      if (name?.startsWith("d:")) {
        const view = this.views.get(name.slice(2));
        if (view && !view.form) view.draw();
        this.tally();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.store.lasting && this.store.decided().length) event.preventDefault();
    });
    this.toggleView(this.raw);
    // The bar is sticky: what is scrolled to must not hide under it.
    new ResizeObserver(([entry]) => {
      const height = getComputedStyle(entry.target).position === "sticky" ? entry.borderBoxSize[0].blockSize : 0;
      document.documentElement.style.setProperty("--top", `${Math.round(height)}px`);
    }).observe(document.querySelector("header.top"));
  }

  viewOf(target) {
    return this.byElement.get(target.closest?.("article.unit")) ?? null;
  }

  toggleView(raw = !this.raw) {
    const changed = raw !== this.raw;
    this.raw = raw;
    byId("view").setAttribute("aria-pressed", String(raw));
    if (!changed) return;
    this.store.set("view", raw ? "raw" : "rendered");
    this.#redraw();
    this.say(raw ? "Raw text." : "Rendered text.");
  }

  help() {
    byId("who").value = this.store.get("who") ?? "";
    byId("help").showModal();
  }
}

function byId(id) {
  return document.getElementById(id);
}

function number(value) {
  return value.toLocaleString("en");
}

function inSight(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > -AHEAD && box.top < innerHeight + AHEAD;
}

new Page(JSON.parse(byId("data").textContent));
