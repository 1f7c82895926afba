// One unit on the page.

const SEVERITIES = ["critical", "major", "minor", "neutral"];
const DONE = { accept: "Accepted", edit: "Edited", reject: "Rejected", comment: "Commented" };
const ACTIONS = [
  ["accept", "Accept", "a"],
  ["edit", "Edit", "e"],
  ["reject", "Reject", "r"],
  ["comment", "Comment", "c"],
];

class UnitView {
  constructor(row, index, app) {
    this.app = app;
    this.id = `u${index}`;
    this.element = el("article", { class: "unit", id: this.id, tabindex: "-1", "aria-labelledby": `${this.id}-name` });
    this.filled = false;
    this.form = null; // "edit", "reject" or "comment" while one is open
    this.detailed = false;
    this.sending = 0; // decisions on their way to the server
    this.sure = false; // was asked whether to accept in spite of a critical finding
    this.take(row);
  }

  take(row) {
    this.row = row;
    this.open = (row.findings ?? []).filter((finding) => !finding.ignored);
    this.worst = this.open[0]?.severity ?? "none";
    this.element.dataset.severity = this.worst;
    const parts = [row.title, row.article, ...(row.headings ?? []), row.unit, row.source.text, row.target.text];
    this.words = fold([...parts, ...this.open.flatMap((f) => [f.check, f.message]), ...(row.risks ?? [])].join("\n"));
  }

  get decision() {
    return this.app.store.decision(this.row.key);
  }

  /** Is the decision about other texts than these? */
  isLate(decision = this.decision) {
    return (
      decision !== null &&
      (decision.source_sha256 !== this.row.source_sha256 || decision.target_sha256 !== this.row.target_sha256)
    );
  }

  /** Whether it is decided as wanted: `open`, `done`, `late` or the name of an action. */
  fits(wanted) {
    const { decision } = this;
    const late = this.isLate(decision);
    if (wanted === "open") return !decision || late;
    if (wanted === "late") return late;
    if (wanted === "done") return decision !== null && !late;
    return decision?.action === wanted && !late;
  }

  /** The text that would stand if the decisions were applied. */
  get target() {
    const decision = this.decision;
    return decision && !this.isLate(decision) ? (decision.target ?? this.row.target.text) : this.row.target.text;
  }

  fill() {
    if (this.filled) return;
    this.filled = true;
    this.draw();
  }

  draw() {
    if (!this.filled) return;
    const parts = [
      this.#head(),
      el("div", { class: "pair" }, this.#source(), this.#target()),
      this.#findings(),
      this.#reasons(),
      this.#status(),
      this.form === "reject" || this.form === "comment" ? this.#note() : this.#actions(),
      this.detailed ? this.#detail() : null,
    ];
    this.element.replaceChildren(...parts.filter(Boolean));
    const decision = this.decision;
    this.element.dataset.decision = decision ? (this.isLate(decision) ? "late" : decision.action) : "";
  }

  #head() {
    const { row } = this;
    const where = [row.title || row.article, ...(row.headings ?? []).filter((heading) => heading !== row.title)];
    const chips = [
      ...SEVERITIES.map((severity) => [severity, this.open.filter((f) => f.severity === severity).length])
        .filter(([, count]) => count)
        .map(([severity, count]) => el("li", { class: `chip ${severity}` }, count > 1 ? `${count} ${severity}` : severity)),
      ...(row.risks ?? []).map((risk) => el("li", { class: "chip risk" }, el("span", { class: "quiet" }, "risk: "), risk)),
      el("li", { class: `chip state ${row.state}` }, row.state),
      row.state === "reviewed" && row.history?.some((event) => event.current && event.what === "approved") ? el("li", { class: "chip reviewed" }, "approved") : null,
      row.state === "draft" && row.draft?.band ? el("li", { class: `chip band ${row.draft.band}` }, `${row.draft.band} confidence`) : null,
    ];
    return el(
      "header",
      { class: "head" },
      el(
        "h2",
        { id: `${this.id}-name` },
        where.flatMap((part, i) => (i ? [el("span", { class: "sep", "aria-hidden": "true" }, " › "), el("span", { class: "quiet" }, ", "), el("bdi", {}, part)] : [el("bdi", {}, part)])),
        el("span", { class: "kind" }, ` ${row.kind}`),
      ),
      el("ul", { class: "chips", "aria-label": "Marks" }, chips),
    );
  }

