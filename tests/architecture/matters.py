"""One of everything an address can name: for a customer with its team, and for the organisation."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.sessions.backends.db import SessionStore

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.calc.periods import Week
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.holding import ask_for_help, take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.moving import merge_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.stepping import add_task
from rundum.concerns.actions.talking import write_note
from rundum.concerns.models import SpecificationItem
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.actions.assigning import offer_customer
from rundum.customers.actions.expecting import add_expectation
from rundum.customers.actions.keeping import add_external_id
from rundum.customers.models import Consent, Contact, Customer, Expectation
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.models import Authority
from rundum.exchange.models import ImportRun
from rundum.improvement.actions.corrective_actions import open_corrective_action
from rundum.improvement.actions.cycle_plans import Plan, plan_cycle
from rundum.improvement.actions.goals import set_goal
from rundum.measures.models import KeptBaseline, Measure, Signal
from rundum.planning.actions.committing import commit_in_own_words, commit_to_concern
from rundum.planning.queries.load import Beyond
from rundum.skills.models import Skill, Strength
from rundum.teams.models import Absence, Coaching, Membership, Team
from rundum.timeline.actions import attach_files
from rundum.timeline.files import StoredFile
from tests.world import World

WHATEVER_IT_TAKES = Beyond(Decimal(400), Decimal(400))

type Named = Mapping[str, object]
"""What a parameter stands for. Keys: the parameter's name, or part of the route and the name where names repeat."""


def matters_of(customer: Customer, contact: Contact, *, member: User, other_team: Team, world: World) -> Named:
    """All that hangs on a customer, made by a member of its team."""
    process = world.complaint
    assert process.version
    item = SpecificationItem.objects.get_or_create(
        step=process.version.steps.get(position=0), position=0, text="Fragen"
    )[0]
    expectation = add_expectation(
        customer, text="Rückruf am selben Tag", source=Expectation.Source.SAID, contact=contact, by=member
    )
    decide_agreement(customer, by=member, cadence="monatlich")
    consent = Consent.objects.create(customer=customer, contact=contact, purpose=Consent.Purpose.NEWS, source="Messe")

    def take_in(title: str) -> object:
        return take_in_concern(customer, process=process, title=title, channel="phone", contact=contact, by=member)

    for team in (customer.team, other_team):
        limits = {"per_case": Decimal(100), "per_month": Decimal(500), "currency": "EUR"}
        grant_authority(team, area=Authority.Area.GOODWILL, by=None, **limits)
    concern, doubled = take_in("Kühlung fällt aus"), take_in("Kühlung kaputt")
    take_concern(concern, by=member)
    promise = give_promise(concern, text="Techniker kommt", due_at=now() + timedelta(days=2), by=member)
    task = add_task(concern, text="Ersatzteil bestellen", by=member)
    help_request = ask_for_help(concern, asked=member, note="Kannst du?", by=member)
    entry = write_note(concern, text="Ersatzteil ist da", by=member)
    attach_files(entry, [StoredFile("0" * 64, "bild.png", "image/png", 8)])
    credit = give_credit(concern, amount=Decimal(10), reason="Ausfall", by=member)
    merge = merge_concern(doubled, into=concern, by=member)
    commitment = commit_to_concern(
        concern, week=Week.of(today()).monday, hours=Decimal(2), mine=True, by=member, accepted=WHATEVER_IT_TAKES
    )
    corrective = open_corrective_action(concern.team, title="Kühlung fällt aus", concerns=[concern], by=member)
    handover = offer_customer(customer, to_team=other_team, reason="Näher dran", by=member)
    return {
        "customer": customer.pk,
        "concerns/ pk": concern.pk,
        "concern": concern.pk,
        "week/concerns/ pk": commitment.pk,
        "corrective-actions/ pk": corrective.pk,
        "files/ pk": entry.attachments.get().pk,
        "customers/<int:customer>/people/ pk": contact.pk,
        "consents/ pk": consent.pk,
        "external-ids/ pk": add_external_id(customer, source="ERP", value=f"D-{customer.pk}", by=None).pk,
        "expectations/ pk": expectation.pk,
        "items/ pk": handover.items.first().pk,
        "contact": contact.pk,
        "version": 1,
        "item": item.pk,
        "promise": promise.pk,
        "task": task.pk,
        "help_request": help_request.pk,
        "entry": entry.pk,
        "credit": credit.pk,
        "merge": merge.pk,
    }


