// A form that is on its way is not sent again by a second click or Ctrl-Enter: htmx would queue it, the browser would
// send both, and everything would be done twice. Another button of the form is another matter and goes through.
const PATIENCE = 10_000; // ms; then it may be sent again: one may have stopped the browser meanwhile
const pressed = new WeakMap(); // by form: the button it was last sent with
let underWay = new WeakMap(); // by form: the button it is being sent with

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const button = event.submitter ? `${event.submitter.name}=${event.submitter.value}` : "";
    if (underWay.get(form) === button) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      pressed.set(form, button);
    }
  },
  { capture: true },
);

addEventListener("submit", (event) => {
  if (!event.defaultPrevented && pressed.has(event.target)) send(event.target);
});
addEventListener("pageshow", () => {
  underWay = new WeakMap(); // one has come back to the page
});

document.addEventListener("htmx:before:request", (event) => {
  if (pressed.has(event.target)) send(event.target);
});
document.addEventListener("htmx:finally:request", (event) => underWay.delete(event.target));

function send(form) {
  underWay.set(form, pressed.get(form));
  setTimeout(() => underWay.delete(form), PATIENCE);
}
