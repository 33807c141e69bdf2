// What the person is doing right now, so that nothing gets in their way.
const NOT_TEXT = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

// Whether keys pressed in this element are text.
export function takesText(element) {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  return element.matches("input") && !NOT_TEXT.has(element.type);
}

// Whether a field holds something that the server does not know yet.
export function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
}

// Whether replacing the element would take away focus, selected text, something typed or something opened.
export function isInUse(element) {
  if (document.activeElement !== document.body && element.contains(document.activeElement)) return true;
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed && selection.containsNode(element, true)) return true;
  if (element.matches(".is-dragged") || element.querySelector(".is-dragged, :popover-open, dialog[open]")) return true;
  return [...element.querySelectorAll("input, textarea, select")].some(isChanged);
}
