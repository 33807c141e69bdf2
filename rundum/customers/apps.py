from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CustomersConfig(AppConfig):
    name = "rundum.customers"

    def ready(self) -> None:
        # Areas above declare in their serving.py who serves a customer besides its own team.
        autodiscover_modules("serving")
