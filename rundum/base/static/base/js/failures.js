// When htmx is refused or cannot reach the server, it says so; what one has typed stays where it is.
import { say } from "./toast.js";

const SHOWN_IN_PLACE = new Set([409, 422]);

document.addEventListener("htmx:response:error", (event) => {
  const { response, text } = event.detail.ctx;
  const refusal = new DOMParser().parseFromString(text ?? "", "text/html").querySelector("[data-sentence]");
  if (refusal) say(refusal.textContent.trim());
  else if (!SHOWN_IN_PLACE.has(response.status)) say(document.body.dataset.failed);
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (ctx && !ctx.response && error?.name !== "AbortError") say(document.body.dataset.offline);
});
