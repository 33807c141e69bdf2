// <tab-list> around tabs and their panels: a click or the arrow keys choose a tab; the panel named by aria-controls
// shows, the others hide. Tabs that are links or htmx buttons keep doing their own thing.
class TabList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    this.#choose(this.#tabs.find((tab) => tab.ariaSelected === "true") ?? this.#tabs[0]);
  }

  get #tabs() {
    return [...this.querySelectorAll("[role=tab]")];
  }

  handleEvent(event) {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    if (event.type === "click") return this.#choose(tab);
    const tabs = this.#tabs;
    const at = tabs.indexOf(tab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const chosen = tabs[(next + tabs.length) % tabs.length];
    chosen.focus();
    chosen.click();
  }

  #choose(chosen) {
    for (const tab of this.#tabs) {
      const isChosen = tab === chosen;
      tab.ariaSelected = String(isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      if (panel) panel.hidden = !isChosen;
    }
  }
}

customElements.define("tab-list", TabList);
