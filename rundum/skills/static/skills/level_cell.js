// <level-cell>: on one's own cell of the skills matrix the keys 0 to 4 set the level, L the wish to learn. Without it
// the cell opens its menu, which is a form.
class LevelCell extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const named = event.key.toLowerCase() === "l" ? "learns" : "level";
    const value = named === "level" ? `[value="${CSS.escape(event.key)}"]` : "";
    const button = this.querySelector(`[name="${named}"]${value}`);
    if (!button || (named === "level" && !/^[0-4]$/.test(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    button.form.requestSubmit(button);
  }
}

customElements.define("level-cell", LevelCell);

// The row comes back from the server as a new one; whoever was on its cell stays there.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const row = document.getElementById(detail?.ctx?.target?.id ?? "");
  row?.querySelector("level-cell > button")?.focus();
});
