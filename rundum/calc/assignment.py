"""Plans the open work of a team at once, as offers: which concern suits whom so that the whole goes best.

A generalised assignment problem: each concern once, effort within capacity, only pairs that an offer allows. It is
solved exactly by CP-SAT; one worker, a fixed seed and a limit on deterministic time make a plan come out the same on
every run. Sources: Kuhn, The Hungarian method for the assignment problem (1955), for the one-to-one case; Martello and
Toth, Knapsack Problems (1990), chapter 7, for the generalised one. Solver: OR-Tools.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version as version_of

from rundum.calc.offers import Hindrance

METHOD = "CP-SAT"
LONGEST_EFFORT = 1.5
"""The solver's deterministic time for one plan; about as many seconds."""
PAIRED = 4
"""Whoever is learned with gives a quarter of the effort beside the one who learns."""


@dataclass(frozen=True)
class Person:
    """capacity: what they can take on, in any whole unit. recent: what they took on in the weeks before, in the same
    unit, out of `recent_capacity`; it counts towards an even load."""

    key: int
    capacity: int
    recent: int = 0
    recent_capacity: int = 0


@dataclass(frozen=True)
class Choice:
    """A concern could go to a person, with the points of its offer; beside `learn_with` where they learn."""

    concern: int
    person: int
    points: int
    learn_with: int | None = None


@dataclass(frozen=True)
class Plan:
    """chosen: the offers of the plan. left_over: concerns that wait. rule: what makes a whole plan impossible.

    objective: points less the weighted imbalance. gap: how much better a plan could be at most, as a share of its
    objective; 0 is proven best. imbalance: percent of capacity between the fullest and the emptiest.
    """

    chosen: Sequence[Choice] = ()
    left_over: Sequence[int] = ()
    rule: Hindrance | None = None
    objective: int = 0
    gap: float = 0.0
    imbalance: int = 0
    n: int = 0
    seed: int = 0
    method: str = METHOD
    version: str = field(default=version_of("ortools"))

    @property
    def is_proven(self) -> bool:
        return self.gap == 0


def plan_work(
    people: Sequence[Person],
    efforts: dict[int, int],
    choices: Sequence[Choice],
    *,
    seed: int,
    evenness: int = 1,
    may_wait: bool = False,
) -> Plan:
    """The best plan for all concerns at once.

    efforts: by concern, whole and above 0, in the unit of the capacities. choices: what is allowed at all; absences,
    skills and the pair rule have been heeded in making them. evenness: points that one percent of imbalance costs.
    may_wait: concerns for which there is no room are left over, as few as possible, instead of no plan at all.

    Without `may_wait` an impossible plan comes back empty, with its rule: CAPACITY where the effort is too much, PAIR
    where only the time of those who are learned with is, SKILLS where nobody may take a concern.
    """
    plan = _solve(people, efforts, choices, seed=seed, evenness=evenness, may_wait=may_wait, paired=True)
    if plan is not None and not plan.left_over:
        return plan
    rule = _rule(people, efforts, choices, seed)
    if plan is not None:
        return replace(plan, rule=rule)
    return Plan(left_over=sorted(efforts), rule=rule, n=len(efforts), seed=seed)


def _rule(people: Sequence[Person], efforts: dict[int, int], choices: Sequence[Choice], seed: int) -> Hindrance:
    """The rule without which every concern would find somebody."""
    if efforts.keys() - {choice.concern for choice in choices}:
        return Hindrance.SKILLS
    without_pairs = _solve(people, efforts, choices, seed=seed, evenness=0, may_wait=False, paired=False)
    return Hindrance.CAPACITY if without_pairs is None else Hindrance.PAIR


def _solve(
    people: Sequence[Person],
    efforts: dict[int, int],
    choices: Sequence[Choice],
    *,
    seed: int,
    evenness: int,
    may_wait: bool,
    paired: bool,
) -> Plan | None:
    from ortools.sat.python import cp_model  # see rundum.calc: heavy, so not before it is needed

    model = cp_model.CpModel()
    able = {person.key for person in people if person.capacity > 0}
    taken = {
        choice: model.new_bool_var(f"{choice.concern}/{choice.person}")
        for choice in choices
        if choice.person in able and choice.concern in efforts
    }
    by_concern = defaultdict(list)
    load: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
    for choice, var in taken.items():
        by_concern[choice.concern].append(var)
        load[choice.person].append(efforts[choice.concern] * var)
        if paired and choice.learn_with is not None:
            load[choice.learn_with].append(-(-efforts[choice.concern] // PAIRED) * var)
    for concern in efforts:
        if may_wait:
            model.add_at_most_one(by_concern[concern])
        else:
            model.add_exactly_one(by_concern[concern])
    for person in people:
        model.add(sum(load[person.key]) <= person.capacity)
    fullest, emptiest = model.new_int_var(0, 10_000, "fullest"), model.new_int_var(0, 10_000, "emptiest")
    model.add(fullest >= emptiest)
    for person in people:
        if (whole := person.capacity + person.recent_capacity) > 0 and person.capacity > 0:
            model.add(fullest * whole >= 100 * (sum(load[person.key]) + person.recent))
            model.add(emptiest * whole <= 100 * (sum(load[person.key]) + person.recent))
    # Every concern that finds somebody counts for more than any distribution of points and load.
    placing = (sum(_best(choices).values()) + 10_000 * evenness + 1) if may_wait else 0
    model.maximize(
        sum((choice.points + placing) * var for choice, var in taken.items()) - evenness * (fullest - emptiest)
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = LONGEST_EFFORT
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen = [choice for choice, var in taken.items() if solver.boolean_value(var)]
    objective = round(solver.objective_value) - placing * len(chosen)
    bound = round(solver.best_objective_bound) - placing * len(chosen)
    return Plan(
        chosen=chosen,
        left_over=sorted(efforts.keys() - {choice.concern for choice in chosen}),
        objective=objective,
        gap=0.0 if status == cp_model.OPTIMAL else (bound - objective) / max(abs(objective), 1),
        imbalance=solver.value(fullest) - solver.value(emptiest),
        n=len(efforts),
        seed=seed,
    )


def _best(choices: Iterable[Choice]) -> dict[int, int]:
    """The most points of each concern."""
    best: dict[int, int] = {}
    for choice in choices:
        best[choice.concern] = max(best.get(choice.concern, 0), choice.points)
    return best
