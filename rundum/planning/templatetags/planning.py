"""What templates of planning need."""

from decimal import Decimal

from django import template

from rundum.calc.capacity import Load
from rundum.planning.components.load import load_bar
from rundum.planning.offer_words import main_reasons, own_reasons
from rundum.planning.words import hours

register = template.Library()
register.filter("hours", hours)
register.simple_tag(load_bar)
register.simple_tag(main_reasons)
register.simple_tag(own_reasons)


@register.filter
def beyond_with(load: Load, more: Decimal) -> Decimal:
    """How much would be beyond what there is if so many hours came on top; 0 where they fit."""
    return Load(load.capacity, load.committed, more).beyond
