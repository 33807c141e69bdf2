"""The people of the organisation: their accounts and their duties for the whole of it.

The actions stand here and not with the accounts, as every one of them leaves an entry.
"""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.actions.links import make_sign_in_link
from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.teams.policy import require_administrator
from rundum.timeline.actions import add_entry

INVITATION_HOURS = 72
DUTIES = ("is_administrator", "is_board", "is_sponsor")


@transaction.atomic
def add_person(*, name: str, email: str | None, by: User | None, password: str | None = None, **fields: object) -> User:
    """Make an account. Without a password the person comes in by a sign-in link (`invite_person`).

    fields: further fields of User, such as job_title, language and DUTIES. Raises NotAllowed for anyone but
    administrators; Refused("email_taken").
    """
    require_administrator(by)
    if email and User.objects.filter(email=email.lower()).exists():
        raise Refused("email_taken", _("Someone has this e-mail already."))
    user = User.objects.create_user(email, password, name=name, **fields)
    add_entry(
        "accounts.person_added", by=by, data=_told(user) | {"duties": [each for each in DUTIES if fields.get(each)]}
    )
    return user


@transaction.atomic
def edit_person(user: User, *, by: User | None, **wanted: object) -> User:
    """Change name, e-mail, job title or duties.

    Raises NotAllowed for anyone but administrators; Refused("email_taken", "last_administrator").
    """
    require_administrator(by)
    if not set(wanted) <= {"name", "email", "job_title", *DUTIES}:
        raise ValueError("not a field to change here")
    user = _locked(user)
    changed = {key: value for key, value in wanted.items() if getattr(user, key) != value}
    if changed.get("is_administrator") is False:
        _refuse_last_administrator(user)
    email = changed.get("email")
    if email and User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise Refused("email_taken", _("Someone has this e-mail already."))
    if changed:
        before = {key: getattr(user, key) for key in changed}
        for key, value in changed.items():
            setattr(user, key, value)
        user.save(update_fields=list(changed))
        add_entry("accounts.person_edited", by=by, data=_told(user) | {"before": before, "after": changed})
    return user


@transaction.atomic
def deactivate_person(user: User, *, by: User | None) -> User:
    """Let someone sign in no longer; what they did stays. Their sessions end, as only active people have one.

    Raises NotAllowed for anyone but administrators; Refused("last_administrator").
    """
    require_administrator(by)
    user = _locked(user)
    if user.is_administrator:
        _refuse_last_administrator(user)
    return _set_active(user, False, "accounts.person_deactivated", by)


@transaction.atomic
def reactivate_person(user: User, *, by: User | None) -> User:
    """Let someone sign in again. Raises NotAllowed for anyone but administrators."""
    require_administrator(by)
    return _set_active(_locked(user), True, "accounts.person_reactivated", by)


@transaction.atomic
def invite_person(user: User, *, by: User | None) -> str:
    """The token of a link that signs the colleague in once, to be handed to them.

    Raises NotAllowed for anyone but administrators; Refused("inactive").
    """
    require_administrator(by)
    token = make_sign_in_link(user, hours=INVITATION_HOURS)
    add_entry("accounts.link_made", by=by, data=_told(user))
    return token


@transaction.atomic
def remove_second_step(user: User, *, by: User | None) -> None:
    """Let someone who has lost device and recovery codes sign in without a second step and set up a new one.

    Raises NotAllowed for anyone but administrators.
    """
    require_administrator(by)
    deleted, _by_model = Authenticator.objects.filter(user=user).delete()
    if deleted:
        add_entry("accounts.second_step_removed", by=by, data=_told(user))


def _set_active(user: User, is_active: bool, verb: str, by: User | None) -> User:
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        add_entry(verb, by=by, data=_told(user))
    return user


def _locked(user: User) -> User:
    """The person, with all administrators locked too, so that two cannot take the duty from each other at once."""
    administrators = User.objects.filter(is_administrator=True, is_active=True).order_by("pk")
    list(administrators.select_for_update())
    return User.objects.select_for_update().get(pk=user.pk)


def _refuse_last_administrator(user: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=user.pk)
    if user.is_active and user.is_administrator and not others.exists():
        raise Refused("last_administrator", _("There must be an administrator. Make someone else one first."))


def _told(user: User) -> dict[str, object]:
    return {"person": user.name, "user": user.pk}
