"""Addresses of concerns. What belongs to one concern carries the customer's id and its own."""

from django.urls import path

from rundum.concerns.views import files, flow, intake, listing, undoing

app_name = "concerns"

urlpatterns = [
    path("concerns/", flow.flow, name="flow"),
    path("concerns/changes/", flow.flow_changes, name="flow_changes"),
    path("concerns/new/", intake.intake, name="intake"),
    path("concerns/list/", listing.listing, name="list"),
    path("concerns/<int:customer>/<int:pk>/flow/", flow.flow_act, name="flow_act"),
    path("concerns/<int:customer>/<int:pk>/entries/<int:entry>/undo/", undoing.undo, name="undoing"),
    path("concerns/<int:customer>/files/<int:entry>/<int:pk>/", files.file, name="file"),
]
