// The page: order, filters, keys, decisions, export, and the talk with `localize review --serve`.

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
    for (const row of data.rows) this.#add(row);
    this.#number(data.reading);
    this.#sift();
    this.#listen();
    this.arrange();
    this.#draw();
    if (!this.store.lasting) this.notice("storage", "This browser keeps nothing for this page: export your decisions before you close it.");
    if (this.live) this.#follow();
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

  #sift() {
    const all = [...this.views.values()];
    const count = (value, name) => all.filter((view) => value(view) === name).length;
    const unique = (value) => [...new Set(all.flatMap(value))].sort();
    const fill = (id, first, options) => {
      const select = byId(id);
      const kept = select.value;
      select.replaceChildren(...[["", first], ...options].map(([value, label]) => el("option", { value }, label)));
      select.value = options.some(([value]) => value === kept) ? kept : "";
      select.hidden = options.length < (id === "by-locale" || id === "by-article" ? 2 : 1);
    };
    const states = ["untranslated", "draft", "edited", "stale", "reviewed"].filter((state) => count((v) => v.row.state, state));
    fill("by-state", "any state", states.map((state) => [state, `${state} (${count((v) => v.row.state, state)})`]));
    const severities = [...SEVERITIES, "none"].filter((severity) => count((v) => v.worst, severity));
    fill("by-severity", "any finding", severities.map((severity) => [severity, `${severity} (${count((v) => v.worst, severity)})`]));
    const risks = unique((v) => v.row.risks ?? []);
    fill("by-risk", "any risk", [...(risks.length > 1 ? [["*", "any risk"]] : []), ...risks.map((risk) => [risk, risk])]);
    fill("by-article", "any article", unique((v) => [v.row.article]).map((article) => [article, article]));
    fill("by-locale", "any locale", unique((v) => [v.row.locale]).map((locale) => [locale, this.locales[locale].name]));
    fill("by-decision", "any decision", [["open", "not decided"], ["done", "decided"], ["late", "out of date"], ...Object.keys(DONE).map((action) => [action, DONE[action].toLowerCase()])]);
    const order = byId("order");
    if (!order.childElementCount) order.append(el("option", { value: "worst" }, "worst first"), el("option", { value: "reading" }, "reading order"));
  }

  /** Put the units in order and show those that the filters let through. */
  arrange() {
    const views = [...this.views.values()];
    if (byId("order").value === "reading") views.sort((a, b) => a.order - b.order);
    this.ordered = views;
    if (views.some((view, i) => this.list.children[i] !== view.element)) this.list.replaceChildren(...views.map((view) => view.element));
    this.filter();
  }

  filter() {
    const value = (id) => byId(id).value;
    const words = fold(value("text")).split(/\s+/).filter(Boolean);
    const [state, severity, risk, article, locale, decided] = ["state", "severity", "risk", "article", "locale", "decision"].map((name) => value(`by-${name}`));
    this.shown = [];
    for (const view of this.ordered) {
      const { row } = view;
      const fits =
        (!state || row.state === state) &&
        (!severity || view.worst === severity) &&
        (!risk || (risk === "*" ? row.risks?.length : row.risks?.includes(risk))) &&
        (!article || row.article === article) &&
        (!locale || row.locale === locale) &&
        (!decided || this.#fitsDecision(view, decided)) &&
        words.every((word) => view.words.includes(word));
      if (view.element.hidden === Boolean(fits)) view.element.hidden = !fits;
      if (fits) this.shown.push(view);
    }
    for (const view of this.shown.slice(0, 20)) view.fill();
    if (this.current && this.current.element.hidden) this.#mark(null);
    byId("empty").hidden = this.shown.length > 0;
    const narrowed = this.shown.length !== this.views.size;
    byId("clear").hidden = !narrowed;
    byId("shown").textContent = narrowed ? `${number(this.shown.length)} of ${number(this.views.size)} units` : "";
    this.#tally();
  }

  #fitsDecision(view, wanted) {
    const { decision } = view;
    const late = view.isLate(decision);
    if (wanted === "open") return !decision || late;
    if (wanted === "late") return late;
    if (wanted === "done") return decision !== null && !late;
    return decision?.action === wanted && !late;
  }

  clear() {
    for (const name of ["state", "severity", "risk", "article", "locale", "decision"]) byId(`by-${name}`).value = "";
    byId("text").value = "";
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

  #tally() {
    const all = [...this.views.values()];
    const done = all.filter((view) => this.#fitsDecision(view, "done")).length;
    byId("count").textContent = this.live ? `${number(all.length)} units` : `${number(done)} of ${number(all.length)} decided`;
    byId("progress").max = Math.max(1, all.length);
    byId("progress").value = this.live ? all.filter((view) => view.row.state === "reviewed").length : done;
    if (this.live) byId("count").textContent = `${number(byId("progress").value)} of ${number(all.length)} reviewed`;
    const away = this.store.decided().filter((key) => !this.views.has(key)).length;
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
    const view = rest.find((v) => this.#fitsDecision(v, "open") && !(this.live && v.row.state === "reviewed"));
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
    this.#tally();
    if (this.live) this.#queue(view, decision, text, who);
    const left = this.shown.filter((v) => this.#fitsDecision(v, "open")).length;
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
    this.#tally();
    this.go(view);
    return this.say("Undone.");
  }

  // Export --------------------------------------------------------------------------------------

  async export() {
    const who = this.store.get("who") || (await this.#askWho());
    if (!who) return;
    const chosen = [...this.views.values()].sort((a, b) => a.order - b.order).filter((view) => this.#fitsDecision(view, "done"));
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

  // The server ----------------------------------------------------------------------------------

  /** Decisions are sent one after the other while the reader goes on. */
  #queue(view, decision, target, who) {
    const again = view.sending > 0;
    view.sending += 1;
    this.line = (this.line ?? Promise.resolve()).then(() => this.#send(view, decision, target, who, again));
  }

  async #send(view, decision, target, who, again) {
    const { row } = view;
    // A second thought before the first was written: it is about the text the first one left.
    const basis = again ? { source_sha256: row.source_sha256, target_sha256: row.target_sha256 } : {};
    let answer;
    try {
      const response = await fetch("decide", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...decision, ...basis, target, who }),
      });
      answer = await response.json();
    } catch {
      answer = { applied: false, reason: "the server does not answer; your decision is kept in this browser" };
    }
    view.sending -= 1;
    if (answer.row) view.take(answer.row);
    const latest = this.store.decision(row.key);
    if (answer.applied && latest?.when === decision.when && latest.action === decision.action) this.store.undecide(row.key);
    view.refused = answer.applied ? "" : answer.reason;
    if (!view.form) view.draw();
    this.#tally();
    if (!answer.applied) {
      this.say(`Not applied: ${answer.reason}`);
      const there = el("button", { type: "button" }, "Go there");
      there.addEventListener("click", () => this.go(view));
      this.notice("refused", `A decision was not applied: ${answer.reason}. `, there);
    } else if (![...this.views.values()].some((other) => other.refused)) this.notice("refused", "");
  }

  #follow() {
    const events = new EventSource(`events?since=${this.live}`);
    events.addEventListener("rows", (event) => this.update(JSON.parse(event.data)));
    events.addEventListener("problem", (event) => this.notice("server", JSON.parse(event.data)));
    events.addEventListener("error", () => this.notice("server", "The connection to localize review --serve is lost; your decisions are kept in this browser until it is back."));
    events.addEventListener("open", () => this.notice("server", ""));
  }

  /** Take over rows that changed in the files; `gone` are keys of those that are no more. */
  update({ rows: all, gone: lost, order, reading, locales }) {
    this.locales = locales;
    // What this page decided itself comes back here too.
    const rows = all.filter((row) => JSON.stringify(row) !== JSON.stringify(this.views.get(row.key)?.row));
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
    this.#sift();
    // Units do not jump about under the reader: a new order is taken with the next filter or reload.
    if (rows.length || gone.length) {
      const known = new Set(this.ordered);
      const present = new Set(this.views.values());
      this.ordered = [...this.ordered.filter((view) => present.has(view)), ...[...present].filter((view) => !known.has(view))];
      for (const child of [...this.list.children]) if (!present.has(this.byElement.get(child))) child.remove();
      for (const view of this.ordered) if (!view.element.isConnected) this.list.append(view.element);
      this.filter();
      this.#draw();
      this.say(`${number(rows.length)} ${rows.length === 1 ? "unit" : "units"} changed in the files.`);
    }
  }

  // Saying things -------------------------------------------------------------------------------

  say(text) {
    byId("say").textContent = "";
    requestAnimationFrame(() => {
      byId("say").textContent = text;
    });
    const toast = byId("toast") ?? document.body.appendChild(el("div", { id: "toast", "aria-hidden": "true" }));
    toast.textContent = text;
    toast.classList.add("on");
    clearTimeout(this.fade);
    this.fade = setTimeout(() => toast.classList.remove("on"), 2600);
    return null;
  }

  /** A line above the units that stays; empty text takes it away. */
  notice(name, text, ...more) {
    byId(`notice-${name}`)?.remove();
    if (text) byId("notices").append(el("p", { class: "notice", id: `notice-${name}`, role: "status" }, text, more));
  }

  // Listening -----------------------------------------------------------------------------------

  #listen() {
    let wait = 0;
    byId("text").addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => this.filter(), 90);
    });
    for (const select of document.querySelectorAll(".filters select")) {
      select.addEventListener("change", () => (select.id === "order" ? this.arrange() : this.filter()));
    }
    byId("clear").addEventListener("click", () => this.clear());
    byId("empty-clear").addEventListener("click", () => {
      this.clear();
      byId("text").focus();
    });
    byId("filters-open").addEventListener("click", (event) => {
      const open = byId("filters").classList.toggle("open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    byId("view").addEventListener("click", () => this.#toggleView());
    byId("export").addEventListener("click", () => this.export());
    byId("help-open").addEventListener("click", () => this.#help());
    byId("help-close").addEventListener("click", () => byId("help").close());
    byId("ask-cancel").addEventListener("click", () => byId("ask").close());
    byId("keys-on").checked = this.store.get("keys") !== "off";
    byId("keys-on").addEventListener("change", (event) => this.store.set("keys", event.target.checked ? "on" : "off"));
    byId("who").addEventListener("input", (event) => this.store.set("who", event.target.value.trim()));
    this.list.addEventListener("click", (event) => {
      const view = this.#viewOf(event.target);
      const pressed = event.target.closest("button[data-act]");
      if (view && pressed) this.act(view, pressed.dataset.act);
      else if (view) this.#mark(view);
    });
    this.list.addEventListener("focusin", (event) => this.#mark(this.#viewOf(event.target) ?? this.current));
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("storage", (event) => {
      const name = this.store.heard(event);
      if (name?.startsWith("d:")) {
        const view = this.views.get(name.slice(2));
        if (view && !view.form) view.draw();
        this.#tally();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.store.lasting && this.store.decided().length) event.preventDefault();
    });
    this.#toggleView(this.raw);
    // The bar is sticky: what is scrolled to must not hide under it.
    new ResizeObserver(([entry]) => {
      const height = getComputedStyle(entry.target).position === "sticky" ? entry.borderBoxSize[0].blockSize : 0;
      document.documentElement.style.setProperty("--top", `${Math.round(height)}px`);
    }).observe(document.querySelector("header.top"));
  }

  #viewOf(target) {
    return this.byElement.get(target.closest?.("article.unit")) ?? null;
  }

  #toggleView(raw = !this.raw) {
    const changed = raw !== this.raw;
    this.raw = raw;
    byId("view").setAttribute("aria-pressed", String(raw));
    if (!changed) return;
    this.store.set("view", raw ? "raw" : "rendered");
    this.#redraw();
    this.say(raw ? "Raw text." : "Rendered text.");
  }

  #help() {
    byId("who").value = this.store.get("who") ?? "";
    byId("help").showModal();
  }

  #key(event) {
    const inText = event.target.matches("textarea, input:not([type=checkbox]), select");
    const view = this.#viewOf(event.target) ?? this.current;
    if (event.target.matches("textarea")) {
      if (event.key === "Escape") {
        event.preventDefault();
        this.act(view, "cancel");
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.act(view, view.form === "edit" ? "save-accept" : "save-note");
      }
      return;
    }
    if (event.key === "Escape" && event.target === byId("text")) {
      this.go(this.shown[0]);
      return;
    }
    if (inText || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (this.store.get("keys") === "off") return;
    if (this.#press(event.key, view)) event.preventDefault();
  }

  /** Do what a single key says; true where it says something. */
  #press(key, view) {
    const decide = { a: "accept", e: "edit", r: "reject", c: "comment", u: "undo" }[key];
    if (decide) {
      if (view) this.act(view, decide);
      else this.step(1);
      return true;
    }
    switch (key) {
      case "j":
        this.step(1);
        return true;
      case "k":
        this.step(-1);
        return true;
      case "n":
        this.next();
        return true;
      case "d": {
        if (view) this.act(view, "details");
        return true;
      }
      case "v":
        this.#toggleView();
        return true;
      case "x":
        if (!byId("export").disabled) this.export();
        return true;
      case "/":
        byId("text").focus();
        byId("text").select();
        return true;
      case "?":
        this.#help();
        return true;
      default:
        return false;
    }
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
