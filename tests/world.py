"""The cast of the tests: small and always the same. Each test adds only what it is about.

Two teams, Hanse and Förde. Aylin and Emeka are at home in Hanse; Chiara is at home in Förde and on loan to Hanse;
Piet is in Förde only. Henrik coaches Hanse, Vera is the board, Sven a sponsor, Ada the administrator, who is in no
team. Molkerei Wiesengrund is with Hanse, Klinikum Ostersee with Förde; neither's contacts may see the other's.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from rundum.accounts.models import User
from rundum.concerns.models import Concern, Phase, Process, ProcessVersion, Step, StepPassage
from rundum.customers.models import Assignment, Contact, Customer
from rundum.decisions.models import Authority
from rundum.measures.actions.setting_up import set_up_measures
from rundum.teams.models import Coaching, Cover, Function, Membership, Organisation, Team, WorkingHours

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Monday, 9:00 in Berlin: a good moment to stand at."""


@dataclass
class World:
    organisation: Organisation
    hanse: Team
    foerde: Team
    aylin: User
    emeka: User
    chiara: User
    piet: User
    henrik: User
    vera: User
    sven: User
    ada: User
    sales: Function
    service: Function
    accounts: Function
    dairy: Customer
    brandl: Contact
    clinic: Customer
    roth: Contact
    complaint: Process


def make_world() -> World:
    set_up_measures()
    organisation = Organisation.objects.create(name="Nordwerk GmbH")
    hanse, foerde = make_team("Hanse"), make_team("Förde")
    sales, service, accounts = (
        Function.objects.create(key=key, name=name, position=position)
        for position, (key, name) in enumerate(
            [("sales", "Verkauf"), ("service", "Service"), ("accounts", "Buchhaltung")]
        )
    )
    aylin, emeka = make_person("Aylin Kaya"), make_person("Emeka Okafor")
    chiara, piet = make_person("Chiara Rossi"), make_person("Piet Janssen")
    henrik = make_person("Henrik Sørensen")
    vera = make_person("Vera Lindqvist", is_board=True)
    sven = make_person("Sven Petersen", is_sponsor=True)
    ada = make_person("Ada Brandt", is_administrator=True)
    for user, team in [(aylin, hanse), (emeka, hanse), (chiara, foerde), (piet, foerde)]:
        join(user, team)
    join(chiara, hanse, kind=Membership.Kind.LOAN, share="0.20")
    Coaching.objects.create(team=hanse, coach=henrik, starts_on="2024-01-01")
    for function, user in [(sales, aylin), (service, emeka), (accounts, aylin)]:
        Cover.objects.create(team=hanse, function=function, user=user)
    Authority.objects.create(
        team=hanse,
        area=Authority.Area.GOODWILL,
        per_case="100.00",
        per_month="250.00",
        in_force_from=datetime(2024, 1, 1, tzinfo=UTC),
    )
    dairy = make_customer("Molkerei Wiesengrund eG", hanse, number=1001)
    clinic = make_customer("Klinikum Ostersee", foerde, number=1002)
    return World(
        organisation=organisation, hanse=hanse, foerde=foerde,
        aylin=aylin, emeka=emeka, chiara=chiara, piet=piet, henrik=henrik, vera=vera, sven=sven, ada=ada,
        sales=sales, service=service, accounts=accounts,
        dairy=dairy, brandl=make_contact(dairy, "Theresa", "Brandl"),
        clinic=clinic, roth=make_contact(clinic, "Jonas", "Roth"),
        complaint=make_process("complaint", "Reklamation"),
    )  # fmt: skip


def make_person(name: str, **fields: object) -> User:
    """Someone who can sign in with the password "mit-Umlaut-ü-23"."""
    email = name.split()[0].lower() + "@nordwerk.example"
    return User.objects.create_user(email, "mit-Umlaut-ü-23", name=name, **fields)


def make_team(name: str, **fields: object) -> Team:
    team = Team.objects.create(name=name, land="SH", **fields)
    for weekday in range(5):
        WorkingHours.objects.create(team=team, weekday=weekday, opens=time(8), closes=time(17))
    return team


def join(user: User, team: Team, *, kind: str = Membership.Kind.HOME, share: str = "1.00") -> Membership:
    return Membership.objects.create(user=user, team=team, kind=kind, share=share, starts_on="2024-01-01")


def make_customer(name: str, team: Team | None, *, number: int, **fields: object) -> Customer:
    since = datetime(2024, 1, 1, tzinfo=UTC)
    customer = Customer.objects.create(
        name=name, sort_name=name.casefold(), search_name=name.casefold(), number=number,
        team=team, team_since=since if team else None, **fields,
    )  # fmt: skip
    if team:
        Assignment.objects.create(customer=customer, team=team, starts_at=since, reason="Start")
    return customer


def make_contact(customer: Customer, first_name: str, last_name: str, **fields: object) -> Contact:
    search = f"{first_name} {last_name}".casefold()
    return Contact.objects.create(
        customer=customer, first_name=first_name, last_name=last_name, search_name=search, **fields
    )


def make_process(key: str, name: str, **fields: object) -> Process:
    """A process with the five default steps."""
    process = Process.objects.create(key=key, name=name, **fields)
    version = ProcessVersion.objects.create(
        process=process, number=1, outcome="Es läuft wieder", outcome_measure="Urteil des Kunden"
    )
    for position, phase in enumerate(Phase.values):
        Step.objects.create(version=version, position=position, phase=phase)
    process.version = version
    process.save()
    return process


def make_concern(customer: Customer, process: Process, title: str, *, number: int = 2418, **fields: object) -> Concern:
    """A concern in its first step, taken in at MONDAY."""
    step = process.version.steps.get(position=0)
    concern = Concern.objects.create(
        customer=customer, team=customer.team, process=process, version=process.version, step=step, phase=step.phase,
        title=title, number=number, channel=Concern.Channel.PHONE, arrived_at=MONDAY, step_since=MONDAY, **fields,
    )  # fmt: skip
    StepPassage.objects.create(customer=customer, concern=concern, step=step, entered_at=MONDAY)
    return concern
