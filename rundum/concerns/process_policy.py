"""Who may set up processes: a team's own its members, the organisation's administrators."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.reading import Question
from rundum.base.refusals import NotAllowed
from rundum.base.rows import joined_row
from rundum.concerns.models import Process, ProcessVersion
from rundum.teams.policy import is_member


def may_change_processes_of(user: User, team: int | None) -> bool:
    """Whether the person may make and change processes of the team; of the whole organisation, where it is None."""
    return user.is_administrator if team is None else is_member(user, team)


def require_may_change_processes_of(user: User | None, team: int | None) -> None:
    """Raise NotAllowed for anyone else. None stands for a program that sets up the organisation."""
    if user is None or may_change_processes_of(user, team):
        return
    if team is None:
        raise NotAllowed("administrators_only", _("Processes of the whole organisation are set up by administrators."))
    raise NotAllowed("members_only", _("Only members of the team can change its processes."))


def processes_in_use_by(team: int | None) -> QuerySet[Process]:
    """What a concern of the team can be: its own processes and those of the whole organisation."""
    return Process.objects.filter(Q(team=None) | Q(team=team), retired_at=None, version__isnull=False)


def processes_in_use(team: int | None) -> Question[Process]:
    """The same as a question, each with its version, for pages that ask several at once."""
    row, columns = joined_row(Process, "p", version=(ProcessVersion, "v"))
    found = "FROM concerns_process p JOIN concerns_processversion v ON v.id = p.version_id"
    where = "(p.team_id IS NULL OR p.team_id = %(team)s::bigint) AND p.retired_at IS NULL"
    return Question(f"SELECT {columns} {found} WHERE {where} ORDER BY p.name, p.id", row, {"team": team})
