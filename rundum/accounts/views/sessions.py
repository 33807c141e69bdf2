"""One's own sessions: where one is signed in, and ending them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.devices import device_of
from rundum.base.replies import toast


@dataclass(frozen=True)
class Row:
    """A session as the list shows it."""

    pk: int
    device: str
    ip: str
    since: datetime
    current: bool


@open_to_colleagues
@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    running: list[UserSession] = UserSession.objects.purge_and_list(request.user)
    rows = [
        Row(session.pk, device_of(session.user_agent), session.ip, session.created_at, session.is_current())
        for session in sorted(running, key=lambda session: session.created_at, reverse=True)
    ]
    return render(request, "accounts/sessions.html", {"rows": sorted(rows, key=lambda row: not row.current)})


@open_to_colleagues
@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    if session.is_current():
        session.end()
        logout(request)
        return redirect("account_login")
    session.end()
    toast(request, _("That session has ended."))
    return redirect("accounts:sessions")


@open_to_colleagues
@require_POST
def other_sessions_end(request: SignedInRequest) -> HttpResponse:
    for session in UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key):
        session.end()
    toast(request, _("All other sessions have ended."))
    return redirect("accounts:sessions")
