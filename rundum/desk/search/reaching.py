"""Contacts by how one reaches them: what looks like an e-mail address or a phone number, and whose it is."""

import re
from typing import Any

import phonenumbers

from rundum.base.reading import Question

FEWEST_DIGITS = 5  # fewer are no phone number but the number of a customer or concern
LAST_LETTER = "\U0010ffff"

REACHED = """
select p.id, concat_ws(' ', nullif(p.title, ''), nullif(p.first_name, ''), p.last_name), p.position, c.id, c.name,
    p.search_name
from customers_contact p join customers_customer c on c.id = p.customer_id
where (p.customer_id, p.id) in (select r.customer_id, r.contact_id from {reached} limit %(looked_at)s)
and p.left_on is null and {seen}
order by p.search_name, p.id limit %(shown)s
"""
# The range is what the index serves; in a collation that passes over signs it may hold others, so the beginning is
# compared too, and the whole address by itself.
BY_EMAIL = """
customers_contactemail r where lower(r.address) = %(email)s
or (lower(r.address) >= %(email)s and lower(r.address) < %(email_end)s and starts_with(lower(r.address), %(email)s))
"""
BY_PHONE = "customers_contactphone r where {spans}"


def reached_by[Row](
    typed: str, row: type[Row], *, seen: str, country: str, values: dict[str, Any]
) -> Question[Row] | None:
    """The question for contacts whose address or number begins with what was typed; None where it looks like neither.

    seen: the condition on their customers. country: of the organisation, for numbers typed as one dials them there.
    """
    if "@" in typed[1:]:
        email = typed.lower()
        reached, more = BY_EMAIL, {"email": email, "email_end": email + LAST_LETTER}
    else:
        numbers = numbers_meant(typed, country)
        if not numbers:
            return None
        spans, more = [], {}
        for place, number in enumerate(numbers):
            spans.append(f"(r.number >= %(from_{place})s and r.number < %(to_{place})s)")
            more |= {f"from_{place}": f"+{number}", f"to_{place}": f"+{int(number) + 1}"}
        reached = BY_PHONE.format(spans=" or ".join(spans))
    return Question(REACHED.format(reached=reached, seen=seen), row, values | more)


def numbers_meant(typed: str, country: str) -> list[str]:
    """The beginnings, without the plus, of international numbers that someone may mean who types this.

    From abroad (+49 431, 0049 431), from within the country (0431, 431), or copied without its plus (49431).
    """
    digits = re.sub(r"\D", "", typed)
    if not re.fullmatch(r"\+?[0-9 ()/.–-]+", typed) or len(digits) < FEWEST_DIGITS:
        return []
    if typed.startswith("+") or digits.startswith("00"):
        return [number] if (number := digits.lstrip("0")) else []
    code = phonenumbers.country_code_for_region(country)
    # Some countries keep the leading zero when one calls from abroad, so both are looked for.
    inland = [f"{code}{digits}", f"{code}{digits.removeprefix('0')}"] if code else []
    abroad = [] if digits.startswith("0") else [digits]
    return list(dict.fromkeys([*inland, *abroad]))
