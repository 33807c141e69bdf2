"""Everything a page draws with: `{% load rundum %}`. The work is done in base.components and base.formats."""

from datetime import datetime

from django import template
from django.forms import BaseForm, CheckboxInput
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from rundum.base import navigation
from rundum.base.components import authority, icons, leitstern, marks, people, rings
from rundum.base.formats import days, markdown, numbers, spans

register = template.Library()

register.simple_tag(icons.icon)
register.simple_tag(rings.ring)
register.simple_tag(rings.rings)
register.simple_tag(people.avatar)
register.simple_tag(people.avatars)
register.simple_tag(people.customer_avatar)
register.simple_tag(people.free_seat)
register.simple_tag(marks.tag)
register.simple_tag(marks.verdict)
register.simple_tag(marks.note)
register.simple_tag(marks.empty)
register.simple_tag(authority.authority_bar)
register.simple_tag(numbers.not_known_yet)

register.filter("day", days.day)
register.filter("day_inside", days.day_inside)
register.filter("day_time", days.day_time)
register.filter("moment_inside", days.moment_inside)
register.filter("moment", days.moment)
register.filter("long_day", days.long_day)
register.filter("month", days.month)
register.filter("clock", days.clock)
register.filter("span", spans.span)
register.filter("duration", spans.duration)
register.filter("since", spans.since)
register.filter("ago", spans.ago)
register.filter("left", spans.left)
register.filter("number", numbers.number)
register.filter("percent", numbers.percent)
register.filter("money", numbers.money)
register.filter(numbers.short_money)
register.filter("markdown", markdown.markdown)
register.filter("initials", people.initials)

WRITTEN = {
    "day": days.day,
    "day_time": days.day_time,
    "moment": days.moment,
    "long_day": days.long_day,
    "clock": days.clock,
    "ago": spans.ago,
    "since": spans.since,
    "left": spans.left,
}


register.filter(numbers.currency_symbol)


@register.simple_tag
def when(value: datetime | None, way: str = "day_time") -> SafeString | str:
    """A <time> element: readable in the given way, exact in its title and for programs. Nothing for None."""
    if value is None:
        return ""
    exact = timezone.localtime(value).isoformat("T", "seconds")
    return mark_safe(  # noqa: S308 (dates and our own words, nothing from outside)
        f'<time datetime="{exact}" title="{days.moment(value)}">{WRITTEN[way](value)}</time>'
    )


register.simple_tag(navigation.address_of)
register.simple_tag(leitstern.leitstern)


@register.filter
def fields_with_errors(form: BaseForm) -> list[BoundField]:
    """The visible fields that need another look, in the order of the page."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def is_single_check(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands beside it instead of above."""
    return isinstance(field.field.widget, CheckboxInput)
