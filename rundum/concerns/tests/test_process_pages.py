"""Processes in the browser: without JavaScript, in versions, and only by those who may."""

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.concerns.actions.processes import make_process, set_up_processes
from rundum.concerns.drafts import draft_of
from rundum.concerns.forms.processes import ProcessEditor
from rundum.concerns.models import Process
from rundum.skills.models import Skill
from rundum.timeline.models import Entry
from tests.world import World


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(process: Process | None, **changes: object) -> dict[str, object]:
    """What the form of the process sends back as it is shown, with changes."""
    editor = ProcessEditor.of(draft_of(process.version) if process else None)
    data: dict[str, object] = {"count": len(editor.steps), "do": "save"}
    for form in (editor.whole, *editor.steps):
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else value
    data = {name: value for name, value in data.items() if value is not False}
    return data | changes


def test_the_list_and_a_process_are_everyones_to_read(world: World) -> None:
    set_up_processes()
    client = signed_in(world.henrik)
    assert "Reklamation" in client.get("/processes/").content.decode()
    page = client.get(f"/processes/{world.complaint.pk}/").content.decode()
    assert "Urteil des Kunden" in page
    assert f"/processes/{world.complaint.pk}/editing/" not in page


def test_saving_the_form_makes_a_version_with_specification_skills_and_limit(world: World) -> None:
    skill = Skill.objects.create(name="Hydraulik")
    client, address = signed_in(world.ada), f"/processes/{world.complaint.pk}/editing/"
    changes = {"step-2-items": "Prüfen\n\nBeheben", "step-2-skill_0": skill.pk, "step-2-level_0": 2,
               "step-2-wip_limit": 3, "step-2-needed": 4, "note": "Zwei Handgriffe"}  # fmt: skip
    answer = client.post(address, sent(world.complaint, **changes))
    assert answer.status_code == 302
    world.complaint.refresh_from_db()
    step = draft_of(world.complaint.version).steps[2]
    assert (step.items, step.skills, step.wip_limit) == (("Prüfen", "Beheben"), ((skill.pk, 2),), 3)
    assert [each.needed for each in draft_of(world.complaint.version).steps] == [2, 2, 4, 2, 2]
    page = client.get(answer["Location"]).content.decode()
    for part in ("Zwei Handgriffe", "Ada Brandt", "Hydraulik", "Beheben"):
        assert part in page


def test_without_an_outcome_measure_nothing_is_saved_and_the_input_is_kept(world: World) -> None:
    client, address = signed_in(world.ada), f"/processes/{world.complaint.pk}/editing/"
    answer = client.post(address, sent(world.complaint, outcome_measure="", outcome="Ganz neu"))
    assert answer.status_code == 422
    assert "Ganz neu" in answer.content.decode()
    assert world.complaint.versions.count() == 1


def test_steps_are_added_moved_and_removed_by_buttons_that_save_nothing(world: World) -> None:
    client, address = signed_in(world.ada), f"/processes/{world.complaint.pk}/editing/"
    named = {"step-1-own_name": "Zweiter", "step-2-own_name": "Dritter"}
    for act, order, count in [
        ("add", ["Zweiter", "Dritter"], 6), ("up-2", ["Dritter", "Zweiter"], 5),
        ("down-1", ["Dritter", "Zweiter"], 5), ("remove-1", ["Dritter"], 4),
    ]:  # fmt: skip
        answer = client.post(address, sent(world.complaint, do=act, **named))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'name="count" value="{count}"' in page
        assert [page.index(name) for name in order] == sorted(page.index(name) for name in order)
        assert ("Zweiter" in page) is (act != "remove-1")
    assert world.complaint.versions.count() == 1


def test_whoever_saves_over_a_newer_version_is_told_first(world: World) -> None:
    client, address = signed_in(world.ada), f"/processes/{world.complaint.pk}/editing/"
    mine = sent(world.complaint, outcome="Meins", based_on=1)
    client.post(address, sent(world.complaint, outcome="Deins", based_on=1))
    answer = client.post(address, mine)
    assert answer.status_code == 422
    assert "Meins" in answer.content.decode()
    assert world.complaint.versions.count() == 2
    assert client.post(address, mine | {"based_on": 2}).status_code == 302


def test_any_version_can_be_looked_at_compared_and_brought_back(world: World) -> None:
    client, address = signed_in(world.ada), f"/processes/{world.complaint.pk}/"
    client.post(f"{address}editing/", sent(world.complaint, outcome="Neues Ergebnis"))
    assert "Neues Ergebnis" in client.get(f"{address}versions/2/").content.decode()
    assert "Neues Ergebnis" not in client.get(f"{address}versions/1/").content.decode()
    assert client.get(f"{address}versions/9/").status_code == 404
    client.post(f"{address}versions/1/restoring/")
    world.complaint.refresh_from_db()
    assert (world.complaint.version.number, world.complaint.version.restored_from) == (3, 1)


@pytest.mark.parametrize("who", ["henrik", "vera", "sven", "piet"])
def test_the_server_refuses_everybody_else(world: World, who: str) -> None:
    own = make_process(draft=draft_of(world.complaint.version), team=world.hanse, by=world.aylin)
    client = signed_in(getattr(world, who))
    for process in (own, world.complaint):
        address = f"/processes/{process.pk}/"
        assert client.get(f"{address}editing/").status_code == 403
        assert client.post(f"{address}editing/", sent(process, outcome="x")).status_code == 403
        for act in ("versions/1/restoring/", "retirement/", "resumption/"):
            assert client.post(address + act).status_code == 403
        assert process.versions.count() == 1
    assert not Entry.objects.filter(verb__startswith="processes.").exclude(verb="processes.made").exists()


def test_members_make_processes_of_their_own_team_only(world: World) -> None:
    client = signed_in(world.aylin)
    assert "Team Hanse" in client.get("/processes/new/").content.decode()
    whole = {"name": "Wartung", "outcome": "Läuft", "outcome_measure": "Urteil", "icon": "wrench"}
    assert client.post("/processes/new/", sent(None, scope=world.hanse.pk, **whole)).status_code == 302
    assert Process.objects.get(name="Wartung").team == world.hanse
    assert client.post("/processes/new/", sent(None, scope="organisation", **whole)).status_code == 403
    assert client.post("/processes/new/", sent(None, scope=world.foerde.pk, **whole)).status_code == 403
    assert Process.objects.filter(name="Wartung").count() == 1
    assert signed_in(world.henrik).get("/processes/new/").status_code == 403
