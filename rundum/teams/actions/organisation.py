"""The organisation itself: founded once, edited by administrators."""

from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.teams.models import Organisation
from rundum.teams.policy import require_administrator
from rundum.timeline.actions import add_entry

EDITABLE = ("name", "zone_name", "country", "currency", "language", "confirm_expectations_days")


@transaction.atomic
def found_organisation(
    *, name: str, zone_name: str, country: str, currency: str, language: str, is_example: bool = False
) -> Organisation:
    """The one organisation of this installation. Raises Refused("already_founded") when there is one."""
    _check_zone(zone_name)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name,
                zone_name=zone_name,
                country=country,
                currency=currency,
                language=language,
                is_example=is_example,
            )
    except IntegrityError as error:  # two at once: the database lets only one of them
        raise Refused("already_founded", _("This installation has been set up already. Sign in.")) from error
    add_entry("teams.organisation_founded", by=None, data={"name": name})
    return organisation


@transaction.atomic
def edit_organisation(*, by: User | None, **wanted: object) -> Organisation:
    """Change any of EDITABLE. Raises NotAllowed for anyone but administrators, Refused("unknown_zone")."""
    require_administrator(by)
    if not set(wanted) <= set(EDITABLE):
        raise ValueError("not a field of the organisation")
    _check_zone(str(wanted.get("zone_name", "UTC")))
    organisation = Organisation.objects.select_for_update().get()
    changed = {key: value for key, value in wanted.items() if getattr(organisation, key) != value}
    if changed:
        before = {key: getattr(organisation, key) for key in changed}
        for key, value in changed.items():
            setattr(organisation, key, value)
        organisation.save(update_fields=list(changed))
        add_entry("teams.organisation_edited", by=by, data={"before": before, "after": changed})
    return organisation


def _check_zone(zone_name: str) -> None:
    if zone_name not in available_timezones():
        raise Refused("unknown_zone", _("This time zone is not known. Choose one from the list."))
