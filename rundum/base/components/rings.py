"""The promise ring: one sign for the status of everything promised."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _


class RingState(StrEnum):
    NONE = "none"
    OK = "ok"
    RISK = "risk"
    KEPT = "kept"
    BROKEN = "broken"


LABELS: dict[RingState, str | Promise] = {
    RingState.NONE: _("No promise yet"),
    RingState.OK: _("Promise running"),
    RingState.RISK: _("Promise at risk"),
    RingState.KEPT: _("Promise kept"),
    RingState.BROKEN: _("Promise broken"),
}
NOTHING_USED, ALL_USED = 0.0, 1.0
TRACK = '<circle class="track" cx="9" cy="9" r="7.5"/>'
ARC = '<circle class="arc" cx="9" cy="9" r="2.75" pathLength="100" stroke-dasharray="{used} 100"/>'
INSIDE = {
    RingState.NONE: TRACK,
    RingState.OK: TRACK + ARC,
    RingState.RISK: TRACK + ARC,
    RingState.KEPT: '<circle class="disc" cx="9" cy="9" r="8.25"/><path class="tick" d="m5.6 9.2 2.4 2.4 4.5-4.9"/>',
    RingState.BROKEN: '<circle class="track" cx="9" cy="9" r="7.25"/><path class="tick" d="M9 5.6v4.3M9 12.3v.1"/>',
}


def ring(state: RingState | str, used: float = NOTHING_USED, size: str = "", id: str = "") -> SafeString:
    """The ring of one promise.

    used: share of the promised time that has passed, 0 to 1; shown while the promise runs.
    size: "" for lists, "l" for the one promise a page is about.
    id: of the element, where htmx replaces it in place.
    Raises ValueError for a state that does not exist.
    """
    return mark_safe(_drawn(RingState(state), _hundredths(used), size, id, get_language() or "en"))  # noqa: S308 (escaped)


def rings(promises: Iterable[tuple[RingState | str, float]]) -> SafeString:
    """All promises of a period: kept first, broken among them, running ones last.

    promises: state and share of time used, each as for `ring`, in any order. A label sums up what is drawn.
    """
    order = {RingState.KEPT: 0, RingState.BROKEN: 1, RingState.RISK: 2, RingState.OK: 3, RingState.NONE: 4}
    drawn = sorted(((RingState(state), used) for state, used in promises), key=lambda one: (order[one[0]], -one[1]))
    label = ", ".join(_counted([state for state, _used in drawn]))
    inside = "".join(_drawn(state, _hundredths(used), "", "", None) for state, used in drawn)
    return mark_safe(f'<div class="rings" role="img" aria-label="{escape(label)}">{inside}</div>')  # noqa: S308 (escaped)


def _counted(states: list[RingState]) -> Iterable[str]:
    def counted(state: RingState) -> int:
        return states.count(state)

    texts = (
        (counted(RingState.KEPT), ngettext("%(count)d kept", "%(count)d kept", counted(RingState.KEPT))),
        (counted(RingState.BROKEN), ngettext("%(count)d broken", "%(count)d broken", counted(RingState.BROKEN))),
        (counted(RingState.RISK), ngettext("%(count)d at risk", "%(count)d at risk", counted(RingState.RISK))),
        (counted(RingState.OK), ngettext("%(count)d running", "%(count)d running", counted(RingState.OK))),
    )
    return (text % {"count": count} for count, text in texts if count)


def _hundredths(used: float) -> int:
    return round(min(max(used, NOTHING_USED), ALL_USED) * 100)


@lru_cache(maxsize=2048)
def _drawn(state: RingState, hundredths: int, size: str, id: str, language: str | None) -> str:
    """language: of the label; None where the ring stands among others that are labelled together."""
    css = "ring ring-l" if size == "l" else "ring"
    identity = f' id="{escape(id)}"' if id else ""
    meaning = f'role="img" aria-label="{escape(LABELS[state])}"' if language else 'aria-hidden="true"'
    inside = INSIDE[state].replace("{used}", str(hundredths))
    return f'<svg class="{css}"{identity} data-s="{state}" viewBox="0 0 18 18" {meaning}>{inside}</svg>'
