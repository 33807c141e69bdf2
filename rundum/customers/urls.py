"""Addresses of customers, as far as the customers area knows them; the page of one customer is desk.customer_page."""

from django.urls import path

from rundum.customers.views import contacts, external_ids, keeping, knowing, lists

urlpatterns = [
    path("", lists.customers, name="list"),
    path("new/", keeping.taking_on, name="taking_on"),
    path("<int:customer>/details/", keeping.details, name="details"),
    path("<int:customer>/external-ids/", external_ids.external_ids, name="external_ids"),
    path("<int:customer>/external-ids/<int:pk>/removal/", external_ids.external_id_removal, name="external_id_removal"),
    path("<int:customer>/team/", keeping.taking, name="taking"),
    path("<int:customer>/talk/", knowing.talk, name="talk"),
    path("<int:customer>/people/new/", contacts.adding, name="adding"),
    path("<int:customer>/people/<int:pk>/", contacts.contact, name="contact"),
    path("<int:customer>/people/<int:pk>/leaving/", contacts.leaving, name="leaving"),
    path("<int:customer>/people/<int:pk>/returning/", contacts.returning, name="returning"),
    path("<int:customer>/people/<int:pk>/consents/", contacts.consenting, name="consenting"),
    path("<int:customer>/consents/<int:pk>/withdrawal/", contacts.consent_withdrawal, name="consent_withdrawal"),
    path("<int:customer>/expectations/new/", knowing.expecting, name="expecting"),
    path("<int:customer>/expectations/<int:pk>/", knowing.expectation, name="expectation"),
    path("<int:customer>/expectations/<int:pk>/confirmation/", knowing.confirmation, name="confirmation"),
    path("<int:customer>/expectations/<int:pk>/retirement/", knowing.retirement, name="retirement"),
    path("<int:customer>/agreement/", knowing.agreement, name="agreement"),
    path("<int:customer>/agreement/comments/", knowing.comments, name="comments"),
    path("<int:customer>/agreement/<int:version>/", knowing.version, name="version"),
    path("<int:customer>/agreement/<int:version>/restoring/", knowing.restoring, name="restoring"),
]
