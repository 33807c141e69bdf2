"""Pages of acts that need a form: one look for all of them."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from rundum.accounts.access import SignedInRequest
from rundum.concerns.models import Concern
from rundum.concerns.views.answering import address_of


def act_page(
    request: SignedInRequest,
    concern: Concern,
    form: forms.Form,
    *,
    title: str | Promise,
    submit: str | Promise,
    about: str | Promise = "",
    extra: Mapping[str, object] | None = None,
    template: str = "concerns/act.html",
) -> HttpResponse:
    """The form of an act at a concern, the cursor in its first field; 422 where it was refused."""
    first = next(iter(form.visible_fields()), None)
    if first is not None and not form.is_bound:
        first.field.widget.attrs["autofocus"] = True
    context = {"concern": concern, "form": form, "title": title, "submit": submit, "about": about}
    context |= {"address": address_of(concern)} | dict(extra or {})
    return render(request, template, context, status=422 if form.is_bound else 200)
