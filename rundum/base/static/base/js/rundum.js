// Everything that moves in the browser. Each module is one behaviour and starts itself, also for what htmx inserts
// later; every page works without any of them.
import "./theme_toggle.js";
import "./opens.js";
