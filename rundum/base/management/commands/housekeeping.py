"""`rundum manage housekeeping`: what Rundum does by itself. `rundum up` runs it beside the web server."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from rundum.base.periodic import carry_out, carry_out_for_ever, registered


class Command(BaseCommand):
    help = "Carry out what is to happen by itself, now and whenever it is due again, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything once, now, and end")

    def handle(self, *_args: object, **options: object) -> None:
        if options["once"]:
            for periodic in registered():
                carry_out(periodic)
        else:
            carry_out_for_ever(registered())
