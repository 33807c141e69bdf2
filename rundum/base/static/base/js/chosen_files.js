// Where files are attached, the button names the chosen ones.
document.addEventListener("change", (event) => {
  const names = event.target.matches?.(".attach input") && [...event.target.files].map((file) => file.name).join(", ");
  if (names) event.target.closest(".attach").querySelector("[data-chosen]").textContent = names;
});
