from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "rundum.planning"
