// Keys: single letters on the page, a few in its text fields.

class Keys {
  constructor(page) {
    this.page = page;
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    const inText = event.target.matches("textarea, input:not([type=checkbox]), select");
    const view = this.page.viewOf(event.target) ?? this.page.current;
    if (event.target.matches("textarea")) {
      if (event.key === "Escape") {
        event.preventDefault();
        this.page.act(view, "cancel");
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.page.act(view, view.form === "edit" ? "save-accept" : "save-note");
      }
      return;
    }
    if ((event.key === "Escape" || event.key === "Enter") && event.target === byId("text")) {
      event.preventDefault(); // a browser would empty the field, and its filter stay
      this.page.go(this.page.shown[0]);
      return;
    }
    if (inText || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (this.page.store.get("keys") === "off") return;
    if (this.#do(event.key, view)) event.preventDefault();
  }

  /** Do what a single key says; true where it says something. */
  #do(key, view) {
    const decide = { a: "accept", e: "edit", r: "reject", c: "comment", u: "undo" }[key];
    if (decide) {
      if (view) this.page.act(view, decide);
      else this.page.step(1);
      return true;
    }
    switch (key) {
      case "j":
        this.page.step(1);
        return true;
      case "k":
        this.page.step(-1);
        return true;
      case "n":
        this.page.next();
        return true;
      case "d": {
        if (view) this.page.act(view, "details");
        return true;
      }
      case "v":
        this.page.toggleView();
        return true;
      case "x":
        if (!byId("export").disabled) this.page.export();
        return true;
      case "/":
        byId("text").focus();
        byId("text").select();
        return true;
      case "?":
        this.page.help();
        return true;
      default:
        return false;
    }
  }
}
