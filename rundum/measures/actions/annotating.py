"""What members say to a chart: limits set anew after a change, and answers to signals."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.models import Process
from rundum.measures.actions.keeping import replace_baselines
from rundum.measures.models import ChartNote, KeptBaseline, LimitChange, Measure, Signal
from rundum.measures.queries.weeks import this_week
from rundum.measures.told_measure import as_data
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry


@transaction.atomic
def set_limits_anew(
    measure: Measure, team: Team, *, week: date, sentence: str, by: User, process: Process | None = None
) -> LimitChange:
    """From this week (its Monday) on the chart has limits of its own, because something was changed then.

    Raises NotAllowed for anyone outside the team; Refused("no_sentence", "not_yet") without a reason or for a week to
    come, "set_already" where limits begin with this week already.
    """
    require_member(by, team.pk)
    if not sentence.strip():
        raise Refused("no_sentence", _("Say in a sentence what is different from then on."))
    if week > this_week():
        raise Refused("not_yet", _("This week has not come yet. Set limits anew when the change is made."))
    try:
        with transaction.atomic():
            change = LimitChange.objects.create(
                measure=measure, team=team, process=process, week=week, sentence=sentence.strip(), at=now(), by=by
            )
    except IntegrityError:
        raise Refused("set_already", _("Limits begin anew in this week already.")) from None
    # The limits before came from weeks that are not theirs any more: they come from those before the change alone.
    chart = {"measure": measure, "team": team, "process": process}
    before = LimitChange.objects.filter(**chart, week__lt=week).last()
    reaching = KeptBaseline.objects.standing().filter(**chart, change=before, last_week__gte=week)
    replace_baselines(reaching, sentence=change.sentence, by=by)
    data = as_data(measure) | {"week": week.isoformat(), "sentence": change.sentence}
    add_entry("measures.limits_set", by=by, team=team.pk, text=change.sentence, data=data)
    return change


@transaction.atomic
def note_on_chart(
    measure: Measure,
    team: Team,
    *,
    week: date,
    by: User,
    written: str = "",
    kind: str = "",
    data: Mapping[str, object] = MappingProxyType({}),
    process: Process | None = None,
) -> ChartNote:
    """Write on the chart what began in this week (its Monday); limits stay. Part of the action that begins it, which
    leaves the entry.

    written: in a member's words; else as its kind reads, made of data (note_kinds.py). Raises NotAllowed for anyone
    outside the team.
    """
    require_member(by, team.pk)
    said = {"written": written[:200], "kind": kind, "data": dict(data)}
    return ChartNote.objects.create(measure=measure, team=team, process=process, week=week, at=now(), by=by, **said)


@transaction.atomic
def answer_signal(signal: Signal, *, note: str, by: User, acted: bool = False) -> Signal:
    """The team says what a signal comes from, or (acted) what it does about it; it is not asked again.

    An area above that acts on a signal keeps the signal with its deed and calls this with acted=True.
    Raises NotAllowed outside the team, Refused("answered", "no_note").
    """
    require_member(by, signal.team_id)
    signal = Signal.objects.select_for_update().get(pk=signal.pk)
    if signal.closed_at is not None:
        raise Refused("answered", _("Somebody in the team has answered this signal already."))
    if not note.strip():
        raise Refused("no_note", _("Say in a sentence what it comes from, or what you do about it."))
    signal.closed_at, signal.closed_by, signal.note, signal.acted = now(), by, note.strip()[:300], acted
    signal.save(update_fields=["closed_at", "closed_by", "note", "acted"])
    data = as_data(signal.measure) | {"signal": signal.pk}
    add_entry("measures.signal_answered", by=by, team=signal.team_id, text=signal.note, data=data)
    return signal
