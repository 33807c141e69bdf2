"""What every view on a customer begins with."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from rundum.accounts.access import SignedInRequest
from rundum.customers.models import Contact, Customer, Expectation
from rundum.customers.queries.seen import visible_customer
from rundum.teams.frame import speak_on_the_clock_of


def customer_or_404(request: SignedInRequest, pk: int) -> Customer:
    """The customer, if the reader may see it, and its page on its team's clock. Raises Http404 otherwise."""
    found = visible_customer(request.user, pk)
    if found is None:
        raise Http404
    speak_on_the_clock_of(found.team)
    return found


def contact_or_404(request: SignedInRequest, customer: int, pk: int) -> tuple[Customer, Contact]:
    """A contact with their customer, if the reader may see it. Raises Http404 otherwise."""
    found = customer_or_404(request, customer)
    return found, get_object_or_404(Contact, customer=found, pk=pk)


def expectation_or_404(request: SignedInRequest, customer: int, pk: int) -> tuple[Customer, Expectation]:
    """A current expectation with its customer, if the reader may see it. Raises Http404 otherwise."""
    found = customer_or_404(request, customer)
    expectation = Expectation.objects.current().filter(customer=found, pk=pk).first()
    if expectation is None:
        raise Http404
    return found, expectation
