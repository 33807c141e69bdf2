from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TimelineConfig(AppConfig):
    name = "rundum.timeline"

    def ready(self) -> None:
        # Every area declares in its entries.py how the things it does read on a timeline.
        autodiscover_modules("entries")
