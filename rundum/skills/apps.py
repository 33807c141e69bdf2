from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "rundum.skills"
