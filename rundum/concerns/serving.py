"""Who has an open concern of a customer serves it, whichever team the customer is with."""

from rundum.customers.serving import serve
from rundum.teams.membership import MEMBER

HAS_AN_OPEN_CONCERN = f"""
EXISTS (SELECT 1 FROM concerns_concern k WHERE k.customer_id = %(customer)s AND k.closed_at IS NULL
        AND {MEMBER.format(team="k.team_id")})
"""  # noqa: S608 (put together from our own texts alone)

serve("concerns", HAS_AN_OPEN_CONCERN)