def matters_of_the_organisation(world: World) -> Named:
    """Teams, people, skills, processes, settings."""
    absence = Absence.objects.create(user=world.emeka, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    skill = Skill.objects.create(name="Kältetechnik")
    strength = Strength.objects.create(user=world.aylin, name="ruhig am Telefon")
    goal = set_goal(
        world.hanse,
        measure=Measure.objects.get(key="promises_kept"),
        start=None,
        target=Decimal("0.95"),
        due_on=date(2030, 1, 1),
        how="Früher nachfragen",
        by=world.aylin,
    )
    commitment = commit_in_own_words(
        world.hanse,
        week=Week.of(today()).monday,
        text="Teamrunde",
        hours=Decimal(4),
        mine=True,
        by=world.aylin,
        accepted=WHATEVER_IT_TAKES,
    )
    cycle = plan_cycle(
        world.hanse,
        Plan(
            problem="Zusagen brechen, weil das Ersatzteil fehlt",
            idea="Morgenrunde mit allen Zusagen",
            plan="Zehn Minuten, vier Wochen lang",
            measure=Measure.objects.get(key="promises_kept"),
            phase="solve",
            start=None,
            target=Decimal("0.95"),
            due_on=date(2030, 1, 1),
        ),
        by=world.aylin,
    )
    session = SessionStore()
    session.create()
    return {
        "teams/ pk": world.hanse.pk,
        "team": world.hanse.pk,
        "functions/ pk": world.accounts.pk,
        "settings/people/ pk": world.emeka.pk,
        "people/ pk": world.emeka.pk,
        "passkeys/ pk": 0,
        "sessions/ pk": 0,
        "skills/ pk": skill.pk,
        "strengths/ pk": strength.pk,
        "processes/ pk": world.complaint.pk,
        "process": world.complaint.pk,
        "number": 1,
        "import/ pk": ImportRun.objects.create(mapping="crm_sales_opportunities", by=world.ada).pk,
        "goals/ pk": goal.pk,
        "week/own/ pk": commitment.pk,
        "cycles/ pk": cycle.pk,
        "absence": absence.pk,
        "membership": Membership.objects.get(user=world.emeka).pk,
        "coaching": Coaching.objects.get().pk,
        "measures/ pk": Measure.objects.get(key="received").pk,
        "measure": Measure.objects.get(key="received").pk,
        "monday": "2026-11-16",
        "month": "2026-11",
        "signals/ pk": Signal.objects.create(
            measure=Measure.objects.get(key="received"),
            team=world.hanse,
            rule="we1",
            first_week=date(2026, 11, 16),
            last_week=date(2026, 11, 16),
        ).pk,
        "figure": "promises",
        "limits/ pk": KeptBaseline.objects.create(
            measure=Measure.objects.get(key="received"),
            team=world.hanse,
            kind="measurement",
            first_week=date(2026, 6, 1),
            last_week=date(2026, 11, 16),
            values=[1.0, 2.0] * 10,
        ).pk,
        "digest": "0" * 64,
        "token": "no-such-token",
    }


def parameters(route: str, names: list[str], named: Named) -> dict[str, object]:
    """Values for the route's parameters: the key whose part of a route reaches furthest in this one counts.

    Raises KeyError for a parameter that has no value yet: add one above.
    """
    return {name: named[_key(route, name, named)] for name in names}


def _key(route: str, name: str, named: Named) -> str:
    before = route[: route.index(f":{name}>")]
    parts = [key for key in named if key.endswith(f" {name}") and key.removesuffix(f" {name}") in before]

    def reach(key: str) -> tuple[int, int]:
        start = key.removesuffix(f" {name}")
        return before.rindex(start) + len(start), len(start)

    return max(parts, key=reach, default=name)
