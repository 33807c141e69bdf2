"""What people set for themselves. It concerns nobody else, so no entry is written (accounts lie below the timeline)."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rundum.accounts.models import User
from rundum.accounts.pictures import store_picture

OWN_FIELDS = ("name", "job_title", "language", "theme", "single_keys")


@transaction.atomic
def change_profile(user: User, *, by: User, **changed: object) -> User:
    """Change any of OWN_FIELDS of one's own. Raises ValueError for another field or another person."""
    if by != user or not set(changed) <= set(OWN_FIELDS):
        raise ValueError("only one's own profile")
    return _keep(user, changed)


@transaction.atomic
def change_picture(user: User, *, file: "UploadedFile[bytes] | None", by: User) -> User:
    """Show this picture, or none, as one's own. Raises Refused as store_picture does."""
    if by != user:
        raise ValueError("only one's own picture")
    return _keep(user, {"picture": store_picture(file) if file else ""})


@transaction.atomic
def change_password(user: User, *, password: str, by: User) -> User:
    """Set a new password, already validated. All other sessions of the person end with the old one."""
    if by != user:
        raise ValueError("only one's own password")
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _keep(user: User, values: Mapping[str, object]) -> User:
    User.objects.filter(pk=user.pk).update(**values)
    for name, value in values.items():
        setattr(user, name, value)
    return user
