// <toast-message data-seconds="10">: goes by itself, but not while someone points at it or is in it.
class ToastMessage extends HTMLElement {
  #timer;

  connectedCallback() {
    for (const type of ["pointerenter", "pointerleave", "focusin", "focusout"]) this.addEventListener(type, this);
    this.#wait();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  handleEvent(event) {
    if (event.type === "pointerenter" || event.type === "focusin") clearTimeout(this.#timer);
    else this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.remove(), Number(this.dataset.seconds || 6) * 1000);
  }
}

customElements.define("toast-message", ToastMessage);

// What stands in a live region from the start is not read out; what comes into it is.
const region = document.getElementById("toasts");
if (region?.children.length) setTimeout(() => region.append(...region.children), 150);

// Says one sentence in the page's polite live region.
export function say(sentence) {
  const message = document.createElement("toast-message");
  message.className = "toast";
  message.dataset.seconds = 8;
  message.append(Object.assign(document.createElement("span"), { textContent: sentence }));
  region?.append(message);
}
