// <live-region data-url="..." data-version="..."> shows what others change, every two seconds while the page is seen.
// It asks data-url?version=...; 204 means nothing new. Otherwise the answer holds elements with ids and the header
// Rundum-Version: each replaces the element with its id, is appended to data-into="LIST" if there is none yet, or
// takes it away with data-gone. What is focused, selected, opened or typed in is left alone and comes later.
// While text stands unsent in a [data-composer], the question says so (writing=1).
import { isInUse } from "./typing.js";

const PERIOD = 2000;
const LONGEST = 30_000;

class LiveRegion extends HTMLElement {
  #timer;
  #pause = PERIOD;
  #waiting = new Map(); // by id: parts that could not be swapped yet

  connectedCallback() {
    document.addEventListener("visibilitychange", this);
    this.#plan();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.#timer);
  }

  handleEvent() {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#ask();
  }

  #plan() {
    clearTimeout(this.#timer);
    if (this.isConnected && !document.hidden) this.#timer = setTimeout(() => this.#ask(), this.#pause);
  }

  async #ask() {
    try {
      const answer = await fetch(this.#question(), { headers: { "HX-Request": "true" } });
      if (answer.status === 200) this.#take(await answer.text(), answer.headers.get("Rundum-Version"));
      else if (answer.status >= 400 && answer.status < 500) return; // signed out, or no longer ours to see
      this.#pause = answer.status < 500 ? PERIOD : Math.min(this.#pause * 2, LONGEST);
      this.#swapWhatCan();
    } catch {
      this.#pause = Math.min(this.#pause * 2, LONGEST);
    }
    this.#plan();
  }

  #question() {
    const address = new URL(this.dataset.url, location.href);
    address.searchParams.set("version", this.dataset.version ?? "");
    const composers = document.querySelectorAll("[data-composer] textarea");
    if ([...composers].some((field) => field.value.trim())) address.searchParams.set("writing", "1");
    return address;
  }

  #take(html, version) {
    if (version) this.dataset.version = version;
    const parts = new DOMParser().parseFromString(html, "text/html").body.children;
    for (const part of [...parts]) if (part.id) this.#waiting.set(part.id, part);
  }

  #swapWhatCan() {
    for (const [id, part] of this.#waiting) {
      const old = document.getElementById(id);
      if (old && isInUse(old)) continue;
      this.#waiting.delete(id);
      if ("gone" in part.dataset) old?.remove();
      else if (old) old.replaceWith(part);
      else document.getElementById(part.dataset.into)?.append(part);
      if (part.isConnected) htmx.process(part);
    }
  }
}

customElements.define("live-region", LiveRegion);
