"""What is known about a customer or contact, checked and brought into the one way it is stored in."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, cast

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum import get_cc_module
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError as NumberError

from rundum.base.refusals import Refused
from rundum.customers.countries import COUNTRIES

TAG_LENGTH = 40
HOME_COUNTRY = "DE"


class Particulars(TypedDict, total=False):
    """The details of a customer besides its name. What is left out stays as it is, or empty."""

    kind: str
    name_addition: str
    street: str
    address_addition: str
    postal_code: str
    city: str
    region: str
    country: str  # ISO 3166-1 alpha-2
    vat_id: str
    website: str
    language: str
    industry: str
    employees: int | None
    customer_since: date | None
    tags: Iterable[str]
    confidential: bool


class NamedParticulars(Particulars, total=False):
    """The same with the name, for edits."""

    name: str


def checked(particulars: NamedParticulars) -> NamedParticulars:
    """The particulars as they are stored: text trimmed, country and VAT id checked, tags tidied.

    Raises Refused("name_missing", "country_unknown" or "vat_id_wrong").
    """
    trimmed = {
        field: " ".join(value.split()) if isinstance(value, str) else value for field, value in particulars.items()
    }
    tidy = cast(NamedParticulars, trimmed)
    if "name" in tidy and not tidy["name"]:
        raise Refused("name_missing", _("A customer needs a name."))
    if "country" in tidy:
        tidy["country"] = checked_country(tidy["country"])
    if "vat_id" in tidy:
        tidy["vat_id"] = checked_vat_id(tidy["vat_id"], tidy.get("country", ""))
    if "tags" in tidy:
        tidy["tags"] = tidy_tags(tidy["tags"])
    return tidy


def checked_country(code: str) -> str:
    """The code in capitals; empty stays empty. Raises Refused("country_unknown") for none of ISO 3166-1."""
    code = code.strip().upper()
    if code and code not in COUNTRIES:
        raise Refused("country_unknown", _("Write the country as two letters, for example DE, AT or CH."))
    return code


def checked_vat_id(written: str, country: str = "") -> str:
    """The VAT id without blanks and dots, with its check digits right; empty stays empty.

    An id that does not name its country is read as one of `country`. Countries whose ids nobody can check are
    taken as written. Raises Refused("vat_id_wrong").
    """
    if not written.strip():
        return ""
    compact = "".join(letter for letter in written.upper() if letter.isalnum())
    try:
        if eu_vat.guess_country(compact):
            return str(eu_vat.validate(compact))
        if (module := get_cc_module(country.lower() or compact[:2].lower(), "vat")) is not None:
            return str(module.validate(compact))
    except NumberError:
        raise Refused(
            "vat_id_wrong", _("This VAT id cannot be right: its check digit does not fit. Compare it with an invoice.")
        ) from None
    return compact[:20]


def e164(written: str, country: str) -> str:
    """The phone number as E.164, read as one dialled in `country` (ISO code; Germany where there is none).

    Raises Refused("phone_wrong").
    """
    try:
        number = phonenumbers.parse(written, country or HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not _is_whole(number):
        raise Refused(
            "phone_wrong", _("“%(number)s” is no phone number. Write it with its area code.") % {"number": written}
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it can be dialled from anywhere; a number without its area code cannot."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


def tidy_tags(tags: Iterable[str]) -> list[str]:
    """Trimmed, each once whatever its capitals, in the order given."""
    once: dict[str, str] = {}
    for tag in tags:
        text = " ".join(tag.split())[:TAG_LENGTH]
        if text:
            once.setdefault(text.casefold(), text)
    return list(once.values())
