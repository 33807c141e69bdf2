"""How django-allauth signs people in to Rundum."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from qrcode.main import QRCode


class Accounts(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up. What worked is seen on the page, not announced."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail and password do not belong together."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or no longer. Take the next one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    }

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        if level >= messages.WARNING:
            super().add_message(request, level, *args, **options)


class SecondFactors(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database, with a key from SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Accounts.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The code to scan as SVG of our own: allauth's comes as a data address, which our CSP refuses."""
        code = QRCode(border=0)
        code.add_data(url)
        code.make()
        rows = code.get_matrix()
        squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        label = escape(_("Code to scan with the app"))
        return (
            f'<svg class="qr" viewBox="0 0 {len(rows)} {len(rows)}" shape-rendering="crispEdges" role="img" '
            f'aria-label="{label}"><path d="{squares}"/></svg>'
        )

    def get_totp_issuer(self) -> str:
        return "Rundum"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Rundum"}


def _cipher() -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"rundum second factors").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
