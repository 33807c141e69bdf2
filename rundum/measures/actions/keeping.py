"""Keeping what limits come from, so that they do not move, and letting members take it anew."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.measures.models import KeptBaseline
from rundum.measures.queries.baselines import to_keep
from rundum.measures.queries.searched import charts_not_kept, measures_asked
from rundum.measures.told_measure import as_data
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

STOOD = timedelta(days=7)
"""A baseline is kept once none of its weeks has changed for so long: an import under way makes none."""

AT_ONCE = 50
"""Teams whose charts are looked at in one transaction."""

UNCHANGED = """
    SELECT b.nth FROM unnest(%(teams)s::bigint[], %(measures)s::bigint[], %(processes)s::bigint[], %(first)s::date[],
                             %(last)s::date[]) WITH ORDINALITY b (team, measure, process, first, last, nth)
    WHERE NOT EXISTS (
        SELECT FROM measures_weekvalue v
        WHERE v.team_id = b.team AND v.measure_id = b.measure AND v.process_id IS NOT DISTINCT FROM b.process
          AND v.week BETWEEN b.first AND b.last AND v.computed_at > %(since)s
    )
"""


def keep_baselines(found: Iterable[KeptBaseline]) -> int:
    """Keep the complete ones of these (queries.baselines.to_keep) whose weeks have stood for a week; says how many.

    Part of a transaction. Whatever somebody else has kept meanwhile stays.
    """
    each = list(found)
    if not each:
        return 0
    params: dict[str, Any] = {
        "teams": [one.team_id for one in each],
        "measures": [one.measure_id for one in each],
        "processes": [one.process_id for one in each],
        "first": [one.first_week for one in each],
        "last": [one.last_week for one in each],
        "since": now() - STOOD,
    }
    with connection.cursor() as cursor:
        cursor.execute(UNCHANGED, params)
        kept = [each[nth - 1] for (nth,) in cursor.fetchall()]
    KeptBaseline.objects.bulk_create(kept, ignore_conflicts=True)
    return len(kept)


def keep_baselines_within_processes() -> int:
    """Keep what the limits of single processes come from; says how many. The search for signals, which keeps those over
    all processes, does not look at them.

    Runs outside a transaction, as each part of the work is one of its own.
    """
    teams = list(Team.objects.current().order_by("pk").values_list("pk", flat=True))
    kept = 0
    for start in range(0, len(teams), AT_ONCE):
        with transaction.atomic():
            asked = measures_asked(dict.fromkeys(teams[start : start + AT_ONCE]))
            found = [one for team, process, each in charts_not_kept(asked) for one in to_keep(each, team, process)]
            kept += keep_baselines(found)
    return kept


@transaction.atomic
def take_limits_anew(kept: KeptBaseline, *, sentence: str, by: User) -> KeptBaseline:
    """Let limits come from what is known of their weeks by now, because these were corrected.

    What was kept stays in the records, with who replaced it and why; the corrected weeks are kept in its place once
    they have stood for a week.
    Raises NotAllowed for anyone outside the team; Refused("no_sentence") without a reason, "replaced" where somebody
    did so already.
    """
    require_member(by, kept.team_id)
    if not sentence.strip():
        raise Refused("no_sentence", _("Say in a sentence what was corrected."))
    kept = KeptBaseline.objects.select_for_update(of=("self",)).select_related("measure").get(pk=kept.pk)
    if kept.replaced_at is not None:
        raise Refused("replaced", _("Somebody has taken these limits anew already."))
    replace_baselines([kept], sentence=sentence.strip(), by=by)
    data = as_data(kept.measure) | {"week": kept.first_week.isoformat(), "sentence": kept.why_replaced}
    add_entry("measures.limits_taken_anew", by=by, team=kept.team_id, text=kept.why_replaced, data=data)
    return kept


def replace_baselines(found: Iterable[KeptBaseline], *, sentence: str, by: User) -> None:
    """Part of an action that gives these stretches limits anew, which leaves the entry."""
    for each in found:
        each.replaced_at, each.replaced_by, each.why_replaced = now(), by, sentence[:200]
        each.save(update_fields=["replaced_at", "replaced_by", "why_replaced"])
