"""The people at a customer: who they are, how to reach them, what they have agreed to."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import EditConflict, Refused
from rundum.calc.names import search_text
from rundum.customers.actions.acting import locked, write_down
from rundum.customers.models import Consent, Contact, ContactEmail, ContactPhone, Customer
from rundum.customers.particulars import e164
from rundum.customers.policy import require_may_add_contact, require_may_keep


class ContactDetails(TypedDict, total=False):
    """What is known about a contact. What is left out stays as it is, or empty."""

    salutation: str
    title: str
    first_name: str
    last_name: str
    position: str
    parts: Sequence[str]
    language: str
    note: str
    cadence_days: int | None


@transaction.atomic
def add_contact(
    customer: Customer,
    *,
    by: User | None,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    **details: Unpack[ContactDetails],
) -> Contact:
    """A person at the customer. emails, phones: the preferred first; phones as dialled in the customer's country.

    Raises Refused("contact_name_missing", "email_wrong" or "phone_wrong"), NotAllowed.
    """
    customer = locked(customer)
    require_may_add_contact(by, customer)
    contact = Contact(customer=customer, made_at=now(), **_tidy(details))
    _name(contact)
    contact.save(force_insert=True)
    _write_emails(contact, emails)
    _write_phones(contact, phones, customer.country)
    write_down("customers.contact_added", customer, by=by, contact=contact, data={"contact": contact.name})
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact,
    *,
    by: User | None,
    revision: int | None = None,
    emails: Iterable[str] | None = None,
    phones: Iterable[str] | None = None,
    **details: Unpack[ContactDetails],
) -> Contact:
    """Change what is known about a contact. emails, phones: all of them in order; None leaves them alone.

    revision: the one the editor started from; None changes whatever there is. Raises as `add_contact` does, and
    EditConflict when someone else has changed the contact meanwhile.
    """
    customer = locked(contact.customer_id)
    require_may_keep(by, customer)
    contact = Contact.objects.get(customer=customer, pk=contact.pk)
    if revision is not None and revision != contact.revision:
        raise EditConflict(contact)
    for field, value in _tidy(details).items():
        setattr(contact, field, value)
    _name(contact)
    contact.revision += 1
    contact.save()
    if emails is not None:
        ContactEmail.objects.filter(customer=customer, contact=contact).delete()
        _write_emails(contact, emails)
    if phones is not None:
        ContactPhone.objects.filter(customer=customer, contact=contact).delete()
        _write_phones(contact, phones, customer.country)
    write_down("customers.contact_edited", customer, by=by, contact=contact, data={"contact": contact.name})
    return contact


@transaction.atomic
def contact_left(contact: Contact, *, by: User | None, on: date | None = None) -> Contact:
    """The person is no longer at the customer, since `on` (today). What they said and did stays."""
    customer = locked(contact.customer_id)
    require_may_keep(by, customer)
    contact = Contact.objects.get(customer=customer, pk=contact.pk)
    if contact.left_on is None:
        contact.left_on = on or today()
        contact.save(update_fields=["left_on"])
        write_down("customers.contact_left", customer, by=by, contact=contact, data={"contact": contact.name})
    return contact


@transaction.atomic
def contact_returned(contact: Contact, *, by: User | None) -> Contact:
    """The person is at the customer again, or had never left."""
    customer = locked(contact.customer_id)
    require_may_keep(by, customer)
    contact = Contact.objects.get(customer=customer, pk=contact.pk)
    if contact.left_on is not None:
        contact.left_on = None
        contact.save(update_fields=["left_on"])
        write_down("customers.contact_returned", customer, by=by, contact=contact, data={"contact": contact.name})
    return contact


@transaction.atomic
def give_consent(contact: Contact, *, purpose: str, source: str, by: User | None) -> Consent:
    """The contact agrees. source: how we got it, to be shown to whoever asks. A consent in force stays as it is.

    Raises Refused("consent_without_source").
    """
    customer = locked(contact.customer_id)
    require_may_keep(by, customer)
    if not source.strip():
        raise Refused(
            "consent_without_source", _("Say how they agreed: a consent that cannot be shown counts for nothing.")
        )
    consent, given = Consent.objects.get_or_create(
        customer=customer,
        contact=contact,
        purpose=Consent.Purpose(purpose),
        withdrawn_at=None,
        defaults={"source": source.strip(), "given_at": now()},
    )
    if given:
        data = {"contact": contact.name, "purpose": consent.purpose}
        write_down("customers.consent_given", customer, by=by, contact=contact, data=data)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User | None) -> Consent:
    """The contact no longer agrees. Withdrawn already: nothing happens."""
    customer = locked(consent.customer_id)
    require_may_keep(by, customer)
    consent = Consent.objects.select_related("contact").get(customer=customer, pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = now()
        consent.save(update_fields=["withdrawn_at"])
        data = {"contact": consent.contact.name, "purpose": consent.purpose}
        write_down("customers.consent_withdrawn", customer, by=by, contact=consent.contact, data=data)
    return consent


def _tidy(details: ContactDetails) -> dict[str, object]:
    tidy: dict[str, object] = {}
    for field, value in details.items():
        tidy[field] = " ".join(value.split()) if isinstance(value, str) else value
    if isinstance(parts := tidy.get("parts"), Sequence):
        tidy["parts"] = [Contact.Part(part).value for part in parts]
    return tidy


def _name(contact: Contact) -> None:
    if not contact.last_name:
        raise Refused("contact_name_missing", _("A contact needs a last name."))
    contact.search_name = search_text(f"{contact.first_name} {contact.last_name}")[:240]


def _write_emails(contact: Contact, emails: Iterable[str]) -> None:
    addresses = dict.fromkeys(email.strip().lower() for email in emails if email.strip())
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            sentence = _("“%(address)s” is no e-mail address.") % {"address": address}
            raise Refused("email_wrong", sentence) from None
    ContactEmail.objects.bulk_create(
        ContactEmail(customer_id=contact.customer_id, contact=contact, address=address, position=position)
        for position, address in enumerate(addresses)
    )


def _write_phones(contact: Contact, phones: Iterable[str], country: str) -> None:
    numbers = dict.fromkeys(e164(phone, country) for phone in phones if phone.strip())
    ContactPhone.objects.bulk_create(
        ContactPhone(customer_id=contact.customer_id, contact=contact, number=number, position=position)
        for position, number in enumerate(numbers)
    )
