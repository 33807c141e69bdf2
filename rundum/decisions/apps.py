from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "rundum.decisions"
