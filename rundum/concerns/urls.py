"""Addresses of concerns. What belongs to one concern carries the customer's id and its own."""

from django.urls import include, path

from rundum.concerns.views import (
    closing,
    composer,
    concern,
    editing,
    files,
    flow,
    holding,
    intake,
    listing,
    moving,
    promises,
    stepping,
    undoing,
    waiting,
)

app_name = "concerns"

one_concern = [
    path("", concern.concern, name="concern"),
    path("live/", concern.live, name="live"),
    path("earlier/", concern.earlier, name="earlier"),
    path("talk/", composer.talk, name="talk"),
    path("notes/", composer.note, name="note"),
    path("promises/", composer.promise, name="promise"),
    path("credits/", composer.credit, name="credit"),
    path("credits/authority/", composer.authority, name="authority"),
    path("promises/<int:promise>/kept/", promises.kept, name="kept"),
    path("promises/<int:promise>/broken/", promises.broken, name="broken"),
    path("promises/<int:promise>/withdrawn/", promises.withdrawn, name="withdrawn"),
    path("promises/<int:promise>/moved/", promises.moved, name="moved"),
    path("holding/", holding.taking, name="taking"),
    path("holding/end/", holding.releasing, name="releasing"),
    path("help/", holding.helping, name="helping"),
    path("help/end/", holding.helped, name="helped"),
    path("help/request/", holding.help_request, name="help_request"),
    path("help/request/<int:help_request>/", holding.help_answer, name="help_answer"),
    path("step/", stepping.step, name="step"),
    path("items/<int:item>/", stepping.item, name="item"),
    path("tasks/", stepping.tasks, name="tasks"),
    path("tasks/<int:task>/", stepping.task, name="task"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/end/", waiting.waited, name="waited"),
    path("description/", editing.description, name="description"),
    path("expectation/", editing.expectation, name="expectation"),
    path("confidentiality/", editing.confidentiality, name="confidentiality"),
    path("verdict/", closing.verdict, name="verdict"),
    path("closing/", closing.closing, name="closing"),
    path("reopening/", closing.reopening, name="reopening"),
    path("handover/", moving.handover, name="handover"),
    path("splitting/", moving.splitting, name="splitting"),
    path("merging/", moving.merging, name="merging"),
    path("merges/<int:merge>/end/", moving.unmerging, name="unmerging"),
    path("entries/<int:entry>/undo/", undoing.undo, name="undoing"),
]

urlpatterns = [
    path("concerns/", flow.flow, name="flow"),
    path("concerns/changes/", flow.flow_changes, name="flow_changes"),
    path("concerns/new/", intake.intake, name="intake"),
    path("concerns/list/", listing.listing, name="list"),
    path("concerns/<int:customer>/<int:pk>/flow/", flow.flow_act, name="flow_act"),
    path("concerns/<int:customer>/files/<int:entry>/<int:pk>/", files.file, name="file"),
    path("concerns/<int:customer>/<int:pk>/", include(one_concern)),
]
