// <live-region data-url="..." data-version="..."> shows what others change, every two seconds while the page is seen.
// It asks data-url?version=...; 204 means nothing new. Otherwise the answer holds elements with ids and the header
// Rundum-Version: each replaces the element with its id, is appended to data-into="LIST" if there is none yet, or
// takes it away with data-gone. What is focused, selected, opened or typed in is left alone and comes later.
// Whoever acts on the page meanwhile is answered with what is newer: nothing asked for before is put over that.
// While text stands unsent in a [data-composer], the question says so (writing=1).
import { isInUse } from "./typing.js";

const PERIOD = 2000;
const LONGEST = 30_000;
const ACTS = ["htmx:before:request", "htmx:after:request"]; // sent, answered

class LiveRegion extends HTMLElement {
  #timer;
  #pause = PERIOD;
  #waiting = new Map(); // by id: parts that could not be swapped yet
  #settled; // the version up to which nothing waits
  #acts = 0; // how often someone here has acted

  connectedCallback() {
    this.#settled = this.dataset.version;
    for (const type of ACTS) document.addEventListener(type, this);
    document.addEventListener("visibilitychange", this);
    this.#plan();
  }

  disconnectedCallback() {
    for (const type of ACTS) document.removeEventListener(type, this);
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.#timer);
  }

  handleEvent(event) {
    if (ACTS.includes(event.type)) {
      if (event.detail.ctx?.request?.method !== "GET") this.#forget();
      return;
    }
    clearTimeout(this.#timer);
    if (!document.hidden) this.#ask();
  }

  // What waits, or is on its way, may be older than the answer to what was just done: it is asked for once more.
  #forget() {
    this.#acts += 1;
    this.#waiting.clear();
    if (this.#settled !== undefined) this.dataset.version = this.#settled;
  }

  #plan() {
    clearTimeout(this.#timer);
    if (this.isConnected && !document.hidden) this.#timer = setTimeout(() => this.#ask(), this.#pause);
  }

  async #ask() {
    const before = this.#acts;
    try {
      const answer = await fetch(this.#question(), { headers: { "HX-Request": "true" } });
      const html = await answer.text();
      if (before !== this.#acts) return this.#plan();
      if (answer.status === 200) this.#take(html, answer.headers.get("Rundum-Version"));
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
    if (!this.#waiting.size) this.#settled = this.dataset.version;
  }
}

customElements.define("live-region", LiveRegion);
