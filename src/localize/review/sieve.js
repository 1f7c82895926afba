// Search, filters and order.

const SIEVES = ["state", "severity", "risk", "article", "locale", "decision"];

class Sieve {
  /** Offer what there is among the units, with how often; what was chosen stays chosen. */
  fill(views, locales) {
    const all = [...views];
    const count = (value, name) => all.filter((view) => value(view) === name).length;
    const unique = (value) => [...new Set(all.flatMap(value))].sort();
    const offer = (id, first, options) => {
      const select = byId(id);
      const kept = select.value;
      select.replaceChildren(...[["", first], ...options].map(([value, label]) => el("option", { value }, label)));
      select.value = options.some(([value]) => value === kept) ? kept : "";
      select.hidden = options.length < (id === "by-locale" || id === "by-article" ? 2 : 1);
    };
    const states = ["untranslated", "draft", "edited", "stale", "reviewed"].filter((state) => count((v) => v.row.state, state));
    offer("by-state", "any state", states.map((state) => [state, `${state} (${count((v) => v.row.state, state)})`]));
    const severities = [...SEVERITIES, "none"].filter((severity) => count((v) => v.worst, severity));
    offer("by-severity", "any finding", severities.map((severity) => [severity, `${severity} (${count((v) => v.worst, severity)})`]));
    const risks = unique((v) => v.row.risks ?? []);
    offer("by-risk", "any risk", [...(risks.length > 1 ? [["*", "any risk"]] : []), ...risks.map((risk) => [risk, risk])]);
    offer("by-article", "any article", unique((v) => [v.row.article]).map((article) => [article, article]));
    offer("by-locale", "any locale", unique((v) => [v.row.locale]).map((locale) => [locale, locales[locale].name]));
    offer("by-decision", "any decision", [["open", "not decided"], ["done", "decided"], ["late", "out of date"], ...Object.keys(DONE).map((action) => [action, DONE[action].toLowerCase()])]);
    const order = byId("order");
    if (!order.childElementCount) order.append(el("option", { value: "worst" }, "worst first"), el("option", { value: "reading" }, "reading order"));
  }

  get inReadingOrder() {
    return byId("order").value === "reading";
  }

  /** What tells, of a unit, whether it is let through as the filters are now. */
  test() {
    const words = fold(byId("text").value).split(/\s+/).filter(Boolean);
    const [state, severity, risk, article, locale, decided] = SIEVES.map((name) => byId(`by-${name}`).value);
    return (view) => {
      const { row } = view;
      return (
        (!state || row.state === state) &&
        (!severity || view.worst === severity) &&
        (!risk || (risk === "*" ? Boolean(row.risks?.length) : Boolean(row.risks?.includes(risk)))) &&
        (!article || row.article === article) &&
        (!locale || row.locale === locale) &&
        (!decided || view.fits(decided)) &&
        words.every((word) => view.words.includes(word))
      );
    };
  }

  clear() {
    for (const name of SIEVES) byId(`by-${name}`).value = "";
    byId("text").value = "";
  }

  listen(filter, arrange) {
    let wait = 0;
    byId("text").addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(filter, 90);
    });
    for (const name of SIEVES) byId(`by-${name}`).addEventListener("change", filter);
    byId("order").addEventListener("change", arrange);
  }
}
