// A form that is on its way is not sent again by a second click or Ctrl-Enter: htmx would queue it, the browser would
// send both, and everything would be done twice. Another button of the form is another matter and goes through.
// What was sent before is carried out once (accounts/sent_once.py); a form that stands on after its answer has come says
// how many it has had, so that the same may be meant again. Where no answer came, it stays what it was.
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
document.addEventListener("htmx:finally:request", ({ target, detail }) => {
  underWay.delete(target);
  if (pressed.has(target) && detail.ctx.response?.status < 400) countAnswer(target);
});

function send(form) {
  underWay.set(form, pressed.get(form));
  setTimeout(() => underWay.delete(form), PATIENCE);
}

function countAnswer(form) {
  let answered = form.elements.namedItem("answered");
  if (!answered) {
    answered = document.createElement("input");
    answered.type = "hidden";
    answered.name = "answered";
    form.append(answered);
  }
  answered.value = Number(answered.value) + 1;
}
