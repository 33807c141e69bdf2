"""Corrective actions on their page, in lists, at a concern, and the checks that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from rundum.accounts.models import User
from rundum.base.charts import week_label
from rundum.base.clock import today
from rundum.base.paging import Key, Page, page_by_key
from rundum.base.reading import Question
from rundum.concerns.models import Concern
from rundum.concerns.queries.seen import READABLE, seen_by
from rundum.improvement.models import ContainmentCredit, CorrectiveAction, LinkedConcern
from rundum.improvement.models.corrective_actions import label_of
from rundum.improvement.policy import has_judges, may_judge
from rundum.improvement.queries.corrective_course import Course, course_of
from rundum.improvement.queries.faults import Frequency, frequency_of
from rundum.teams.models import Team
from rundum.teams.policy import is_member

PAGE = 50
IN_SECTION = 6


@dataclass(frozen=True)
class Elsewhere:
    """A similar case of another team, as it may be shown."""

    team: str
    process: str
    week: str


@dataclass(frozen=True)
class ActionPage:
    """One corrective action as a reader sees it.

    concerns: those of the team it is about. same_cause: similar cases of the team. hidden: concerns that went to
    another team and are kept there. may_judge: whether the reader may say now if the fix has worked.
    """

    action: CorrectiveAction
    course: Course
    concerns: Sequence[Concern]
    same_cause: Sequence[Concern]
    elsewhere: Sequence[Elsewhere]
    hidden: int
    credits: Sequence[ContainmentCredit]
    may_change: bool
    is_due: bool
    may_judge: bool
    has_judges: bool


def action_page(action: CorrectiveAction, reader: User) -> ActionPage:
    """Read the page of a corrective action that the reader may see."""
    course = course_of(action)
    links = list(action.links.order_by("pk"))
    own = [link.concern_id for link in links if link.tie != LinkedConcern.Tie.ELSEWHERE]
    seen = {
        concern.pk: concern
        for concern in Concern.objects.visible_to(reader).filter(pk__in=own).select_related("customer")
    }
    credits = action.credits.select_related("credit__use", "credit__concern", "customer").order_by("pk")
    planned = course.planned
    member = is_member(reader, action.team_id)
    return ActionPage(
        action=action,
        course=course,
        concerns=_tied(links, seen, LinkedConcern.Tie.ABOUT),
        same_cause=_tied(links, seen, LinkedConcern.Tie.SAME_CAUSE),
        elsewhere=_elsewhere(links, reader),
        hidden=len(own) - len(seen),
        credits=[credit for credit in credits if credit.credit.concern_id in seen],
        may_change=member,
        is_due=planned is not None and planned.due_on <= today(action.team.zone),
        may_judge=planned is not None and may_judge(reader, action.team_id, doers=course.doers),
        has_judges=has_judges(action.team_id, doers=course.doers),
    )


def _tied(links: Sequence[LinkedConcern], seen: dict[int, Concern], tie: LinkedConcern.Tie) -> list[Concern]:
    return [seen[link.concern_id] for link in links if link.tie == tie and link.concern_id in seen]


def _elsewhere(links: Sequence[LinkedConcern], reader: User) -> list[Elsewhere]:
    """Nothing of the customer is read, so nothing of it can be shown."""
    tied = [link.concern_id for link in links if link.tie == LinkedConcern.Tie.ELSEWHERE]
    rows = Concern.objects.visible_to(reader).filter(pk__in=tied).order_by("-arrived_at", "-pk")
    return [
        Elsewhere(team, process, week_label(timezone.localtime(arrived).date(), year=True))
        for team, process, arrived in rows.values_list("team__name", "process__name", "arrived_at")
    ]


def actions_of(team: Team, reader: User, *, closed: bool, place: str) -> Page[CorrectiveAction]:
    """A page of the team's corrective actions: the open ones or those that are closed, the newest first."""
    rows = CorrectiveAction.objects.visible_to(reader).filter(team=team)
    if closed:
        return page_by_key(
            rows.filter(closed_at__isnull=False),
            [Key("closed_at", descending=True), Key("number", descending=True)],
            place,
            PAGE,
        )
    return page_by_key(rows.open(), [Key("number", descending=True)], place, PAGE)


@dataclass(frozen=True)
class Section:
    """What the improvement page shows of corrective actions, on the team's day `today`."""

    actions: Sequence[CorrectiveAction]
    frequency: Frequency
    today: date


def section_of(team: Team, reader: User) -> Section:
    """Three queries."""
    return Section(open_actions(team, reader), frequency_of(team), today(team.zone))


def open_actions(team: Team, reader: User) -> list[CorrectiveAction]:
    """What the improvement page shows: the open ones, those with a check to come first, that with the next one leading.

    One query.
    """
    rows = CorrectiveAction.objects.visible_to(reader).filter(team=team).open()
    return list(rows.order_by(F("check_on").asc(nulls_last=True), "-number")[:IN_SECTION])


def actions_at(concern: Concern, reader: User) -> list[CorrectiveAction]:
    """Those about a concern or with it among their similar cases, as far as the reader sees them; newest first.

    One query.
    """
    tied = LinkedConcern.objects.filter(customer=concern.customer_id, concern=concern)
    rows = CorrectiveAction.objects.visible_to(reader).filter(
        pk__in=tied.exclude(tie=LinkedConcern.Tie.ELSEWHERE).values("action")
    )
    return list(rows.select_related("team").order_by("-number"))


class DueCheck(NamedTuple):
    """A check that the team wanted to have looked at by now, or this week."""

    action_id: int
    number: int
    title: str
    due_on: date

    @property
    def label(self) -> str:
        return label_of(self.number)


def due_checks(team: int, before: date, *, reader: int, inside: bool) -> Question[DueCheck]:
    """The checks planned for days before `before`, the oldest first; for readers from outside those they may see."""
    sql = f"""
        SELECT a.id, a.number, a.title, e.due_on
        FROM improvement_effectcheck e JOIN improvement_correctiveaction a ON a.id = e.action_id
        WHERE e.team_id = %(team)s AND e.due_on < %(before)s AND e.judged_at IS NULL AND e.withdrawn_at IS NULL
        {"" if inside else f"AND {NOTHING_HIDDEN}"}
        ORDER BY e.due_on, a.number LIMIT 5
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, DueCheck, seen_by(reader) | {"team": team, "before": before})


NOTHING_HIDDEN = f"""NOT EXISTS (
    SELECT 1 FROM improvement_linkedconcern l
    JOIN concerns_concern k ON k.customer_id = l.customer_id AND k.id = l.concern_id
    JOIN customers_customer c ON c.id = k.customer_id
    WHERE l.action_id = a.id AND l.tie <> 'elsewhere' AND NOT ({READABLE})
)"""  # noqa: S608 (put together from our own texts alone)
