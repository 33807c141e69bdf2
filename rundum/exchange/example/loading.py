"""Loading the example company: everything by the actions that people use, deterministic, marked as example."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count, islice
from random import Random

from django.db import transaction
from django.utils.translation import override

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at, today
from rundum.calc.periods import Week
from rundum.concerns.actions.processes import save_process_version, set_up_processes
from rundum.concerns.drafts import draft_of
from rundum.concerns.models import Phase, Process, SpecificationItem, Step
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.actions.contacts import add_contact, give_consent
from rundum.customers.actions.expecting import add_expectation, confirm_expectation
from rundum.customers.actions.keeping import take_on_customer
from rundum.customers.actions.reading import confirm_reading
from rundum.customers.actions.talking import record_customer_talk
from rundum.customers.models import Contact, Expectation
from rundum.exchange.example.correcting import plan_corrective_actions
from rundum.exchange.example.crews import make_crew, surround
from rundum.exchange.example.customers import ExampleCustomer, customers
from rundum.exchange.example.history import Act, Crew, Diary, Served, Telling
from rundum.exchange.example.improving import plan_improvement
from rundum.exchange.example.people import NAME, TEAMS
from rundum.exchange.example.stories import stories
from rundum.exchange.example.weeks import plan_weeks
from rundum.measures.actions.recording import record_this_week
from rundum.measures.actions.setting_up import set_up_measures
from rundum.skills.models import Level, Skill
from rundum.teams.actions.absences import add_absence
from rundum.teams.models import Absence, Organisation

SEED = 2418
CUSTOMERS = 120
CONCERNS = 350
YEARS = timedelta(days=730)
RECORDED = 52  # weeks; each takes the load some 15 ms

STEP_SKILLS: dict[str, dict[str, tuple[str, ...]]] = {
    "service-case": {Phase.SOLVE: ("Service vor Ort",)},
    "complaint": {Phase.UNDERSTAND: ("Reklamation",)},
    "sale": {Phase.UNDERSTAND: ("Auslegung",), Phase.SOLVE: ("Angebot",)},
    "billing-question": {Phase.SOLVE: ("Rechnungen",)},
    "delivery": {Phase.SOLVE: ("Einsatzplanung",)},
}
"""The skills a step of the example's processes needs, by process and part."""

EXPECTATIONS = {
    "de": (
        ("Rückruf binnen einer Stunde bei Stillstand", "said", "met"),
        ("Derselbe Fehler kommt nicht zweimal", "said", "unmet"),
        ("Ein Ansprechpartner, der die Anlage kennt", "observed", "met"),
        ("Sammelrechnung zum Monatsende", "contract", "met"),
        ("Ersatzteile binnen 24 Stunden", "contract", "unknown"),
        ("Lieferung dienstags vor 6:30 Uhr", "said", "met"),
    ),
    "en": (
        ("A call back within the hour when production stands still", "said", "met"),
        ("Order number on every invoice", "contract", "met"),
        ("Certificates come with the delivery", "observed", "unmet"),
        ("One person who knows the plant", "said", "unknown"),
    ),
}
TERMS = {
    "de": (
        "Betriebsleitung anrufen, nicht schreiben.",
        "Wartung nur dienstags vor 6:30 Uhr.",
        "Bei jeder Wartung fragen: Hat sich das Medium geändert?",
        "Lieferungen an Tor 3, Anmeldung beim Pförtner.",
    ),
    "en": ("Call maintenance first.", "Quotes go to purchasing with a copy to the plant manager."),
}


