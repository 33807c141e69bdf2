// A line under the top bar once htmx has been waiting for 300 ms; nothing before that.
const QUIET = 300;
let waiting = 0;
let timer;

document.addEventListener("htmx:before:request", () => {
  waiting += 1;
  timer ??= setTimeout(() => document.documentElement.setAttribute("data-waiting", ""), QUIET);
});

document.addEventListener("htmx:finally:request", () => {
  waiting = Math.max(0, waiting - 1);
  if (waiting) return;
  clearTimeout(timer);
  timer = undefined;
  document.documentElement.removeAttribute("data-waiting");
});
