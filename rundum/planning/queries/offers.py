"""Whom a team's concerns suit today, with the reasons: read for any number of concerns at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import ask
from rundum.calc.names import sort_key_text
from rundum.calc.offers import USUAL_WEIGHTS, Candidate, Hindrance, Offer, Offers, Reason, offers_for
from rundum.concerns.models import Concern, Holding, Step, StepSkill
from rundum.customers.queries.knowers import knowers_of
from rundum.planning.models import OfferReason, OfferWeight
from rundum.planning.queries.endorsements import confirmed_strengths
from rundum.skills.models import LearningWish, Proficiency
from rundum.teams.models import Team
from rundum.teams.queries import PersonInTeam, people_of

AHEAD = 14
"""Days whose absences make someone's share smaller."""


@dataclass(frozen=True)
class ShownOffer:
    """An offer as people read it. reasons: in the order of OfferReason, with their points, which add up to `sum`.

    weightiest: the reasons, those first that weigh most. skills: names of those it needs next. lacks: names of those
    they would learn.
    """

    user: User
    learn_with: User | None
    reasons: list[tuple[OfferReason, int]]
    sum: int
    weightiest: list[OfferReason]
    skills: list[str]
    lacks: list[str]


@dataclass(frozen=True)
class Fitting:
    """The people of a team and whom each of its concerns suits, by concern. threads: of this team that they hold.
    needs: the skills each concern needs next."""

    people: Mapping[int, PersonInTeam]
    threads: Mapping[int, int]
    offers: Mapping[int, Offers]
    needs: Mapping[int, Sequence[StepSkill]]

    def shown(self, concern: int) -> list[ShownOffer]:
        """At most three whom the concern suits, by name: an offer for the concern, no ranking of people."""
        found = [self.words(concern, offer) for offer in self.offers[concern].shown]
        return sorted(found, key=lambda offer: sort_key_text(offer.user.name))

    def words(self, concern: int, offer: Offer) -> ShownOffer:
        partner = self.people[offer.learn_with].user if offer.learn_with is not None else None
        reasons = [(reason, offer.points[Reason(reason)]) for reason in OfferReason if Reason(reason) in offer.points]
        skills = {need.skill_id: need.skill.name for need in self.needs[concern]}
        return ShownOffer(
            user=self.people[offer.key].user,
            learn_with=partner,
            reasons=reasons,
            sum=offer.sum,
            weightiest=[OfferReason(reason) for reason in offer.weightiest],
            skills=sorted(skills.values()),
            lacks=sorted(skills[skill] for skill in offer.lacks),
        )

    def hindrance(self, concern: int) -> Hindrance | None:
        return self.offers[concern].hindrance


def weights_of(team: Team) -> dict[Reason, int]:
    """What counts in the team's offers; one query."""
    own = OfferWeight.objects.filter(team=team).values_list("reason", "points")
    return {**USUAL_WEIGHTS, **{Reason(reason): points for reason, points in own}}


def fitting(team: Team, concerns: Sequence[Concern]) -> Fitting:
    """Whom these concerns of the team suit today. Thirteen queries, however many concerns and people.

    concerns: with their process. What somebody holds in another team counts there, as does that part of their time.
    """
    day = today(team.zone)
    people = {person.user.pk: person for person in people_of(team, day) if person.user.is_active}
    weights = weights_of(team)
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    for user, skill, level in Proficiency.objects.filter(user__in=people).values_list("user", "skill", "level"):
        levels[user][skill] = level
    wishes: dict[int, set[int]] = defaultdict(set)
    for user, skill in LearningWish.objects.filter(user__in=people).values_list("user", "skill"):
        wishes[user].add(skill)
    strengths = confirmed_strengths(people)
    held = Concern.objects.open().filter(team=team, holder__in=people).values_list("holder").annotate(Count("pk"))
    threads = Counter(dict(held.order_by()))
    customers = {concern.customer_id for concern in concerns}
    asked = knowers_of(customers, people)
    spoke_by = {(known.customer_id, known.user_id): known.spoke for known in ask(asked).of(asked)}
    had = set(
        Holding.objects.filter(customer__in=customers, user__in=people).values_list("customer", "user").distinct()
    )
    needed = _needed_by({concern.version_id for concern in concerns})
    offers = {}
    for concern in concerns:
        needs = needed[concern.step_id]
        work = [*(need.skill.name for need in needs), concern.process.name]
        candidates = [
            Candidate(
                key=key,
                levels=levels[key],
                wishes=frozenset(wishes[key]),
                at_best=_meets(strengths.get(key, ()), work),
                open_threads=threads[key],
                share=share_ahead(person, day),
                is_away=not person.is_here,
                has_spoken=spoke_by.get((concern.customer_id, key), False),
                has_held=(concern.customer_id, key) in had,
                knows=(concern.customer_id, key) in spoke_by,
            )
            for key, person in people.items()
        ]
        levels_needed = {need.skill_id: need.level for need in needs}
        offers[concern.pk] = offers_for(levels_needed, candidates, weights, seed=f"{day.toordinal()}:{concern.pk}")
    return Fitting(people, threads, offers, {concern.pk: needed[concern.step_id] for concern in concerns})


def _needed_by(versions: Collection[int]) -> dict[int, list[StepSkill]]:
    """The skills each step of these versions needs or, where it needs none, those of the next step that does: whoever
    takes the thread takes it through the whole process. Two queries."""
    steps = Step.objects.filter(version__in=versions).order_by("version_id", "-position")
    needed: dict[int, list[StepSkill]] = {}
    ahead: tuple[int, list[StepSkill]] = (0, [])
    for step in steps.prefetch_related(Prefetch("skills", StepSkill.objects.select_related("skill", "step"))):
        own = list(step.skills.all())
        after = ahead[1] if ahead[0] == step.version_id else []
        needed[step.pk] = own or after
        ahead = step.version_id, needed[step.pk]
    return needed


def share_ahead(person: PersonInTeam, day: date) -> float:
    """Their share of a full working week for the team, less the absence known of the next two weeks."""
    days = [day + timedelta(days=ahead) for ahead in range(AHEAD)]
    weekdays = [each for each in days if each.weekday() < 5]
    stretches = [away for away in (person.away, person.coming) if away]
    there = [each for each in weekdays if not any(away.since <= each <= away.until for away in stretches)]
    return float(person.share) * len(there) / len(weekdays)


def _meets(strengths: Iterable[str], work: Iterable[str]) -> bool:
    """Whether a strength, in the person's own words, names the work or is named by it."""
    mine, asked = [each.casefold() for each in strengths], [each.casefold() for each in work]
    return any(one in other or other in one for one in mine for other in asked)