  #column(label, locale, ...children) {
    const { name, dir } = this.app.locales[locale];
    return el("div", { class: `column ${label.toLowerCase()}`, role: "group", "aria-label": `${label}, ${name}` }, el("p", { class: "label", dir, "aria-hidden": "true" }, el("bdi", {}, name)), ...children);
  }

  #text(side, locale) {
    const { dir } = this.app.locales[locale];
    const { raw } = this.app;
    const nodes = (raw ? null : side.view) ?? side.raw ?? [side.text];
    return el("p", { class: raw ? "text raw" : "text", lang: locale, dir }, side.text ? tree(nodes) : el("span", { class: "none", lang: "en", dir: "ltr" }, "not translated yet"));
  }

  #source() {
    const { row } = this;
    const locale = this.app.source;
    return this.#column(
      "Source",
      locale,
      this.#text(row.source, locale),
      row.previous &&
        el("div", { class: "changed" }, el("p", { class: "label" }, "What changed in the source"), el("p", { class: "text", lang: locale, dir: this.app.locales[locale].dir }, steps(row.previous))),
    );
  }

  #target() {
    const { row } = this;
    if (this.form === "edit") return this.#column("Target", row.locale, this.#editor());
    const decision = this.decision;
    const changed = decision && !this.isLate(decision) && decision.target !== undefined && decision.target !== row.target.text;
    return this.#column(
      "Target",
      row.locale,
      changed
        ? el("p", { class: "text raw edited", lang: row.locale, dir: this.app.locales[row.locale].dir }, steps(wordDiff(row.target.text, decision.target)))
        : this.#text(row.target, row.locale),
    );
  }

  #editor() {
    const { row } = this;
    const typed = this.app.store.get(`t:${row.key}`);
    const area = el("textarea", { class: "edit", id: `${this.id}-edit`, lang: row.locale, dir: this.app.locales[row.locale].dir, rows: "4", spellcheck: "true", "aria-label": `Translation into ${this.app.locales[row.locale].name}`, "aria-describedby": `${this.id}-warn` });
    area.value = typed ?? this.target;
    const warning = el("p", { class: "warn", id: `${this.id}-warn`, role: "status" });
    const look = () => {
      const missing = (row.protected ?? []).filter((text) => !area.value.includes(text));
      warning.textContent = missing.length ? `Missing from the source: ${missing.join("  ")}` : "";
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    };
    area.addEventListener("input", () => {
      this.app.store.set(`t:${row.key}`, area.value);
      look();
    });
    requestAnimationFrame(look);
    return el(
      "div",
      { class: "editor" },
      area,
      warning,
      el("div", { class: "row" }, button("save-accept", "Accept this text", "primary", "Ctrl+Enter"), button("save-edit", "Keep as edited"), button("cancel", "Cancel", "", "Esc")),
    );
  }

  #findings() {
    const { row } = this;
    if (!row.findings?.length) return null;
    return el(
      "ul",
      { class: "findings", "aria-label": "Findings" },
      row.findings.map((finding) =>
        el(
          "li",
          { class: finding.ignored ? "ignored" : finding.severity },
          el("strong", {}, `${finding.severity} · ${finding.check}`),
          " ",
          el("bdi", {}, finding.message),
          finding.ignored ? el("span", { class: "why" }, ` — ignored: ${finding.ignored}`) : null,
        ),
      ),
    );
  }

  /** Why the machine's draft is to be trusted or not. */
  #reasons() {
    const { state, draft } = this.row;
    if (state !== "draft" || !draft?.reasons?.length) return null;
    return el("p", { class: "reasons" }, el("span", { class: "soft" }, `${draft.band || "no"} confidence: `), draft.reasons.join("; "));
  }

  #status() {
    const decision = this.decision;
    const line = el("p", { class: "decision" });
    if (this.refused) line.append(el("span", { class: "refused" }, `Not applied: ${this.refused}. `));
    if (!decision) return this.refused ? line : null;
    if (this.isLate(decision)) {
      line.append(el("strong", {}, `${DONE[decision.action]}, but the ${decision.source_sha256 === this.row.source_sha256 ? "translation" : "source"} changed since: decide again. `));
      if (decision.target !== undefined) line.append(button("restore", "Edit with my text"), " ");
      line.append(button("undo", "Forget the old decision"));
      return line;
    }
    if (decision.comment) line.append(el("strong", {}, decision.action === "reject" ? "Why: " : "Your comment: "), el("bdi", {}, decision.comment));
    return line.childNodes.length ? line : null;
  }

  #actions() {
    if (this.form === "edit") return null;
    // Pressed is what was chosen; the word says it without colour.
    const chosen = this.isLate() ? null : this.decision?.action;
    return el(
      "div",
      { class: "row actions", role: "group", "aria-label": "Decide" },
      ACTIONS.map(([action, label, key]) => button(action, action === "accept" && this.sure ? "Accept in spite of it" : label, "", key, chosen === action)),
      chosen && [el("strong", { class: `verdict ${chosen}` }, DONE[chosen]), button("undo", "Undo", "plain", "u")],
      el("button", { type: "button", "data-act": "details", class: "plain last", "aria-expanded": String(this.detailed), "aria-controls": this.detailed ? `${this.id}-more` : null }, "Details", el("kbd", { "aria-hidden": "true" }, "d")),
    );
  }

  #note() {
    const rejecting = this.form === "reject";
    const area = el("textarea", { id: `${this.id}-note`, rows: "2", "aria-label": rejecting ? "Why it is rejected" : "Comment" });
    area.value = this.app.store.get(`n:${this.row.key}`) ?? this.decision?.comment ?? "";
    area.addEventListener("input", () => this.app.store.set(`n:${this.row.key}`, area.value));
    return el(
      "div",
      { class: "note" },
      el("label", { for: `${this.id}-note` }, rejecting ? "What is wrong with it?" : "Comment for the translator"),
      area,
      el("div", { class: "row" }, button("save-note", rejecting ? "Reject" : "Comment", "primary", "Ctrl+Enter"), button("cancel", "Cancel", "", "Esc")),
    );
  }

  #detail() {
    const { row } = this;
    const list = el("dl", { class: "more", id: `${this.id}-more` });
    const add = (name, ...value) => value.flat().filter(Boolean).length && list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...value)));
    add("Glossary", bullets(row.terms));
    add("Draft by", row.draft?.engine, row.draft?.band ? `, ${row.draft.band} confidence` : "");
    add("Because", bullets(row.draft?.reasons));
    if (row.draft?.changes) add("Changed in the draft", el("p", { class: "text", lang: row.locale, dir: this.app.locales[row.locale].dir }, steps(row.draft.changes)));
    add("Author's notes", bullets(row.notes));
    add("Translator's comments", bullets(row.comments));
    add("History", row.history ? el("ol", { class: "history" }, row.history.map((event) => el("li", { class: event.current ? "" : "past" }, event.when && el("time", { datetime: event.when }, event.when.replace("T", " ").slice(0, 16)), ` ${event.what}`, event.who && ` by ${event.who}`, event.role && ` (${event.role})`, event.detail && `: ${event.detail}`, !event.current && " · about an earlier text"))) : null);
    add("Context", row.context);
    add("Place", row.place && [el("code", {}, row.place), " · "], el("code", {}, row.unit));
    return list;
  }
}

function button(act, label, kind = "", key = "", pressed = null) {
  return el("button", { type: "button", "data-act": act, class: kind, "aria-pressed": pressed ? "true" : null }, label, key && el("kbd", { "aria-hidden": "true" }, key));
}

function bullets(list) {
  return list?.length ? el("ul", {}, list.map((item) => el("li", {}, el("bdi", {}, item)))) : null;
}

/** Text as it is searched: without capitals and accents. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}
