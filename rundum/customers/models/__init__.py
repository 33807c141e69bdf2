"""Customers, the people there, the team that serves them, and what the team knows about them."""

from rundum.customers.models.assignment import Assignment, HandoverItem, TeamHandover
from rundum.customers.models.customer import Customer, ExternalId, NumberRange
from rundum.customers.models.knowledge import Expectation, Reading, WorkingAgreement
from rundum.customers.models.people import Consent, Contact, ContactEmail, ContactPhone

__all__ = [
    "Assignment",
    "Consent",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "Customer",
    "Expectation",
    "ExternalId",
    "HandoverItem",
    "NumberRange",
    "Reading",
    "TeamHandover",
    "WorkingAgreement",
]
