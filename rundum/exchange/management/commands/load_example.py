"""`manage.py load_example`: the example company, as `rundum up` loads it on the first start."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from rundum.exchange.example.loading import load_example
from rundum.teams.models import Organisation, Team


class Command(BaseCommand):
    help = "Load the example company: three teams, 25 people, 120 customers, two years of history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is an organisation")

    def handle(self, *_args: object, **options: object) -> None:
        if options["if_empty"] and Organisation.objects.exists():
            return
        if Team.objects.filter(is_example=True).exists():
            raise CommandError("The example company is loaded already.")
        self.stdout.write("Loading the example company ...")
        load_example()
