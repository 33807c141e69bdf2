// <palette-dialog>: type to find a command of this page, a place, or what the server finds (data-search).
// A combobox over a listbox: focus stays in the field, aria-activedescendant names the chosen option.
const DELAY = 80;
const COMMANDS = ":is(main, .top) :is(a, button, label)[data-key], [data-command]";

class PaletteDialog extends HTMLElement {
  #timer;
  #question; // AbortController of the newest request; older ones are given up

  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.field = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.field.addEventListener("input", () => this.#search());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("click", (event) => this.#click(event));
    this.list.addEventListener("pointermove", (event) => this.#choose(event.target.closest("[role=option]")));
    this.dialog.addEventListener("opened", () => this.#begin());
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")].filter((option) => option.checkVisibility());
  }

  #begin() {
    this.field.value = "";
    this.querySelector("[data-results]").replaceChildren();
    this.#fill("[data-commands]", document.querySelectorAll(COMMANDS));
    this.#fill("[data-places]", document.querySelectorAll(".side .nav a:not([data-opens])"));
    this.#filter();
  }

  #fill(selector, sources) {
    const group = this.querySelector(selector);
    group.querySelectorAll("[role=option]").forEach((option) => option.remove());
    const seen = new Set();
    for (const source of sources) {
      const label = labelOf(source);
      if (!label || seen.has(label) || source.disabled || rests(source)) continue;
      seen.add(label);
      group.append(optionFor(source, label, `${selector.slice(6, -1)}-${seen.size}`));
    }
  }

  #search() {
    this.#filter();
    clearTimeout(this.#timer);
    this.#question?.abort();
    const words = this.field.value.trim();
    if (!words || !this.dataset.search) {
      this.querySelector("[data-results]").replaceChildren();
      this.#filter();
      return;
    }
    this.#timer = setTimeout(() => this.#ask(words), DELAY);
  }

  async #ask(words) {
    const question = (this.#question = new AbortController());
    const address = new URL(this.dataset.search, location.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: question.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      this.querySelector("[data-results]").replaceChildren(...found.childNodes);
      this.#filter();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  // Commands and places answer to the beginnings of their words; results are what the server found.
  #filter() {
    const words = folded(this.field.value).split(/\s+/).filter(Boolean);
    for (const group of this.querySelectorAll("[data-commands], [data-places]")) {
      for (const option of group.querySelectorAll("[role=option]")) {
        const label = ` ${folded(option.dataset.label)}`;
        option.hidden = !words.every((word) => label.includes(` ${word}`));
      }
      group.hidden = !group.querySelector("[role=option]:not([hidden])");
    }
    const options = this.#options;
    this.querySelector("[data-nothing]").hidden = Boolean(options.length);
    const count = this.querySelector("[data-count]");
    count.textContent = words.length ? count.dataset.text.replace("{count}", options.length) : "";
    this.#choose(options[0]);
  }

  #choose(chosen) {
    if (chosen === null) return;
    for (const option of this.list.querySelectorAll("[role=option]")) option.ariaSelected = String(option === chosen);
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would only be emptied
      return this.dialog.close();
    }
    const options = this.#options;
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined && options.length) {
      event.preventDefault();
      const next = options[(to + options.length) % options.length];
      this.#choose(next);
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && options[at]) {
      event.preventDefault();
      event.stopPropagation();
      if ((event.ctrlKey || event.metaKey) && options[at].href) window.open(options[at].href, "_blank", "noopener");
      else options[at].click();
    }
  }

  #click(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (!event.ctrlKey && !event.metaKey) this.dialog.close();
    if (!option.source) return; // a result is a link and opens by itself
    event.preventDefault();
    option.source.click();
  }
}

// What acts on selected rows is no command while none is.
function rests(source) {
  return Boolean(source.closest("row-selection")) && !source.checkVisibility();
}

function labelOf(source) {
  if (source.dataset.command) return source.dataset.command;
  const words = source.cloneNode(true);
  words.querySelectorAll("kbd, .n, .vh").forEach((extra) => extra.remove());
  return (source.getAttribute("aria-label") || words.textContent).replace(/\s+/g, " ").trim();
}

function optionFor(source, label, id) {
  const option = document.createElement("div");
  option.role = "option";
  option.id = `palette-${id}`;
  option.dataset.label = label;
  option.source = source;
  const icon = source.querySelector("svg.i")?.cloneNode(true) ?? document.createElement("span");
  const name = Object.assign(document.createElement("span"), { className: "trunc", textContent: label });
  const keys = document.createElement("span");
  const pressed = source.dataset.go ? ["g", source.dataset.go] : [source.dataset.key?.split(" ")[0]];
  for (const key of pressed.filter(Boolean)) {
    keys.append(Object.assign(document.createElement("kbd"), { textContent: key.toUpperCase() }), " ");
  }
  option.append(icon, name, keys);
  return option;
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "").replaceAll("ß", "ss");
}

customElements.define("palette-dialog", PaletteDialog);
