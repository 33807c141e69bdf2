"""Looking for similar cases, and marking those with the same cause."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.concerns.models import Concern
from rundum.improvement.actions.corrective_parts import mark_similar_cases
from rundum.improvement.forms.corrective_actions import SimilarCasesForm
from rundum.improvement.models import ActionPart, LinkedConcern
from rundum.improvement.queries.corrective_course import course_of
from rundum.improvement.queries.similar_cases import similar_cases, words_of
from rundum.improvement.views.corrective_parts import visible_action
from rundum.teams.policy import require_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def similar(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where else it may have happened: the team's concerns, and those of others without what names anybody."""
    action = visible_action(request.user, pk)
    require_member(request.user, action.team_id)
    asked = request.POST if request.method == "POST" else request.GET
    words = asked["q"] if "q" in asked else _first_words(action.pk, action.title)
    found = similar_cases(action, words, request.user)
    before = course_of(action).passage(ActionPart.SIMILAR)
    form = SimilarCasesForm(
        request.POST if request.method == "POST" else None,
        own=[case.key for case in found.own],
        elsewhere=[case.key for case in found.elsewhere],
        initial={"text": before.text if before else ""},
    )
    if form.is_valid():
        with refusals_shown_in(form):
            own = [case.id for case in found.own if case.key in form.cleaned_data["own"]]
            others = [found.ids[key] for key in form.cleaned_data["elsewhere"]]
            mark_similar_cases(
                action,
                text=form.cleaned_data["text"],
                own=Concern.objects.filter(pk__in=own),
                elsewhere=Concern.objects.filter(pk__in=others),
                by=request.user,
            )
            toast(request, _("The similar cases are written down."))
            return redirect("improvement:corrective_action", pk)
    context = {"action": action, "form": form, "found": found, "q": words}
    return render(request, "improvement/similar_cases.html", context, status=422 if form.errors else 200)


def _first_words(action: int, title: str) -> str:
    own = LinkedConcern.objects.filter(action=action, tie=LinkedConcern.Tie.ABOUT).order_by("pk")
    return words_of([title, *own.values_list("concern__title", flat=True)[:5]])
