"""Who may use an address at all. What they may do to a matter behind it, its action decides.

Every view states this with exactly one of the decorators; tests/architecture walks all addresses and fails for
one that does not. What a person of the organisation sends is carried out once, however often it arrives (sent_once).
"""

from collections.abc import Callable
from enum import StrEnum
from functools import update_wrapper
from typing import Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.accounts.sent_once import sent_once
from rundum.base.refusals import NotAllowed


class Access(StrEnum):
    ANYONE = "anyone"
    COLLEAGUES = "colleagues"
    ADMINISTRATORS = "administrators"


class SignedInRequest(HttpRequest):
    """A request whose user is known to be a person of the organisation."""

    user: User


_access_of: dict[Callable[..., HttpResponseBase], Access] = {}


def access_to(view: Callable[..., HttpResponseBase]) -> Access | None:
    """Who may use the view, or None where it does not say."""
    return _access_of.get(view)


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
type SignedInView[**P] = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def open_to_anyone[**P](view: View[P]) -> View[P]:
    """No sign-in needed."""
    _access_of[view] = Access.ANYONE
    return view


def open_to_colleagues[**P](view: SignedInView[P]) -> View[P]:
    """Everyone who is signed in."""
    return _guarded(view, Access.COLLEAGUES)


def open_to_administrators[**P](view: SignedInView[P]) -> View[P]:
    """Signed-in administrators; others are refused with 403."""
    return _guarded(view, Access.ADMINISTRATORS)


def _guarded[**P](view: SignedInView[P], access: Access) -> View[P]:
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                # A fragment cannot show the sign-in page; the browser is sent there whole.
                return HttpResponse(status=401, headers={"HX-Redirect": "/sign-in/"})
            return redirect_to_login(request.get_full_path())
        if access is Access.ADMINISTRATORS and not request.user.is_administrator:
            raise NotAllowed("administrators_only", _("Only administrators can do this."))
        return sent_once(request, lambda: view(cast(SignedInRequest, request), *args, **kwargs))

    update_wrapper(guarded, view)
    _access_of[guarded] = access
    return guarded
