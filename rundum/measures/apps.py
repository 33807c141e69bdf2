from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MeasuresConfig(AppConfig):
    name = "rundum.measures"

    def ready(self) -> None:
        # Areas above say in their measure_page.py what they add to the page of one measure.
        autodiscover_modules("measure_page")
