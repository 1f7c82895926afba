// The line to `localize review --serve`: decisions go out, changes in the files come in.

class Line {
  constructor(page, since) {
    this.page = page;
    this.last = Promise.resolve();
    this.#follow(since);
  }

  /** Decisions are sent one after the other while the reader goes on. */
  send(view, decision, target, who) {
    const again = view.sending > 0;
    view.sending += 1;
    this.last = this.last.then(() => this.#send(view, decision, target, who, again));
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
    // Unless a later decision about it waits in line, the kept one has done its duty.
    const latest = this.page.store.decision(row.key);
    if (answer.applied && JSON.stringify(latest) === JSON.stringify(decision)) this.page.store.undecide(row.key);
    view.refused = answer.applied ? "" : answer.reason;
    if (!view.form) view.draw();
    this.page.tally();
    if (!answer.applied) {
      this.page.say(`Not applied: ${answer.reason}`);
      const there = el("button", { type: "button" }, "Go there");
      there.addEventListener("click", () => this.page.go(view));
      this.page.notice("refused", `A decision was not applied: ${answer.reason}. `, there);
    } else if (![...this.page.views.values()].some((other) => other.refused)) this.page.notice("refused", "");
  }

  #follow(since) {
    const events = new EventSource(`events?since=${since}`);
    events.addEventListener("rows", (event) => this.page.update(JSON.parse(event.data)));
    events.addEventListener("problem", (event) => this.page.notice("server", JSON.parse(event.data)));
    events.addEventListener("error", () => this.page.notice("server", "The connection to localize review --serve is lost; your decisions are kept in this browser until it is back."));
    events.addEventListener("open", () => this.page.notice("server", ""));
  }
}
