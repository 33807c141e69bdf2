"""Plans the open work of a team at once, as offers: which concern suits whom so that the whole goes best.

A generalised assignment problem: each concern once, effort within capacity, only pairs that an offer allows. It is
solved exactly by CP-SAT; one worker, a fixed seed and a limit on deterministic time make a plan come out the same on
every run. Sources: Kuhn, The Hungarian method for the assignment problem (1955), for the one-to-one case; Martello and
Toth, Knapsack Problems (1990), chapter 7, for the generalised one. Solver: OR-Tools.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import version as version_of

from rundum.calc.offers import Hindrance

METHOD = "CP-SAT"
LONGEST_EFFORT = 1.5
"""The solver's deterministic time for one plan; about as many seconds."""
LEAST_EFFORT = 0.1
ROUNDING = 1e-6
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
    board = _Board(people, efforts, choices, seed)
    if plan := board.whole(evenness):
        return plan
    if not may_wait:
        return Plan(left_over=sorted(efforts), rule=board.rule(), n=len(efforts), seed=seed)
    plan = board.best(board.most_placed(paired=True), evenness)
    return replace(plan, rule=board.rule()) if plan.left_over else plan


class _Board:
    """The question, as the solver is asked it: for the best plan in which every concern finds somebody; where there is
    none, for how many can, and for the best plan with so many.

    Asked for both at once, every concern would have to count for more than all points together, and how far the best
    plan is off could not be told from how many concerns wait.
    """

    def __init__(self, people: Sequence[Person], efforts: dict[int, int], choices: Sequence[Choice], seed: int) -> None:
        self.people, self.efforts, self.choices, self.seed = people, efforts, choices, seed
        self.effort_left = LONGEST_EFFORT
        self.is_too_much = sum(efforts.values()) > sum(person.capacity for person in people)
        able = {person.key for person in people if person.capacity > 0}
        possible = [choice for choice in choices if choice.person in able and choice.concern in efforts]
        # The solver takes what comes first where it makes no difference: so that this is not always the same people.
        self.possible = sorted(possible, key=lambda choice: _lot(seed, choice))

    def whole(self, evenness: int) -> Plan | None:
        """The best of the plans in which every concern finds somebody; None where no such plan was found."""
        question = _Question(self, paired=True)
        if self.is_too_much or question.by_concern.keys() != self.efforts.keys():
            return None
        for ways in question.by_concern.values():
            question.model.add_exactly_one(ways)
        question.ask_for_best(evenness)
        return question.plan() if self.solve(question) else None

    def most_placed(self, *, paired: bool) -> "_Placed":
        """As many concerns as can find somebody. paired: whether it costs time to be learned with."""
        question = _Question(self, paired=paired)
        question.model.maximize(sum(question.taken.values()))
        self.must_solve(question)
        return _Placed(frozenset(question.chosen), int(question.solver.best_objective_bound + ROUNDING))

    def best(self, most: "_Placed", evenness: int) -> Plan:
        """The best of the plans that place as many concerns as `most`."""
        question = _Question(self, paired=True)
        question.model.add(sum(question.taken.values()) == len(most.choices))
        question.ask_for_best(evenness)
        for choice, var in question.taken.items():
            question.model.add_hint(var, choice in most.choices)
        self.must_solve(question)
        plan, more = question.plan(), most.bound / max(len(most.choices), 1) - 1
        return replace(plan, gap=max(plan.gap, more))

    def rule(self) -> Hindrance:
        """The rule without which every concern would find somebody."""
        if self.efforts.keys() - {choice.concern for choice in self.choices}:
            return Hindrance.SKILLS
        if self.is_too_much or len(self.most_placed(paired=False).choices) < len(self.efforts):
            return Hindrance.CAPACITY
        return Hindrance.PAIR

    def solve(self, question: "_Question") -> bool:
        """Whether there is an answer. All questions about a board share the effort for one plan."""
        parameters = question.solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = self.seed % 2**31
        parameters.max_deterministic_time = max(self.effort_left, LEAST_EFFORT)
        # The linear relaxation of an assignment is close to the whole: with it, hard boards take a tenth of the time.
        parameters.linearization_level = 2
        status = question.solver.solve(question.model)
        self.effort_left -= question.solver.deterministic_time
        return status in (question.cp.OPTIMAL, question.cp.FEASIBLE)

    def must_solve(self, question: "_Question") -> None:
        """The same where there is an answer: nobody takes anything, or what was found before."""
        if not self.solve(question):
            raise RuntimeError("the solver found no plan in its time")


@dataclass(frozen=True)
class _Placed:
    """Offers that place many concerns; bound: how many could be at most."""

    choices: frozenset[Choice]
    bound: int


class _Question:
    """What holds for every plan, in the solver's words: a variable for each choice, each concern at most once, effort
    within capacity."""

    def __init__(self, board: _Board, *, paired: bool) -> None:
        from ortools.sat.python import cp_model  # see rundum.calc: heavy, so not before it is needed

        self.cp, self.board = cp_model, board
        self.model, self.solver = cp_model.CpModel(), cp_model.CpSolver()
        self.taken = {choice: self.model.new_bool_var("") for choice in board.possible}
        self.by_concern = defaultdict(list)
        self.load: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        for choice, var in self.taken.items():
            effort = board.efforts[choice.concern]
            self.by_concern[choice.concern].append(var)
            self.load[choice.person].append(effort * var)
            if paired and choice.learn_with is not None:
                self.load[choice.learn_with].append(-(-effort // PAIRED) * var)
        for ways in self.by_concern.values():
            self.model.add_at_most_one(ways)
        for person in board.people:
            self.model.add(sum(self.load[person.key]) <= person.capacity)

    def ask_for_best(self, evenness: int) -> None:
        """The most points, less the weighted imbalance."""
        model = self.model
        most = 100 * (
            sum(self.board.efforts.values()) * 2 + max((each.recent for each in self.board.people), default=0)
        )
        self.fullest, self.emptiest = model.new_int_var(0, most, "fullest"), model.new_int_var(0, most, "emptiest")
        model.add(self.fullest >= self.emptiest)
        for person in self.board.people:
            if (whole := person.capacity + person.recent_capacity) > 0 and person.capacity > 0:
                model.add(self.fullest * whole >= 100 * (sum(self.load[person.key]) + person.recent))
                model.add(self.emptiest * whole <= 100 * (sum(self.load[person.key]) + person.recent))
        points = sum(choice.points * var for choice, var in self.taken.items())
        model.maximize(points - evenness * (self.fullest - self.emptiest))

    @property
    def chosen(self) -> list[Choice]:
        """The offers of the answer, by concern."""
        found = [choice for choice, var in self.taken.items() if self.solver.boolean_value(var)]
        return sorted(found, key=lambda choice: choice.concern)

    def plan(self) -> Plan:
        """The answer, once it was asked for the best."""
        chosen, efforts = self.chosen, self.board.efforts
        objective, bound = round(self.solver.objective_value), round(self.solver.best_objective_bound)
        return Plan(
            chosen=chosen,
            left_over=sorted(efforts.keys() - {choice.concern for choice in chosen}),
            objective=objective,
            gap=max(bound - objective, 0) / max(abs(objective), 1),
            imbalance=self.solver.value(self.fullest) - self.solver.value(self.emptiest),
            n=len(efforts),
            seed=self.board.seed,
        )


def _lot(seed: int, choice: Choice) -> bytes:
    return sha256(f"{seed}:{choice.concern}:{choice.person}".encode()).digest()
