// <name-suggestions data-url="..."> around a textarea: whoever types @ there is offered the people that data-url lists,
// as options with data-name. Focus stays in the text, aria-activedescendant names the chosen one; arrows choose, Enter or
// Tab takes, Escape leaves. Without it one writes the name oneself.
const CALLED = /(?:^|[\s(])@([\p{L}\p{M}'.-]*)$/u;

let numbered = 0;

class NameSuggestions extends HTMLElement {
  #people; // options as they came, asked for once

  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.list = this.querySelector("[role=listbox]");
    this.list.id ||= `names-${++numbered}`;
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.#offer());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the cursor stays in the text
    this.list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
  }

  get #called() {
    return this.field.value.slice(0, this.field.selectionStart).match(CALLED)?.[1];
  }

  async #offer() {
    if (this.#called === undefined) return this.#close();
    this.#people ??= this.#ask();
    const people = await this.#people;
    const called = this.#called; // one may have typed on
    if (called === undefined || document.activeElement !== this.field) return this.#close();
    const begun = folded(called);
    const fitting = people.filter((one) => ` ${folded(one.dataset.name)}`.includes(` ${begun}`));
    this.list.replaceChildren(...fitting);
    this.list.hidden = !fitting.length;
    const status = this.querySelector("[role=status]");
    status.textContent = fitting.length ? status.dataset.text.replace("{count}", fitting.length) : "";
    this.#choose(fitting[0]);
  }

  async #ask() {
    try {
      const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
      const found = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      const people = [...found.querySelectorAll("[role=option]")];
      people.forEach((one, place) => (one.id = `${this.list.id}-${place}`));
      return people;
    } catch {
      this.#people = undefined; // asked again with the next letter
      return [];
    }
  }

  #choose(chosen) {
    for (const one of this.list.children) one.ariaSelected = String(one === chosen);
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.list.hidden = true;
    this.querySelector("[role=status]").textContent = "";
    this.#choose();
  }

  #key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const all = [...this.list.children];
    const at = all.findIndex((one) => one.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose(all[(at + step + all.length) % all.length]);
    else if (event.key === "Escape") this.#close();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && all[at]) this.#take(all[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(chosen) {
    if (!chosen) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(`${chosen.dataset.name} `, end - this.#called.length, end, "end");
    this.#close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "").replaceAll("ß", "ss");
}

customElements.define("name-suggestions", NameSuggestions);
