// On the page of one concern: choosing what to write puts the cursor where one writes; printing.
let meant;

document.addEventListener("click", (event) => {
  const tab = event.target.closest?.(".composer label.tab");
  if (tab && event.target.tagName !== "INPUT") meant = tab;
  else if (tab) chosen(tab);
  if (event.target.closest?.("[data-print]")) print();
});

// The arrow keys move between the tabs and leave the focus there; a click or a shortcut means to write. Their click on
// the label is followed at once by one on its radio button: whoever types on without a pause loses no letter.
function chosen(tab) {
  if (tab === meant) firstField(tab)?.focus();
  meant = undefined;
}

function firstField(tab) {
  const kind = tab.querySelector("input").value;
  return document.querySelector(`.panel[data-kind="${kind}"] :is(textarea, input[type=text])`);
}
