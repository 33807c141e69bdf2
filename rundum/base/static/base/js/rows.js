// Lists by keyboard: J and K move through the rows of every [data-rows], Enter opens (the row's link has the focus),
// X ticks the row's box, F goes to the page's [data-filter].
import { takesText } from "./typing.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  const act = { j: () => move(1), k: () => move(-1), x: tick, f: filter }[event.key.toLowerCase()];
  if (act?.()) event.preventDefault();
});

function rows() {
  return [...document.querySelectorAll("[data-rows] > *")].filter((row) => row.checkVisibility());
}

function current(among) {
  return among.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-on"));
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const at = current(all);
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  all.forEach((row) => row.classList.toggle("is-on", row === next));
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a, button")?.focus({ preventScroll: true });
  return true;
}

function tick() {
  const all = rows();
  const box = all[current(all)]?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function filter() {
  const field = document.querySelector("[data-filter]");
  field?.focus();
  return Boolean(field);
}
