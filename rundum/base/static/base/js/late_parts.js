// <late-parts data-url="..."> beside a page's parts brings what takes longer than they do. It asks data-url once the
// page stands; each element of the answer takes the place that has its id and is marked [data-late]. The answer is kept:
// when the page's parts are swapped and bring their empty places again, these are filled before anything is painted, and
// asked for anew a moment later. What is in use is left alone. A page without places asks for nothing.
import { isInUse } from "./typing.js";

const SETTLED = 500; // ms without another swap before it is asked again

class LateParts extends HTMLElement {
  #parts = new Map(); // by id, as they came
  #filled = new WeakSet(); // no attribute tells this: until htmx settles, a new element carries those of the old one
  #observer = new MutationObserver(() => this.#fill());
  #timer;
  #newest = 0;

  connectedCallback() {
    this.#observer.observe(this.parentElement, { childList: true, subtree: true });
    this.#fill(0);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  // The places that a swap has just brought, or emptied where they stood (morphing).
  #fill(pause = SETTLED) {
    const all = this.parentElement?.querySelectorAll("[data-late]") ?? [];
    const places = [...all].filter((place) => !this.#filled.has(place) || this.#isEmptied(place));
    if (!places.length) return;
    for (const place of places) this.#put(place);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), pause);
  }

  #isEmptied(place) {
    return !place.childElementCount && this.#parts.has(place.id);
  }

  async #ask() {
    const number = ++this.#newest;
    try {
      const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
      const html = answer.ok ? await answer.text() : undefined;
      if (html === undefined || number !== this.#newest || !this.isConnected) return;
      const parts = new DOMParser().parseFromString(html, "text/html").body.children;
      this.#parts = new Map([...parts].map((part) => [part.id, part]));
    } catch {
      return; // what stands stays; the next swap asks again
    }
    for (const place of this.parentElement.querySelectorAll("[data-late]")) {
      if (place.innerHTML !== (this.#parts.get(place.id)?.innerHTML ?? "") && !isInUse(place)) this.#put(place);
    }
  }

  #put(place) {
    const part = this.#parts.get(place.id);
    const next = part ? part.cloneNode(true) : place.cloneNode(false);
    next.hidden = !part;
    this.#filled.add(next);
    place.replaceWith(next);
    if (part) htmx.process(next);
  }
}

customElements.define("late-parts", LateParts);
