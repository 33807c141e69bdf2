"""What the marks of a chart mean."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rundum.base.charts.control import marked
from rundum.calc.control_charts import Method
from rundum.calc.measure_chart import Favour, MeasureChart


def chart_legend(chart: MeasureChart, *, changed: bool = False) -> SafeString:
    """What the marks of this full chart mean; those it has not are not named. changed: it has annotations."""
    limits = any(one.limits is not None for one in chart.stretches)
    medians = [one.centre is not None and (one.limits is None or one.method is Method.G) for one in chart.stretches]
    means = [one.centre is not None for one in chart.stretches]
    favours = {judged.favour for judged in marked(chart).values()}
    mean, band = '<line class="{}" x1="0" x2="18" y1="6" y2="6"/>', '<rect class="band" width="18" height="12"/>'
    entries = (
        (means != medians, mean.format("mean"), _("Mean")),
        (any(medians), mean.format("mean median"), _("Median")),
        (limits, f'{band}<path class="lim" d="M0 .5h18M0 11.5h18"/>', _("Natural limits")),
        (True, '<circle class="pt" cx="9" cy="6" r="2.75"/>', _("Normal variation") if limits else _("Value")),
        (Favour.UNFAVOURABLE in favours, '<path class="sb" d="M9 0l6 6-6 6-6-6z"/>', _("Unfavourable signal")),
        (Favour.FAVOURABLE in favours, '<circle class="sg" cx="9" cy="6" r="4"/>', _("Favourable signal")),
        (Favour.NEITHER in favours, '<circle class="sn" cx="9" cy="6" r="4"/>', _("Signal")),
        (
            changed or len(chart.stretches) > 1,
            '<path class="ann" d="M9 0v12"/>',
            pgettext("something that was done differently", "Change"),
        ),
        (chart.line_of_goal is not None, '<path class="goal" d="M0 6h18"/>', _("Goal")),
    )
    keys = "".join(
        f'<span><svg class="cc-key" aria-hidden="true">{key}</svg>{escape(word)}</span>'
        for there, key, word in entries
        if there
    )
    return mark_safe(f'<div class="legend">{keys}</div>')  # noqa: S308 (our own strokes, escaped words)
