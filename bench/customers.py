"""Customers of a generated company: the people there, the team that serves them, and what it knows about them."""

from array import array
from datetime import timedelta
from random import Random

from bench.calendar import Calendar
from bench.company import Company
from bench.loading import NULL, Table
from bench.words import CITIES, EXPECTATIONS, FIRST_NAMES, TAGS, company, findable, surname
from rundum.base.clock import today
from rundum.customers.models import (
    Assignment,
    Contact,
    ContactEmail,
    ContactPhone,
    Customer,
    Expectation,
    WorkingAgreement,
)

WITHOUT_TEAM = 0.001
CONFIDENTIAL = 0.01
CONTACTS = (1, 1, 2, 2, 3, 4)


class Customers:
    """The customers, written, and what the rest of the company needs to know about them, by place (id - first)."""

    def __init__(self, count: int, company_: Company, calendar: Calendar, random: Random) -> None:
        self.count = count
        self.company = company_
        self.calendar = calendar
        self.random = random
        self.team = array("q")  # 0: none yet
        self.first_contact = array("q")
        self.contacts = array("B")
        self.customers = Table(
            Customer, "number", "kind", "name", "sort_name", "search_name", "street", "postal_code", "city", "country",
            "industry", "employees", "customer_since", "tags", "confidential", "team_id", "team_since", "made_at",
        )  # fmt: skip
        self.people = Table(
            Contact, "customer_id", "salutation", "first_name", "last_name", "search_name", "parts", "cadence_days",
            "made_at",
        )  # fmt: skip
        self.emails = Table(ContactEmail, "customer_id", "contact_id", "address")
        self.phones = Table(ContactPhone, "customer_id", "contact_id", "number")
        self.assignments = Table(Assignment, "customer_id", "team_id", "starts_at", "ends_at", "reason", "by_id")
        self.expectations = Table(
            Expectation, "customer_id", "text", "source", "met", "contact_id", "confirmed_at", "confirmed_by_id"
        )
        self.agreements = Table(
            WorkingAgreement, "customer_id", "version", "channel", "cadence", "lead_id", "terms", "review_on",
            "decided_at", "by_id",
        )  # fmt: skip
        self.first = self.customers.next_id

    def write(self) -> None:
        for place in range(self.count):
            self._customer(place)
        for table in self.tables:
            table.close()

    @property
    def tables(self) -> list[Table]:
        return [
            self.customers, self.people, self.emails, self.phones, self.assignments, self.expectations, self.agreements,
        ]  # fmt: skip

    def _customer(self, place: int) -> None:
        random, draw = self.random, self.random.random
        name = company(random)
        sort_name, search_name = findable(name)
        team = self.company.first_team + place % self.company.teams if draw() > WITHOUT_TEAM else 0
        since = self.calendar.moment(0, draw())
        customer = self.customers.put(
            10_000 + place, "company", name, sort_name, search_name, f"Industriestraße {int(draw() * 200) + 1}",
            f"{10_000 + int(draw() * 89_999)}", CITIES[int(draw() * len(CITIES))], "DE", "", int(draw() ** 3 * 900) + 1,
            self.calendar.day(int(draw() * 300)), "{" + TAGS[int(draw() * len(TAGS))] + "}" if draw() < 0.3 else "{}",
            "t" if draw() < CONFIDENTIAL else "f", team or NULL, since if team else NULL, since,
        )  # fmt: skip
        self.team.append(team)
        contact = self._people(customer, since)
        if team:
            self._knowledge(customer, team, contact, since)

    def _people(self, customer: int, since: str) -> int:
        draw = self.random.random
        count = CONTACTS[int(draw() * len(CONTACTS))]
        self.contacts.append(count)
        self.first_contact.append(self.people.next_id)
        for at in range(count):
            first_name, last_name = FIRST_NAMES[int(draw() * len(FIRST_NAMES))], surname(self.random)
            contact = self.people.put(
                customer, "", first_name, last_name, findable(f"{first_name} {last_name}")[1],
                ("{decides}", "{uses}", "{pays}")[at % 3], 30 if draw() < 0.3 else NULL, since,
            )  # fmt: skip
            self.emails.put(customer, contact, f"person-{contact}@customer.example")
            self.phones.put(customer, contact, f"+4930{contact:08d}")
        return self.first_contact[-1]

    def _knowledge(self, customer: int, team: int, contact: int, since: str) -> None:
        draw, last = self.random.random, self.calendar.days - 1
        member = self.company.member(team, int(draw() * 8))
        self.assignments.put(customer, team, since, NULL, "Region", member)
        for _each in range(int(draw() * 4)):
            confirmed = self.calendar.moment(last - int(draw() ** 2 * 400) - 1, draw())
            text = EXPECTATIONS[int(draw() * len(EXPECTATIONS))]
            met = ("met", "met", "unmet", "unknown")[int(draw() * 4)]
            self.expectations.put(customer, text, "said", met, contact, confirmed, member)
        if draw() < 0.3:
            review = (today() + timedelta(days=int(draw() * 300) - 20)).isoformat()
            self.agreements.put(
                customer, 1, "phone", "alle zwei Wochen ein Anruf", member, "Skonto 2 % bei 14 Tagen", review, since,
                member,
            )  # fmt: skip
