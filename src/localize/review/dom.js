"use strict";

// Elements are made by name and text is set as text. Nothing in this script parses HTML.

/** An element with attributes and children; `null`, `undefined` and `false` children are left out. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ELEMENTS = new Set(
  "em strong s del ins b i u sub sup small kbd abbr q cite var samp".split(" "),
);
const CHIPS = { html: "HTML", template: "template", footnote: "footnote", attributes: "attributes" };

/** The nodes of a tree that render.py made. */
function tree(nodes) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const [name, ...rest] = node;
    switch (name) {
      case "mark": {
        const [kinds, note, text] = rest;
        return el("mark", { class: kinds, title: note || kinds }, text);
      }
      case "a": {
        const [href, inner] = rest;
        return href
          ? el("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, tree(inner))
          : el("span", { class: "link" }, tree(inner));
      }
      case "img": {
        const [source, inner] = rest;
        return el("span", { class: "image", title: source }, el("span", { class: "quiet" }, "image: "), tree(inner));
      }
      case "title":
        return el("span", { class: "title" }, tree(rest[0]));
      case "code":
        return el("code", { dir: "ltr" }, tree(rest[0]));
      case "chip":
        return el("code", { class: "chip", dir: "ltr", title: CHIPS[rest[0]] ?? rest[0] }, tree(rest[1]));
      case "br":
        return el("br");
      default:
        return ELEMENTS.has(name) ? el(name, {}, tree(rest[0])) : "";
    }
  });
}

/** The steps of a word difference: `[["same", text], ["gone", text], ["new", text], …]`. */
function steps(list) {
  return list.map(([kind, text]) =>
    kind === "same" ? text : el(kind === "gone" ? "del" : "ins", {}, text),
  );
}

/** The word difference of two texts, for what is edited here; diff.py makes the others. */
function wordDiff(before, after) {
  const cut = (text) => text.match(/[\p{L}\p{N}\p{M}]+(?:[.,'’-][\p{L}\p{N}\p{M}]+)*|\s+|./gsu) ?? [];
  const a = cut(before);
  const b = cut(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const x = a.slice(head, a.length - tail);
  const y = b.slice(head, b.length - tail);
  const found = [];
  const add = (kind, text) => {
    if (!text) return;
    const last = found.at(-1);
    if (last?.[0] === kind) last[1] += text;
    else found.push([kind, text]);
  };
  add("same", a.slice(0, head).join(""));
  if (x.length * y.length > 400_000) {
    add("gone", x.join(""));
    add("new", y.join(""));
  } else {
    // Lengths of the longest common runs of words, from the end.
    const width = y.length + 1;
    const lengths = new Uint16Array((x.length + 1) * width);
    for (let i = x.length - 1; i >= 0; i -= 1) {
      for (let j = y.length - 1; j >= 0; j -= 1) {
        lengths[i * width + j] =
          x[i] === y[j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    let i = 0;
    let j = 0;
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) {
        add("same", x[i]);
        i += 1;
        j += 1;
      } else if (j >= y.length || (i < x.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
        add("gone", x[i]);
        i += 1;
      } else {
        add("new", y[j]);
        j += 1;
      }
    }
  }
  add("same", tail ? a.slice(-tail).join("") : "");
  return joined(found);
}

/** Changes with nothing but space between them as one: easier to read. */
function joined(list) {
  const found = [];
  let gone = "";
  let fresh = "";
  const flush = () => {
    if (gone) found.push(["gone", gone]);
    if (fresh) found.push(["new", fresh]);
    gone = "";
    fresh = "";
  };
  for (const [i, [kind, text]] of list.entries()) {
    const space = kind === "same" && !text.trim() && (gone || fresh) && i + 1 < list.length;
    if (kind === "gone" || space) gone += text;
    if (kind === "new" || space) fresh += text;
    if (kind === "same" && !space) {
      flush();
      found.push([kind, text]);
    }
  }
  flush();
  return found;
}
