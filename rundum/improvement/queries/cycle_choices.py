"""What a team can choose from when it plans a cycle or writes down what was done."""

from datetime import datetime

from django.db.models import Q

from rundum.concerns.models import Process, ProcessVersion
from rundum.concerns.process_policy import processes_in_use_by
from rundum.measures.models import Measure
from rundum.teams.models import Team


def measures_of(team: Team) -> list[Measure]:
    """Whatever the team measures, by name."""
    return sorted(Measure.objects.in_use().of_team(team), key=lambda one: one.name)


def processes_of(team: Team) -> list[Process]:
    """The processes the team uses, by name."""
    return list(processes_in_use_by(team.pk).order_by("name", "pk"))


def versions_since(team: Team, moment: datetime) -> list[ProcessVersion]:
    """Work specifications of the team's processes that were changed since then, the newest first."""
    used = Q(process__team=None) | Q(process__team=team)
    versions = ProcessVersion.objects.filter(used, made_at__gte=moment, number__gt=1)
    return list(versions.select_related("process").order_by("-made_at", "-pk")[:30])
