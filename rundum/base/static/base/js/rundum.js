// Everything that moves in the browser. Each module is one behaviour and starts itself, also for what htmx inserts
// later; every page works without any of them.
import "./board_drag.js";
import "./chosen_files.js";
import "./failures.js";
import "./focus_errors.js";
import "./keys.js";
import "./late_parts.js";
import "./live_region.js";
import "./name_suggestions.js";
import "./opens.js";
import "./palette.js";
import "./progress_line.js";
import "./row_selection.js";
import "./rows.js";
import "./sent_once.js";
import "./tab_list.js";
import "./theme_toggle.js";
import "./toast.js";
import "./unsaved.js";
