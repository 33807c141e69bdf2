// <board-drag> around lanes: a card may be dragged to another lane. Dropping presses the button that the card's own
// menu has for that lane, button[data-lane=ID], so dragging can do nothing that the menu and keys cannot (WCAG 2.5.7).
// Lanes carry data-lane-id="ID", cards data-card.
class BoardDrag extends HTMLElement {
  #card;

  connectedCallback() {
    for (const type of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) this.addEventListener(type, this);
    for (const card of this.querySelectorAll("[data-card]")) card.draggable = true;
    this.addEventListener("htmx:after:swap", this);
  }

  handleEvent(event) {
    const lane = event.target.closest?.("[data-lane-id]");
    switch (event.type) {
      case "htmx:after:swap":
        for (const card of this.querySelectorAll("[data-card]")) card.draggable = true;
        break;
      case "dragstart":
        this.#card = event.target.closest("[data-card]");
        this.#card?.classList.add("is-dragged");
        event.dataTransfer.effectAllowed = "move";
        break;
      case "dragover":
        if (!this.#button(lane)) break;
        event.preventDefault();
        lane.classList.add("is-target");
        break;
      case "dragleave":
        if (!lane?.contains(event.relatedTarget)) lane?.classList.remove("is-target");
        break;
      case "drop":
        event.preventDefault();
        this.#button(lane)?.click();
        this.#end();
        break;
      case "dragend":
        this.#end();
    }
  }

  #button(lane) {
    if (!this.#card || !lane || lane.contains(this.#card)) return null;
    return this.#card.querySelector(`button[data-lane="${CSS.escape(lane.dataset.laneId)}"]`);
  }

  #end() {
    this.#card?.classList.remove("is-dragged");
    this.#card = undefined;
    for (const lane of this.querySelectorAll(".is-target")) lane.classList.remove("is-target");
  }
}

customElements.define("board-drag", BoardDrag);
