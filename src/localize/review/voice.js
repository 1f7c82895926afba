// What the page tells: to the eyes and, by live regions, to a screen reader.

let fading = 0;

/** A word about what was just done; it fades. */
function say(text) {
  byId("say").textContent = "";
  requestAnimationFrame(() => {
    byId("say").textContent = text;
  });
  const toast = byId("toast") ?? document.body.appendChild(el("div", { id: "toast", "aria-hidden": "true" }));
  toast.textContent = text;
  toast.classList.add("on");
  clearTimeout(fading);
  fading = setTimeout(() => toast.classList.remove("on"), 2600);
}

/** A line above the units that stays; empty text takes it away. */
function notice(name, text, ...more) {
  byId(`notice-${name}`)?.remove();
  if (text) byId("notices").append(el("p", { class: "notice", id: `notice-${name}`, role: "status" }, text, more));
}
