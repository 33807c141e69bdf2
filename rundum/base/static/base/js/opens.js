// data-opens="ID" on a link or button opens the dialog with that id and tells it ("opened"); a click beside a dialog
// closes it.
export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new Event("opened"));
  dialog.querySelector("input")?.select();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    open(dialog);
  } else if (event.target instanceof HTMLDialogElement) {
    event.target.close();
  }
});
