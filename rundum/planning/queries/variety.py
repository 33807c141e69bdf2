"""How varied one's own work has been lately. Asked for the reader alone; nobody else sees it (SPEC AC8.5)."""

from datetime import datetime
from typing import NamedTuple

from rundum.base.reading import Question
from rundum.calc.periods import week_at, week_bounds
from rundum.calc.variety import Variety, variety
from rundum.concerns.models import Phase
from rundum.teams.models import Team

WEEKS = 8

STEPS = """
SELECT v.process_id, r.name, s.own_name, s.phase, count(*)
FROM concerns_steppassage moved
CROSS JOIN LATERAL (
    SELECT p.step_id FROM concerns_steppassage p
    WHERE p.customer_id = moved.customer_id AND p.concern_id = moved.concern_id
      AND (p.entered_at, p.id) < (moved.entered_at, moved.id)
    ORDER BY p.entered_at DESC, p.id DESC LIMIT 1
) before
JOIN concerns_step s ON s.id = before.step_id
JOIN concerns_processversion v ON v.id = s.version_id
JOIN concerns_process r ON r.id = v.process_id
WHERE moved.by_id = %(reader)s AND moved.entered_at >= %(since)s AND moved.entered_at < %(until)s
GROUP BY v.process_id, r.name, s.own_name, s.phase
"""


class StepsDone(NamedTuple):
    """How often somebody moved concerns on from a kind of step."""

    process_id: int
    process: str
    own_name: str
    phase: str
    times: int

    @property
    def step(self) -> str:
        """The step's own name, or its phase's in the reader's language."""
        return self.own_name or str(Phase(self.phase).label)


def own_steps(reader: int, team: Team, at: datetime) -> Question[StepsDone]:
    """The steps that the reader finished in the eight ISO weeks before this one, by kind: process and step."""
    monday = week_bounds(week_at(at, team.zone), team.zone).start
    since = week_bounds(week_at(at, team.zone).plus(-WEEKS), team.zone).start
    return Question(STEPS, StepsDone, {"reader": reader, "since": since, "until": monday})


def variety_of(steps: list[StepsDone]) -> Variety[StepsDone] | None:
    """The variety of these steps; None without any."""
    return variety({step: step.times for step in steps})
