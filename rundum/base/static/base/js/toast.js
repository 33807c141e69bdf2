// <toast-message data-seconds="10">: goes by itself, but not while someone points at it or is in it. A new one takes the
// place of those before; only what can still be undone elsewhere stays, as on a list where several rows were acted on.
const ONE_ANSWER = 500; // ms within which toasts come together and none takes another's place

class ToastMessage extends HTMLElement {
  #timer;
  since = performance.now();

  connectedCallback() {
    for (const type of ["pointerenter", "pointerleave", "focusin", "focusout"]) this.addEventListener(type, this);
    this.#wait();
    for (const other of document.querySelectorAll("toast-message")) {
      if (this.since - other.since > ONE_ANSWER && isOvertaken(other, this)) other.remove();
    }
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

// Whether the older toast has nothing more to offer: what has happened since to the same matter overtakes its undo.
function isOvertaken(older, newer) {
  if (older.contains(document.activeElement)) return false;
  const [before, now] = [matterOf(older), matterOf(newer)];
  return !before || !now || before === now;
}

// The address of what the toast can undo, without the entry; empty where there is nothing to undo.
function matterOf(toast) {
  return toast.querySelector("form")?.action.replace(/entries\/.*/, "") ?? "";
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
