// A refused form is told at once: focus goes to its summary, on a fresh page as after a swap.
function focusSummary(within) {
  const summary = within.querySelector?.("[data-focus]");
  if (!summary) return;
  summary.removeAttribute("data-focus");
  summary.focus();
}

focusSummary(document);
document.addEventListener("htmx:after:swap", () => focusSummary(document));
