"""Setting up processes: versions, what they need to be in use, who may change them."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from rundum.base.refusals import EditConflict, NotAllowed, Refused
from rundum.concerns.actions.processes import (
    make_process,
    restore_process_version,
    resume_process,
    retire_process,
    save_process_version,
    set_up_processes,
)
from rundum.concerns.drafts import ProcessDraft, StepDraft, default_steps, differences, draft_of
from rundum.concerns.models import Process, ProcessVersion
from rundum.skills.models import Skill
from rundum.timeline.models import Entry
from tests.world import World, make_concern


def a_draft(**changes: object) -> ProcessDraft:
    draft = ProcessDraft(
        name="Wartung", outcome="Die Anlage läuft", outcome_measure="Urteil des Kunden", steps=default_steps()
    )
    return replace(draft, **changes)


def test_the_default_processes_speak_the_language_of_the_organisation(world: World) -> None:
    world.organisation.language = "en"
    world.organisation.save()
    made = set_up_processes()
    assert {process.key for process in made} >= {"service-case", "sale", "billing-question", "delivery"}
    sale = Process.objects.get(key="sale")
    assert sale.is_sale
    assert sale.name == "Sale"
    for process in made:
        steps = process.version.steps.all()
        assert [step.phase for step in steps] == ["arrived", "understand", "solve", "confirm", "secure"]
        assert all(step.done_when for step in steps)


def test_setting_up_twice_changes_nothing_and_leaves_existing_processes_alone(world: World) -> None:
    set_up_processes()
    assert set_up_processes() == []
    assert Process.objects.get(key="complaint").name == "Reklamation"  # the cast's own


def test_a_process_without_an_outcome_measure_cannot_be_put_in_use(world: World) -> None:
    before = ProcessVersion.objects.count()
    with pytest.raises(Refused) as refusal:
        make_process(draft=a_draft(outcome_measure=" "), team=world.hanse, by=world.aylin)
    assert refusal.value.code == "no_outcome_measure"
    with pytest.raises(Refused):
        save_process_version(world.complaint, draft=a_draft(outcome_measure=""), note="", by=world.ada)
    assert ProcessVersion.objects.count() == before
    assert not Entry.objects.exists()


def test_the_database_refuses_a_version_without_outcome_measure_too(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessVersion.objects.create(process=world.complaint, number=9, outcome="x", outcome_measure="")


@pytest.mark.parametrize(
    ("steps", "code"),
    [((), "no_steps"), ((StepDraft("solve"), StepDraft("arrived")), "steps_out_of_order")],
)
def test_steps_are_needed_and_come_in_the_order_of_their_parts(
    world: World, steps: tuple[StepDraft, ...], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_process(draft=a_draft(steps=steps), team=world.hanse, by=world.aylin)
    assert refusal.value.code == code
    assert not Entry.objects.exists()


def test_a_saved_change_is_a_new_version_and_a_running_concern_keeps_its_own(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen undicht")
    skill = Skill.objects.create(name="Hydraulik")
    first, *others = draft_of(world.complaint.version).steps
    changed = replace(
        draft_of(world.complaint.version),
        steps=(replace(first, items=("Zurückrufen",), skills=((skill.pk, 3),), wip_limit=4), *others),
    )
    version = save_process_version(world.complaint, draft=changed, note="Rückruf zuerst", by=world.ada)
    assert (version.number, version.by, version.note) == (2, world.ada, "Rückruf zuerst")
    world.complaint.refresh_from_db()
    concern.refresh_from_db()
    assert world.complaint.version == version
    assert concern.version.number == 1
    assert draft_of(version) == changed
    assert Entry.objects.get(verb="processes.changed").data["version"] == 2


def test_saving_what_is_in_use_already_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        save_process_version(world.complaint, draft=draft_of(world.complaint.version), note="", by=world.ada)
    assert refusal.value.code == "nothing_new"
    assert world.complaint.versions.count() == 1


def test_an_earlier_version_comes_back_as_a_new_one(world: World) -> None:
    original = draft_of(world.complaint.version)
    save_process_version(world.complaint, draft=replace(original, outcome="Anders"), note="", by=world.ada)
    restored = restore_process_version(world.complaint, number=1, by=world.ada)
    assert (restored.number, restored.restored_from) == (3, 1)
    assert draft_of(restored) == original
    for number in (3, 8):
        with pytest.raises(Refused):
            restore_process_version(world.complaint, number=number, by=world.ada)


@pytest.mark.parametrize("who", ["henrik", "vera", "sven", "piet", "ada"])
def test_a_teams_own_process_is_changed_by_its_members_only(world: World, who: str) -> None:
    process = make_process(draft=a_draft(), team=world.hanse, by=world.chiara)
    entries = Entry.objects.count()
    person = getattr(world, who)
    with pytest.raises(NotAllowed):
        save_process_version(process, draft=a_draft(outcome="Anders"), note="", by=person)
    with pytest.raises(NotAllowed):
        retire_process(process, by=person)
    with pytest.raises(NotAllowed):
        make_process(draft=a_draft(), team=world.hanse, by=person)
    assert process.versions.count() == 1
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("who", ["aylin", "henrik", "vera"])
def test_the_organisations_processes_are_changed_by_administrators_only(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        save_process_version(world.complaint, draft=a_draft(), note="", by=getattr(world, who))
    assert world.complaint.versions.count() == 1


def test_a_retired_process_comes_back_and_the_last_one_stays(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        retire_process(world.complaint, by=world.ada)
    assert refusal.value.code == "last_process"
    set_up_processes()
    assert retire_process(world.complaint, by=world.ada).retired_at is not None
    with pytest.raises(Refused):
        retire_process(world.complaint, by=world.ada)
    assert resume_process(world.complaint, by=world.ada).retired_at is None


def test_two_processes_of_one_name_have_keys_of_their_own(world: World) -> None:
    keys = {
        make_process(draft=a_draft(), team=team, by=by).key
        for team, by in [(world.hanse, world.aylin), (world.foerde, world.piet)]
    }
    assert keys == {"wartung", "wartung-2"}


def test_what_is_new_in_a_version_is_said_in_words() -> None:
    before = a_draft()
    first, second, *others = before.steps
    after = a_draft(
        outcome="Die Anlage läuft wieder",
        steps=(
            replace(first, items=("Zurückrufen",), skills=((7, 3),), wip_limit=4),
            replace(second, own_name="Prüfen"),
            *others,
        ),
    )
    words = " ".join(differences(before, after, skill_names={7: "Hydraulik"}))
    for part in ("Die Anlage läuft wieder", "Zurückrufen", "Hydraulik", "Prüfen", "4"):
        assert part in words
    assert differences(before, before, skill_names={}) == []


def test_of_two_who_start_from_the_same_version_the_second_is_told(world: World) -> None:
    save_process_version(world.complaint, draft=a_draft(name="Deins"), note="", based_on=1, by=world.ada)
    with pytest.raises(EditConflict):
        save_process_version(world.complaint, draft=a_draft(name="Meins"), note="", based_on=1, by=world.ada)
    assert Process.objects.get(pk=world.complaint.pk).name == "Deins"
    assert world.complaint.versions.count() == 2
