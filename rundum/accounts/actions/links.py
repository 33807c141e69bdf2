"""Sign-in links: the way in for a colleague without a password, and for whoever starts Rundum the first time."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import SignInLink, User
from rundum.base.clock import now
from rundum.base.refusals import Refused

SPENT = _("This link has been used or has expired. Ask for a new one.")


@transaction.atomic
def make_sign_in_link(user: User, *, hours: int) -> str:
    """The token of a new link that signs the person in once within `hours`; only its digest is kept.

    No entry is written here: accounts lie below the timeline. Whoever makes a link for a colleague does that.
    Raises Refused("inactive") for someone who has been deactivated.
    """
    if not user.is_active:
        raise Refused("inactive", _("This person has been deactivated and cannot sign in."))
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, digest=digest_of(token), expires_at=now() + timedelta(hours=hours))
    return token


@transaction.atomic
def use_sign_in_link(token: str) -> User:
    """Spend the link and say whom it signs in. Locks the link, so that two requests cannot both use it.

    Raises Refused("link_spent") for a link that is unknown, used, expired or of someone deactivated.
    """
    link = SignInLink.objects.usable(now()).select_for_update(of=["self"]).filter(digest=digest_of(token)).first()
    if link is None:
        raise Refused("link_spent", SPENT)
    link.used_at = now()
    link.save(update_fields=["used_at"])
    return link.user


def digest_of(token: str) -> str:
    """What is kept of a token: it is random and long, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
