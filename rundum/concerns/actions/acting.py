"""What every action on a concern begins and ends with."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.reading import Question, ask
from rundum.base.refusals import Refused
from rundum.base.rows import joined_row
from rundum.concerns.models import Concern, Process, Step
from rundum.concerns.policy import require_may_work_on
from rundum.customers.models import Customer
from rundum.teams.models import Team
from rundum.timeline.actions import add_entry
from rundum.timeline.models import Entry

LOCKED = """
    SELECT {columns} FROM concerns_concern k
    JOIN customers_customer c ON c.id = k.customer_id JOIN teams_team t ON t.id = k.team_id
    JOIN concerns_process p ON p.id = k.process_id JOIN concerns_step s ON s.id = k.step_id
    WHERE k.customer_id = %(customer)s AND k.id = %(concern)s FOR UPDATE OF k
"""


def locked_for(concern: Concern, by: User | None, *, closed_too: bool = False) -> Concern:
    """The concern as it stands now, locked until the transaction ends, for someone who may work on it.

    In SQL of our own, as nearly every act begins with it. Raises NotAllowed for anyone outside its team,
    Refused("closed") for a closed one unless `closed_too`.
    """
    row, columns = joined_row(
        Concern, "k", customer=(Customer, "c"), team=(Team, "t"), process=(Process, "p"), step=(Step, "s")
    )
    found = Question(LOCKED.format(columns=columns), row, {"customer": concern.customer_id, "concern": concern.pk})
    try:
        current = ask(found).one(found)
    except ValueError:
        raise Concern.DoesNotExist from None
    require_may_work_on(by, current)
    if not closed_too and not current.is_open:
        raise Refused("closed", _("This concern is closed. Reopen it first."))
    return current


def write_down(
    verb: str,
    concern: Concern,
    *,
    by: User | None,
    contact: int | None = None,
    two_way: bool = False,
    text: str = "",
    voice: str = "",
    data: Mapping[str, object] | None = None,
) -> Entry:
    """The entry of an action on a concern."""
    return add_entry(
        verb,
        by=by,
        customer=concern.customer_id,
        concern=concern.pk,
        team=concern.team_id,
        contact=contact,
        two_way=two_way,
        text=text,
        voice=voice,
        data=data,
    )
