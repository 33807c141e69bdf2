// When htmx is refused or cannot reach the server, it says so; what one has typed stays where it is. Where no answer of
// Rundum's came to what was sent, nobody here knows whether it was written down: then it may be sent again as it stands,
// for the server carries out a form that comes twice once (accounts/sent_once.py).
import { say } from "./toast.js";

const SHOWN_IN_PLACE = new Set([409, 422]);
const OF_WHAT_STANDS_BETWEEN = new Set([502, 503, 504]); // a proxy answers these in Rundum's place

document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  const refusal = new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector("[data-sentence]");
  if (refusal) say(refusal.textContent.trim());
  else if (OF_WHAT_STANDS_BETWEEN.has(status)) sayUnanswered(ctx);
  else if (!SHOWN_IN_PLACE.has(status)) say(document.body.dataset.failed);
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (!ctx || ctx.response || error?.name === "AbortError") return;
  sayUnanswered(ctx);
});

function sayUnanswered(ctx) {
  const { offline, unanswered } = document.body.dataset;
  say(ctx.request.method.toUpperCase() === "GET" ? offline : unanswered);
}
