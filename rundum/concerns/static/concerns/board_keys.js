// The flow by keyboard: on the card one stands on (J and K move), W moves it to the next lane, Shift-W opens its menu,
// Ü or T takes it. Each key presses a button of the card's own menu. Where the card went, the focus follows.
import { takesText } from "../base/js/typing.js";

let following;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  if (document.documentElement.dataset.keys === "off") return;
  const card = document.activeElement?.closest("[data-card]");
  if (!card) return;
  const press = {
    w: event.shiftKey ? "[popovertarget]" : "[data-following]",
    ü: "[name=act][value=take]",
    t: "[name=act][value=take]",
  }[event.key.toLowerCase()];
  const button = press && card.querySelector(press);
  if (!button) return;
  event.preventDefault();
  if (button.name) following = card.id;
  button.click();
});

document.addEventListener("htmx:after:swap", () => {
  const link = following && document.getElementById(following)?.querySelector("a");
  if (!link || link === document.activeElement) return;
  following = undefined;
  link.focus();
});
