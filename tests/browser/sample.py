"""A sample page with everything the frame and its scripts do, so that they are tested once and not by every page."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import AmountField, MomentField, refusals_shown_in
from rundum.base.refusals import NotAllowed, Refused
from rundum.base.replies import page_or_part, redirect_or_part, toast
from rundum.urls import urlpatterns as real
from tests.browser.sample_charts import others, sections

state = {"version": 1, "html": ""}
asked: list[str] = []


class SampleForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Ein kurzer Satz reicht.")
    process = forms.ChoiceField(
        label="Prozess", choices=[("a", "Reklamation"), ("b", "Verkauf")], widget=forms.RadioSelect
    )
    amount = AmountField(label="Betrag", unit="€", decimal_places=2, required=False)
    due = MomentField(label="Zusage bis", required=False)
    note = forms.CharField(label="Notiz", widget=forms.Textarea, required=False)
    visible = forms.BooleanField(label="Kunde sieht es", help_text="mit Namen und Bild", required=False)


@open_to_colleagues
def sample(request: SignedInRequest) -> HttpResponse:
    form = SampleForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            if form.cleaned_data["title"] == "nein":
                raise Refused("no", "Das geht heute nicht.")
            toast(request, "Gespeichert.", "/undo/")
            return redirect_or_part(request, "/", part="sample.html#form", context={"form": SampleForm()})
    context = {"form": form, "lanes": ["eins", "zwei"]}
    return page_or_part(request, "sample.html", "form", context, status=422 if form.errors else 200)


@open_to_colleagues
def charts(request: SignedInRequest) -> HttpResponse:
    return render(request, "sample_charts.html", {"sections": sections(), **others()})


@open_to_colleagues
def undo(request: SignedInRequest) -> HttpResponse:
    toast(request, "Zurückgenommen.")
    return redirect("/")


@open_to_colleagues
def live(request: SignedInRequest) -> HttpResponse:
    asked.append(request.GET.get("writing", ""))
    if request.GET["version"] == str(state["version"]):
        return HttpResponse(status=204)
    return HttpResponse(state["html"], headers={"Rundum-Version": str(state["version"])})


@open_to_colleagues
def search(request: SignedInRequest) -> HttpResponse:
    return render(request, "sample_results.html", {"words": request.GET["q"]})


@open_to_colleagues
def forbidden(_request: SignedInRequest) -> HttpResponse:
    raise NotAllowed("sample", "Das macht das Team.")


@open_to_colleagues
def move(request: SignedInRequest) -> HttpResponse:
    return HttpResponse(f'<p id="moved">{request.POST["lane"]}</p>')


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("", include(([path("", sample, name="teamraum"), path("search/", search, name="search")], "desk"))),
    path("concerns/", include(([path("", sample, name="flow"), path("new/", sample, name="intake")], "concerns"))),
    path("undo/", undo),
    path("charts/", charts),
    path("live/", live),
    path("forbidden/", forbidden),
    path("move/", move),
    path("broken/", broken),
    *real,
]
