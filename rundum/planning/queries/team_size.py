"""How large a team is now and was in the past weeks, in full weeks of work: the same people are the same pace."""

from datetime import date
from typing import NamedTuple

from rundum.base.reading import Question, ask
from rundum.calc.forecast import pace_of
from rundum.teams.models import Team

SIZE = """
    SELECT COALESCE((
        SELECT sum(m.share) FROM teams_membership m
        WHERE m.team_id = %(team)s AND m.starts_on <= %(day)s AND COALESCE(m.ends_on, 'infinity') >= %(day)s
    ), 0)::float, COALESCE((
        SELECT avg(size) FROM (
            SELECT sum(m.share) AS size FROM unnest(%(mondays)s::date[]) AS monday JOIN teams_membership m
                ON m.team_id = %(team)s AND m.starts_on <= monday + 2 AND COALESCE(m.ends_on, 'infinity') >= monday + 2
            GROUP BY monday
        ) weeks
    ), 0)::float
"""


class TeamSize(NamedTuple):
    """now, before: the members' shares of a full week added up, those of `before` on average; 0: not known."""

    now: float
    before: float

    @property
    def pace(self) -> float:
        return pace_of(self.now, self.before)

    @property
    def differs(self) -> bool:
        return self.pace != 1

    @property
    def has_grown(self) -> bool:
        return self.pace > 1


def team_size_of(team: Team, mondays: tuple[date, ...], day: date) -> TeamSize:
    """The team on a day, and on average over the weeks of these Mondays, each looked at on its Wednesday; one query.

    Weeks without any member are left out: they lie before memberships were kept, as in an import.
    """
    question = Question(SIZE, TeamSize, {"team": team.pk, "mondays": list(mondays), "day": day})
    return ask(question).one(question)
