"""Addresses of one customer's page. They belong to the names of customers: rundum.urls puts both together."""

from django.urls import path

from rundum.desk.customer_page import handing_over, measuring, views

urlpatterns = [
    path("<int:customer>/", views.customer, name="customer"),
    path("<int:customer>/concerns/", views.concerns, name="concerns"),
    path("<int:customer>/money/", views.money, name="money"),
    path("<int:customer>/people/", views.people, name="people"),
    path("<int:customer>/reading/", views.reading, name="reading"),
    path("<int:customer>/timeline/", views.timeline, name="timeline"),
    path("<int:customer>/measures/", measuring.measures, name="measures"),
    path("<int:customer>/measures/<int:measure>/", measuring.measure, name="measure"),
    path("<int:customer>/measures/<int:measure>/<str:monday>/", measuring.week, name="measure_week"),
    path("<int:customer>/handover/", handing_over.handover, name="handover"),
    path("<int:customer>/handover/items/<int:pk>/", handing_over.item, name="handover_item"),
    path("<int:customer>/handover/receipt/", handing_over.receipt, name="receipt"),
    path("<int:customer>/handover/withdrawal/", handing_over.withdrawal, name="withdrawal"),
]
