// Shortcuts, written on what they press: data-key="n" on a button or link, data-go="t" on a place (G, then T),
// Ctrl-K for the palette, Ctrl-Enter to send the form one is in. Several keys are separated by spaces.
// Single keys rest while one types, and altogether with data-keys="off" on <html> (WCAG 2.1.4).
import { open } from "./opens.js";
import { takesText } from "./typing.js";

const PATIENCE = 900; // ms between G and the letter after it
let wentAt = -PATIENCE;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) return withControl(event);
  if (event.key === "Escape") return leave(event.target);
  if (event.altKey || event.repeat || takesText(event.target)) return;
  if (document.documentElement.dataset.keys === "off") return;
  const key = event.key.toLowerCase();
  const attribute = event.timeStamp - wentAt < PATIENCE ? "data-go" : "data-key";
  wentAt = -PATIENCE;
  const pressed = visible(attribute, key);
  if (pressed) {
    event.preventDefault();
    press(pressed);
  } else if (key === "g") {
    wentAt = event.timeStamp;
  }
});

// Escape leaves the field one writes in, so that single keys count again; dialogs and menus close by themselves.
function leave(field) {
  if (takesText(field) && !field.closest("dialog, [popover]")) field.blur();
}

function withControl(event) {
  if (event.key.toLowerCase() === "k") {
    event.preventDefault();
    open(document.getElementById("palette"));
  } else if (event.key === "Enter") {
    const form = event.target.closest?.("form");
    if (!form || form.method === "dialog") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[type=submit], button:not([type])"));
  }
}

// The first one that can be seen and, while a dialog is open, stands in it. A shut side bar still counts for G.
function visible(attribute, key) {
  const room = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
  return [...room.querySelectorAll(`:is(a, button, label, input, textarea)[${attribute}]`)].find(
    (element) =>
      element.getAttribute(attribute).split(" ").includes(key) &&
      !element.disabled &&
      (attribute === "data-go" || element.checkVisibility()),
  );
}

function press(element) {
  if (takesText(element)) element.focus();
  else element.click();
}
