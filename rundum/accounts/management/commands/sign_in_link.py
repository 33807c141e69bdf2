"""`manage.py sign_in_link`: the way in for whoever runs this installation."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from rundum import environment
from rundum.accounts.actions.links import make_sign_in_link
from rundum.accounts.models import User

HOURS = 24


class Command(BaseCommand):
    help = (
        f"Print an address that signs the first administrator (or --email) in once, within {HOURS} hours; "
        "before the first run, the address of the first-run page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        port = environment.number("PORT", 8000, least=1, most=65_535)
        here = f"http://127.0.0.1:{port}"
        parser.add_argument("address", nargs="?", default=here, help=f"where Rundum answers (default: {here})")
        parser.add_argument("--email", help="whom to sign in instead of the first administrator")

    def handle(self, *, address: str, email: str | None, **_options: object) -> None:
        user = self._person(email)
        if user is None:
            self.stdout.write(f"Set it up: {address.rstrip('/')}/first-run/")
            return
        token = make_sign_in_link(user, hours=HOURS)
        path = reverse("accounts:sign_in_link", args=[token])
        self.stdout.write(f"Sign in once as {user.name}: {address.rstrip('/')}{path}")

    def _person(self, email: str | None) -> User | None:
        people = User.objects.filter(is_active=True)
        if email is None:
            return people.filter(is_administrator=True).order_by("pk").first()
        person = people.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody who can sign in has the e-mail {email}.")
        return person
