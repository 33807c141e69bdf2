"""Setting up the kinds of concern: every change is a new version, and running concerns keep theirs."""

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import EditConflict, Refused
from rundum.concerns.default_processes import DEFAULT_PROCESSES
from rundum.concerns.drafts import ProcessDraft, draft_of
from rundum.concerns.models import Phase, Process, ProcessVersion, SpecificationItem, Step, StepSkill
from rundum.concerns.process_policy import require_may_change_processes_of
from rundum.teams.models import Organisation, Team
from rundum.timeline.actions import add_entry

KEY_LENGTH = Process._meta.get_field("key").max_length or 40


@transaction.atomic
def set_up_processes() -> list[Process]:
    """The processes an organisation begins with, in its language; those that are there already stay as they are.

    Returns the ones it made. Part of the first run and of the example company.
    """
    organisation = Organisation.objects.first()
    there = set(Process.objects.values_list("key", flat=True))
    made = []
    with override(organisation.language if organisation else settings.LANGUAGE_CODE):
        for default in DEFAULT_PROCESSES:
            if default.key in there:
                continue
            draft = default.draft()
            process = Process.objects.create(key=default.key, name=draft.name, icon=draft.icon, is_sale=draft.is_sale)
            _write_version(process, draft, note="", by=None)
            made.append(process)
    return made


@transaction.atomic
def make_process(*, draft: ProcessDraft, team: Team | None, by: User | None) -> Process:
    """A process of one team's own, or (team=None) of the whole organisation, in use at once.

    Raises NotAllowed for anyone but the team's members, or administrators where it is the organisation's, and
    Refused as save_process_version does.
    """
    require_may_change_processes_of(by, team.pk if team else None)
    _require_usable(draft)
    process = Process.objects.create(
        key=_free_key(draft.name), name=draft.name, icon=draft.icon, is_sale=draft.is_sale, team=team
    )
    _write_version(process, draft, note="", by=by)
    _write_down("processes.made", process, by=by)
    return process


@transaction.atomic
def save_process_version(
    process: Process, *, draft: ProcessDraft, note: str, by: User | None, based_on: int | None = None
) -> ProcessVersion:
    """The process consists of `draft` from now on, for concerns taken in from now on; running ones keep theirs.

    note: what is new, in a sentence. based_on: number of the version the editor started from; None saves whatever
    there is. Raises NotAllowed as make_process does; EditConflict(the version in use) when someone else has saved one
    meanwhile; Refused("no_outcome_measure") without
    an outcome and a way to see it (AC8.1), Refused("no_steps"), Refused("steps_out_of_order") where a later part
    comes before an earlier one, Refused("nothing_new") where the draft says what is in use already.
    """
    process = _locked_for(process, by)
    _require_usable(draft)
    if based_on is not None and process.version is not None and based_on != process.version.number:
        raise EditConflict(process.version)
    if process.version is not None and draft_of(process.version) == draft:
        raise Refused("nothing_new", _("Nothing is different from the version in use."))
    process.name, process.icon, process.is_sale = draft.name, draft.icon, draft.is_sale
    process.save(update_fields=["name", "icon", "is_sale"])
    version = _write_version(process, draft, note=note, by=by)
    _write_down("processes.changed", process, by=by, version=version.number, note=note)
    return version


@transaction.atomic
def restore_process_version(process: Process, *, number: int, by: User | None) -> ProcessVersion:
    """Bring an earlier version back, as a new version that says where it comes from.

    Raises NotAllowed as make_process does, Refused("no_such_version") and Refused("nothing_new") for the one in use.
    """
    process = _locked_for(process, by)
    earlier = ProcessVersion.objects.select_related("process").filter(process=process, number=number).first()
    if earlier is None:
        raise Refused("no_such_version", _("There is no such version."))
    if earlier.pk == process.version_id:
        raise Refused("nothing_new", _("This version is in use already."))
    version = _write_version(process, draft_of(earlier), note="", by=by, restored_from=earlier.number)
    _write_down("processes.restored", process, by=by, version=version.number, number=earlier.number)
    return version


@transaction.atomic
def retire_process(process: Process, *, by: User | None) -> Process:
    """No concern is taken in as this kind any more; running ones go on. Bring it back with `resume_process`.

    Raises NotAllowed as make_process does, Refused("retired") and Refused("last_process") for the last one in use.
    """
    process = _locked_for(process, by)
    if process.retired_at is not None:
        raise Refused("retired", _("This process is retired already."))
    if not Process.objects.filter(retired_at=None).exclude(pk=process.pk).exists():
        raise Refused("last_process", _("This is the last process. Without any, no concern could be taken in."))
    process.retired_at = now()
    process.save(update_fields=["retired_at"])
    _write_down("processes.retired", process, by=by)
    return process


@transaction.atomic
def resume_process(process: Process, *, by: User | None) -> Process:
    """Concerns can be taken in as this kind again. Raises NotAllowed as make_process does, Refused("in_use")."""
    process = _locked_for(process, by)
    if process.retired_at is None:
        raise Refused("in_use", _("This process is in use."))
    process.retired_at = None
    process.save(update_fields=["retired_at"])
    _write_down("processes.resumed", process, by=by)
    return process


def _locked_for(process: Process, by: User | None) -> Process:
    current = Process.objects.select_for_update(of=("self",)).select_related("version").get(pk=process.pk)
    require_may_change_processes_of(by, current.team_id)
    return current


def _require_usable(draft: ProcessDraft) -> None:
    if not draft.outcome.strip() or not draft.outcome_measure.strip():
        raise Refused(
            "no_outcome_measure",
            _("Say what the customer has at the end and how we see it. Without that a process cannot be put in use."),
        )
    if not draft.steps:
        raise Refused("no_steps", _("A process needs at least one step."))
    parts = [Phase.values.index(step.phase) for step in draft.steps]
    if parts != sorted(parts):
        raise Refused(
            "steps_out_of_order",
            _("The parts come in this order: arrived, understand, solve, confirm, secure. Move the steps accordingly."),
        )


def _write_version(
    process: Process, draft: ProcessDraft, *, note: str, by: User | None, restored_from: int | None = None
) -> ProcessVersion:
    """The next version of the locked process, put in use."""
    newest = ProcessVersion.objects.filter(process=process).order_by("-number").first()
    version = ProcessVersion.objects.create(
        process=process,
        number=newest.number + 1 if newest else 1,
        outcome=draft.outcome,
        outcome_measure=draft.outcome_measure,
        starts_with=draft.starts_with,
        ends_with=draft.ends_with,
        note=note,
        restored_from=restored_from,
        made_at=now(),
        by=by,
    )
    for position, drafted in enumerate(draft.steps):
        step = Step.objects.create(
            version=version,
            position=position,
            phase=drafted.phase,
            own_name=drafted.own_name,
            done_when=drafted.done_when,
            wip_limit=drafted.wip_limit,
            needed=drafted.needed,
        )
        StepSkill.objects.bulk_create(
            StepSkill(step=step, skill_id=skill, level=level) for skill, level in drafted.skills
        )
        SpecificationItem.objects.bulk_create(
            SpecificationItem(step=step, position=place, text=text) for place, text in enumerate(drafted.items)
        )
    process.version = version
    process.save(update_fields=["version"])
    return version


def _free_key(name: str) -> str:
    """A key nobody has, from the name."""
    stem = slugify(name)[: KEY_LENGTH - 4] or "process"
    taken = set(Process.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def _write_down(verb: str, process: Process, *, by: User | None, **data: object) -> None:
    add_entry(verb, by=by, team=process.team_id, data={"process": process.name, "process_id": process.pk, **data})
