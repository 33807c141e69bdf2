"""What templates of the measures need."""

from django import template

from rundum.base.charts import week_label
from rundum.measures.shown_weeks import plain

register = template.Library()
register.filter("exact", plain)
register.filter("week_label", week_label)
