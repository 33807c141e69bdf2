"""What templates of the measures need."""

from django import template

from rundum.measures.shown_weeks import plain

register = template.Library()
register.filter("exact", plain)
