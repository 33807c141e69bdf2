"""Confirming colleagues' strengths after work together."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import page_or_part, redirect_or_part, toast
from rundum.concerns.filters import id_in
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.planning.actions.endorsing import endorse_strength, take_back_endorsement
from rundum.planning.queries.endorsements import colleagues_on
from rundum.skills.models import Strength

PAGE = "planning/strengths.html"


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def strengths(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The strengths of those one worked with on a closed concern, each to confirm or to take back."""
    visible = Concern.objects.visible_to(request.user).select_related("team", "customer")
    concern = get_object_or_404(visible, customer=customer, pk=pk)
    require_may_work_on(request.user, concern)
    if request.method == "POST":
        chosen = id_in(request.POST.get("strength", ""))
        strength = get_object_or_404(Strength.objects.select_related("user"), pk=chosen)
        if "back" in request.POST:
            take_back_endorsement(strength, concern=concern, by=request.user)
            toast(request, _("Taken back."))
        else:
            endorse_strength(strength, concern=concern, by=request.user)
            toast(request, _("Confirmed: %(strength)s, %(person)s.") % _named(strength))
        return redirect_or_part(request, request.path, f"{PAGE}#part", _shown(request, concern))
    return page_or_part(request, PAGE, "part", _shown(request, concern))


def _named(strength: Strength) -> dict[str, str]:
    return {"strength": strength.name, "person": strength.user.name}


def _shown(request: SignedInRequest, concern: Concern) -> dict[str, object]:
    return {"concern": concern, "colleagues": colleagues_on(concern, request.user), "address": request.path}
