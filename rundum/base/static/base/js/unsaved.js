// <keep-draft data-key="..."> around a form keeps what is typed in this browser until it is sent, so that closing the
// window loses nothing. A form with data-guard asks before one leaves with changes instead.
import { isChanged } from "./typing.js";

const FIELDS = "textarea[name], input[type=text][name]";

class KeepDraft extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("submit", this);
    this.addEventListener("htmx:after:request", this);
    this.#restore();
  }

  get #slot() {
    return `draft:${this.dataset.key}`;
  }

  handleEvent(event) {
    if (event.type === "input") return this.#keep();
    if (event.type === "submit" && isSentByHtmx(event.target)) return undefined; // forgotten once it has arrived
    if (event.type === "htmx:after:request" && !arrived(event.detail.ctx)) return undefined;
    return localStorage.removeItem(this.#slot);
  }

  #keep() {
    const typed = [...this.querySelectorAll(FIELDS)].filter(isChanged).map((field) => [field.name, field.value]);
    if (typed.length) localStorage.setItem(this.#slot, JSON.stringify(Object.fromEntries(typed)));
    else localStorage.removeItem(this.#slot);
  }

  #restore() {
    const typed = JSON.parse(localStorage.getItem(this.#slot) ?? "{}");
    for (const field of this.querySelectorAll(FIELDS)) {
      if (field.name in typed && !isChanged(field)) field.value = typed[field.name];
    }
  }
}

function isSentByHtmx(form) {
  return form.matches("[hx-post], [hx-put], [hx-patch]");
}

function arrived(ctx) {
  return ctx?.request.method !== "GET" && ctx?.response?.status < 300;
}

customElements.define("keep-draft", KeepDraft);

let isSending = false;
document.addEventListener("submit", () => {
  isSending = true;
});
addEventListener("beforeunload", (event) => {
  const guarded = [...document.querySelectorAll("form[data-guard]")];
  if (!isSending && guarded.some((form) => [...form.elements].some(isChanged))) event.preventDefault();
});