def load_example() -> None:
    """Fill an installation with the example company: three teams, 25 people, 120 customers, two years.

    Where there is no organisation yet, the example is the organisation and Aylin Kaya its administrator; otherwise
    teams and customers come beside what is there. Times are relative to now, all else is the same every time.
    """
    end = now()
    zero = datetime.combine((end - YEARS).date(), time(6), tzinfo=end.tzinfo)
    random = Random(SEED)
    with transaction.atomic(), override("de"), standing_at(zero):
        if not Organisation.objects.exists():
            Organisation.objects.create(name=NAME, is_example=True, made_at=zero)
        set_up_processes()
        set_up_measures()
        crews = [make_crew(plan) for plan in TEAMS]
        example = Organisation.objects.filter(is_example=True).first()
        if example is not None:
            _name_step_skills()
        surround(crews)
        served = [
            _customer(example, crews[_team_of(index)], random)
            for index, example in enumerate(customers(CUSTOMERS, SEED))
        ]
        diary = Diary(until=end)
        _plan_concerns(diary, random, crews, served, zero, end)
        _plan_contact(diary, random, served, zero, end)
        plan_weeks(diary, crews, end, SEED)
        plan_improvement(diary, {plan.name: crew for plan, crew in zip(TEAMS, crews, strict=True)}, end)
        plan_corrective_actions(diary, crews[0], end)
        if example is not None:
            _plan_records(diary, example, end)
        diary.live()
    with override("de"):
        _plan_absences(crews)


def _plan_records(diary: Diary, organisation: Organisation, end: datetime) -> None:
    """What nothing else keeps (functions, skills, hours) is written down as each week of the last year ends; only where
    all teams are the example's, as those of others were not there then."""
    sunday = datetime.combine(Week.of(end.date()).monday - timedelta(days=1), time(20), tzinfo=organisation.zone)
    for weeks in range(RECORDED):
        diary.at(sunday - timedelta(weeks=weeks), partial(record_this_week, organisation))


def _name_step_skills() -> None:
    """What the steps of the example's own processes need; those of an organisation that was there stay as they are."""
    skills = dict(Skill.objects.values_list("name", "pk"))
    for process in Process.objects.filter(key__in=STEP_SKILLS).select_related("version__process").order_by("id"):
        assert process.version
        draft, needs = draft_of(process.version), STEP_SKILLS[process.key]
        steps = tuple(
            replace(step, skills=tuple((skills[name], Level.ALONE) for name in needs.get(step.phase, ())))
            for step in draft.steps
        )
        save_process_version(process, draft=replace(draft, steps=steps), note="Fähigkeiten je Schritt", by=None)


def _team_of(index: int) -> int:
    """The team of the customer at `index`: the first ones are Hanse's, as in every picture of Rundum."""
    return 0 if index < 6 else (0, 1, 2, 0, 1)[index % 5]


def _customer(example: ExampleCustomer, crew: Crew, random: Random) -> Served:
    """A customer with its people, what they expect and how the team works with them."""
    by = random.choice(crew.members)
    customer = take_on_customer(
        example.name,
        by=by,
        team=crew.team,
        reason="Gebiet",
        is_example=True,
        city=example.city,
        postal_code=example.postal_code,
        country=example.country,
        industry=example.industry,
        employees=example.employees,
        language=example.language,
        tags=example.tags,
        customer_since=(now() - timedelta(days=random.randint(30, 4000))).date(),
    )
    contacts = [
        add_contact(
            customer,
            by=by,
            salutation=contact.salutation,
            first_name=contact.first_name,
            last_name=contact.last_name,
            position=contact.position,
            parts=contact.parts,
            language=example.language,
            cadence_days=contact.cadence_days,
            emails=[contact.email],
            phones=[contact.phone],
        )
        for contact in example.contacts
    ]
    if random.random() < 0.4:
        give_consent(contacts[0], purpose="survey", source="Gespräch vor Ort", by=by)
    expectations = [
        add_expectation(customer, text=text, source=source, met=met, contact=random.choice(contacts), by=by)
        for text, source, met in random.sample(EXPECTATIONS[example.language], random.randint(1, 4))
    ]
    decide_agreement(
        customer,
        by=by,
        channel=random.choice(("phone", "email", "visit", "any")),
        cadence="monatlich" if example.language == "de" else "monthly",
        language=example.language,
        lead=random.choice(crew.members),
        terms=random.sample(TERMS[example.language], random.randint(1, 2)),
    )
    return Served(customer, crew, contacts, expectations)


