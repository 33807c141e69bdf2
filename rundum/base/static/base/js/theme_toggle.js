// <theme-toggle>: switches light and dark at once and keeps the choice on the account (its form) or, before sign-in,
// in the browser.
class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    const form = this.querySelector("form");
    if (event.type === "click" && form) return;
    event.preventDefault();
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    if (!form) return localStorage.setItem("theme", theme);
    const body = new FormData(form);
    body.set("theme", theme);
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true });
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

customElements.define("theme-toggle", ThemeToggle);
