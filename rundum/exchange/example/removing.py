"""Removing the example company in one step, and nothing else."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import SignInLink, User
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.skills.models import LearningWish, Proficiency, Skill, Strength
from rundum.teams.models import Absence, Cover, Organisation, Team
from rundum.timeline.actions import add_entry
from rundum.timeline.models import ORGANISATION, Entry, Mention

_OWN = (
    Absence,
    Authenticator,
    Cover,
    LearningWish,
    Mention,
    Proficiency,
    SignInLink,
    Strength,
    UserSession,
    EmailAddress,
)
"""What belongs to a person alone and goes with them, whoever else refers to them."""


def has_example() -> bool:
    """Whether there is something of the example to remove."""
    return Team.objects.filter(is_example=True).exists()


def is_everything() -> bool:
    """Whether the organisation is the example and nobody has added anything of their own: no team, customer, person."""
    return Organisation.objects.filter(is_example=True).exists() and not any(
        model._default_manager.filter(is_example=False).exists() for model in (Team, Customer, User)
    )


@transaction.atomic
def remove_example(*, by: User) -> None:
    """Take away the example's customers with all that hangs on them, its teams, skills and people.

    Where the whole organisation is the example, everything goes and the first-run page opens again. Where somebody has
    added to it, what is theirs stays, and so does whoever removes the example, as somebody has to be able to sign in.
    People of the example who have worked for real customers stay as names and cannot sign in.

    Raises NotAllowed for anyone but administrators, Refused("serves_customers") while a team of the example serves
    real customers.
    """
    if not by.is_administrator:
        raise NotAllowed("administrators_only", _("Only administrators can do this."))
    if is_everything():
        _empty_everything()
        return
    customers = Customer.objects.filter(is_example=True)
    teams = Team.objects.filter(is_example=True)
    if Concern.objects.filter(team__in=teams).exclude(customer__in=customers).exists() or (
        Customer.objects.filter(team__in=teams, is_example=False).exists()
    ):
        raise Refused(
            "serves_customers",
            _("A team of the example serves customers of yours. Hand them over to another team first."),
        )
    User.objects.filter(pk=by.pk).update(is_example=False)
    Organisation.objects.update(is_example=False)
    # Foreign keys are checked when the transaction ends, so the order of the tables does not matter.
    for model, column in _columns("customer_id"):
        _delete(model, column, customers)
    for model, column in _columns_to(Team):
        _delete(model, column, teams)
    _delete(Entry, "team_id", teams)
    _delete(Customer, "id", customers)
    _delete(Team, "id", teams)
    _delete_skills_and_people()
    add_entry("exchange.example_removed", by=by)


def _empty_everything() -> None:
    """Leave the installation as it was before the first run; the tables keep their structure.

    The next start must not bring back what has just been removed.
    """
    transaction.on_commit(settings.BEGUN_EMPTY.touch)
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("rundum.")]
    with connection.cursor() as cursor:
        # A table with checks still to come cannot be truncated.
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate " + ", ".join(connection.ops.quote_name(table) for table in tables) + " cascade")


def _delete_skills_and_people() -> None:
    skills = Skill.objects.filter(is_example=True)
    for model, column in _columns_to(Skill):
        _delete(model, column, skills)
    _delete(Skill, "id", skills)
    people = User.objects.filter(is_example=True)
    Entry.objects.filter(customer_id=ORGANISATION, by__in=people).delete()
    for model in _OWN:
        _delete(model, "user_id", people)
    staying = set()
    for model, column in _columns_to(User):
        staying |= set(model._default_manager.filter(**{f"{column}__in": people}).values_list(column, flat=True))
    people.filter(pk__in=staying).update(is_active=False, is_example=False, is_administrator=False)
    _delete(User, "id", people.exclude(pk__in=staying))


def _columns(name: str) -> Iterator[tuple[type[models.Model], str]]:
    """The models of ours that have a column of this name."""
    for model in apps.get_models():
        if model.__module__.startswith("rundum.") and any(f.column == name for f in model._meta.concrete_fields):
            yield model, name


def _columns_to(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """The columns of all models that refer to `target`."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is target:
                yield model, field.attname


def _delete(model: type[models.Model], column: str, among: QuerySet[models.Model]) -> None:
    """Delete rows by SQL: Django's own way would stop at every PROTECT between rows that all go."""
    rows = model._default_manager.filter(**{f"{column}__in": among.values("pk")})
    rows._raw_delete(rows.db)