def _plan_concerns(
    diary: Diary, random: Random, crews: list[Crew], served: list[Served], zero: datetime, end: datetime
) -> None:
    """Concerns over the whole time, more of them with the customers that come first."""
    told = defaultdict(list)
    for story in stories():
        told[story.language].append(story)
    processes = {process.key: process for process in Process.objects.select_related("version")}
    steps = {key: list(Step.objects.filter(version=process.version)) for key, process in processes.items()}
    items: dict[int, list[SpecificationItem]] = defaultdict(list)
    for item in SpecificationItem.objects.order_by("position"):
        items[item.step_id].append(item)
    weights = [1 / (5 + index) for index in range(len(served))]
    days = (end - zero).days

    def telling(one: Served) -> Telling:
        story = random.choice(told[one.customer.language]).told(random)
        return Telling(
            diary=diary,
            random=random,
            crew=one.crew,
            others=[crew for crew in crews if crew is not one.crew],
            customer=one.customer,
            contacts=one.contacts,
            expectations=one.expectations,
            story=story,
            process=processes[story.process],
            steps=steps[story.process],
            items=items,
        )

    for number in range(CONCERNS):
        # Evenly over the time, and the last weeks a little fuller, so that there is something to do today.
        day = zero + timedelta(days=days * number / CONCERNS if number % 27 else days - random.uniform(0, 11))
        telling(random.choices(served, weights)[0]).plan(day)
    for crew in crews:
        own = [one for one in served if one.crew is crew]
        for arrived in _newest_working_times(crew, end):
            telling(random.choice(own)).wait(arrived)


def _newest_working_times(crew: Crew, end: datetime) -> Iterator[datetime]:
    """Half an hour, two and five hours of work ago: what has come in since is there for whoever loads the example."""
    quarters = (end - timedelta(minutes=15 * number) for number in count(1))
    at_work = (moment for moment in quarters if crew.calendar.is_open(moment))
    return (moment for number, moment in enumerate(islice(at_work, 21)) if number in {1, 8, 20})


def _plan_contact(diary: Diary, random: Random, served: list[Served], zero: datetime, end: datetime) -> None:
    """Talks that belong to no concern, expectations confirmed now and then, and customers got to know by reading."""
    for number, one in enumerate(served):
        if number % 5 == 3:  # of the readings half still count, the others lie too long ago
            reads = one.crew.members[number % len(one.crew.members)]
            diary.at(end - timedelta(days=2 * number + 1), _reading(one, reads))
        for contact in one.contacts:
            if contact.cadence_days:
                moment = zero + timedelta(days=random.randint(5, contact.cadence_days))
                while moment < end:
                    # Nobody calls at night or on a Sunday.
                    open_at = one.crew.calendar.add_open_time(moment, timedelta(minutes=random.randint(5, 400)))
                    diary.at(open_at, _talk(one, contact, random.choice(one.crew.members)))
                    moment += timedelta(days=contact.cadence_days * random.uniform(0.7, 1.25))
        for expectation in one.expectations:
            # Most were confirmed within the half year, some are to be confirmed again.
            days_ago = random.randint(5, 170) if random.random() < 0.9 else random.randint(190, 500)
            diary.at(end - timedelta(days=days_ago), _confirmation(expectation, random.choice(one.crew.members)))


def _talk(one: Served, contact: Contact, by: User) -> Act:
    text = "Kurz gesprochen, alles läuft." if one.customer.language == "de" else "Short call, all is well."
    return lambda: _ignore(record_customer_talk(one.customer, kind="call", contact=contact, text=text, by=by))


def _reading(one: Served, by: User) -> Act:
    return lambda: _ignore(confirm_reading(one.customer, by=by))


def _confirmation(expectation: Expectation, by: User) -> Act:
    return lambda: _ignore(confirm_expectation(expectation, by=by))


def _ignore(_made: object) -> None:
    """What an act of the diary makes is not needed."""


def _plan_absences(crews: list[Crew]) -> None:
    """Someone of each team is away this week, someone else soon."""
    for crew in crews:
        away, soon = crew.members[2], crew.members[4]
        add_absence(away, kind=Absence.Kind.TRAINING, starts_on=today(), ends_on=today() + timedelta(days=1), by=away)
        add_absence(
            soon,
            kind=Absence.Kind.LEAVE,
            starts_on=today() + timedelta(days=6),
            ends_on=today() + timedelta(days=16),
            by=soon,
        )
