// <row-selection data-words="{n} selected">: counts the rows ticked for the form inside it, and Escape unticks them.
// The bar itself is shown by the style sheet while anything is ticked, so it works without this.
class RowSelection extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const [target, type] of this.#heard) target.addEventListener(type, this);
    this.#count();
  }

  disconnectedCallback() {
    for (const [target, type] of this.#heard) target.removeEventListener(type, this);
  }

  get #heard() {
    return [[document, "change"], [document, "keydown"], [document, "htmx:after:swap"], [window, "pageshow"], [this, "reset"]];
  }

  get #ticked() {
    return [...this.form.elements].filter((box) => box.type === "checkbox" && box.checked);
  }

  handleEvent(event) {
    if (event.type === "keydown") {
      const elsewhere = document.querySelector("dialog[open], [popover]:popover-open");
      if (event.key !== "Escape" || event.defaultPrevented || elsewhere || !this.#ticked.length) return;
      event.preventDefault();
    }
    // A reset would tick again what came ticked from the server.
    if (event.type === "keydown" || event.type === "reset") this.#clear(event);
    this.#count();
  }

  #clear(event) {
    event.preventDefault();
    const hadFocus = this.contains(document.activeElement);
    const boxes = this.#ticked;
    for (const box of boxes) box.checked = false;
    if (hadFocus) boxes[0]?.focus();
  }

  #count() {
    const n = this.#ticked.length;
    const words = n ? this.dataset.words.replace("{n}", n) : "";
    for (const place of this.querySelectorAll("[data-count]")) place.textContent = words;
  }
}

customElements.define("row-selection", RowSelection);
