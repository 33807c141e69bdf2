"""The skills of a team: for each step how many can, how many learn, how many are needed, and when nobody is there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.models import Step, StepSkill
from rundum.concerns.queries.step_cover import ProcessesCovered, StepCover, step_cover
from rundum.customers.models import Reading
from rundum.skills.models import LearningWish, Proficiency, Skill
from rundum.teams.models import Absence, Cover, Membership
from rundum.teams.queries import people_of
from tests.world import MONDAY, World, make_customer, make_process

TODAY = MONDAY.date()


@pytest.fixture
def weld(world: World) -> Skill:
    """A complaint is solved by welding, which Aylin teaches, Emeka wants to learn and Chiara does with help."""
    weld = Skill.objects.create(name="Schweißen")
    StepSkill.objects.create(step=solving(world), skill=weld, level=3)
    Proficiency.objects.create(user=world.aylin, skill=weld, level=4)
    Proficiency.objects.create(user=world.chiara, skill=weld, level=2)
    LearningWish.objects.create(user=world.emeka, skill=weld)
    return weld


def solving(world: World) -> Step:
    return world.complaint.version.steps.get(position=2)


def covered(world: World) -> ProcessesCovered:
    return step_cover(world.hanse, people_of(world.hanse, TODAY), TODAY)


def the_step(world: World) -> StepCover:
    (step,) = covered(world).steps
    return step


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.get("/skills/").text.split())


def people(step: StepCover) -> tuple[list[User], list[User]]:
    return [each.user for each in step.able], [each.user for each in step.learning]


def test_a_step_says_who_can_who_learns_and_that_one_is_missing(world: World, weld: Skill) -> None:
    step = the_step(world)
    assert people(step) == ([world.aylin], [world.chiara, world.emeka])
    assert (step.step.needed, step.missing, step.is_at_risk) == (2, 1, True)
    page = page_of(world.aylin)
    assert "1 von 2, es fehlt 1" in page
    assert "2 lernen ihn" in page
    assert "1 Schritt können zu wenige" in page


def test_enough_who_can_are_no_risk(world: World, weld: Skill) -> None:
    Proficiency.objects.update_or_create(user=world.emeka, skill=weld, defaults={"level": 3})
    assert (the_step(world).missing, covered(world).at_risk) == (0, [])
    assert "jeden Schritt können genug" in page_of(world.aylin)


def test_how_many_are_needed_is_the_steps_own(world: World, weld: Skill) -> None:
    Step.objects.filter(pk=solving(world).pk).update(needed=4)
    assert the_step(world).missing == 3
    Step.objects.filter(pk=solving(world).pk).update(needed=1)
    assert not the_step(world).is_at_risk


def test_who_lacks_one_of_two_skills_cannot_do_the_step(world: World, weld: Skill) -> None:
    glue = Skill.objects.create(name="Kleben")
    StepSkill.objects.create(step=solving(world), skill=glue, level=1)
    assert people(the_step(world)) == ([], [])
    LearningWish.objects.create(user=world.emeka, skill=glue)
    assert people(the_step(world)) == ([], [world.emeka])
    assert "Niemand kann ihn bisher." in page_of(world.aylin)


def test_a_planned_absence_that_leaves_a_step_to_nobody_is_named(world: World, weld: Skill) -> None:
    start = TODAY + timedelta(days=7)
    Absence.objects.create(user=world.aylin, starts_on=start, ends_on=start + timedelta(days=4))
    (gap,) = the_step(world).gaps
    assert (gap.first, gap.last, gap.open_ended) == (start, start + timedelta(days=4), False)
    with standing_at(MONDAY):
        page = page_of(world.henrik)
    assert "30. November" in page
    assert "ist niemand da, der ihn kann. Weg: Aylin Kaya." in page


def test_before_days_that_leave_a_step_to_nobody_are_entered_the_page_says_so(world: World, weld: Skill) -> None:
    client, address = Client(), f"/people/{world.aylin.pk}/absences/"
    client.force_login(world.aylin)
    Cover.objects.all().delete()  # so that no function is left uncovered by it
    with standing_at(MONDAY):
        days = {"kind": "leave", "starts_on": "2026-11-25", "ends_on": "2026-11-26"}
        warned = client.post(address, days)
        assert warned.status_code == 422
        assert "Hanse, Reklamation, Lösen: Von Mittwoch, 25. November bis Donnerstag" in " ".join(warned.text.split())
        assert not Absence.objects.exists()
        assert client.post(address, days | {"even_so": "on"}).status_code == 302
        # What is a gap already is not said again.
        assert client.post(address, days).status_code == 302
    assert Absence.objects.count() == 1


def test_an_absence_that_somebody_else_able_bridges_is_no_gap(world: World, weld: Skill) -> None:
    Proficiency.objects.update_or_create(user=world.emeka, skill=weld, defaults={"level": 3})
    Absence.objects.create(user=world.aylin, starts_on=TODAY, ends_on=TODAY + timedelta(days=4))
    assert the_step(world).gaps == []
    assert covered(world).uncovered == []


def test_who_leaves_the_team_covers_its_steps_until_the_last_day(world: World, weld: Skill) -> None:
    Membership.objects.filter(user=world.aylin).update(ends_on=TODAY + timedelta(days=3))
    (gap,) = the_step(world).gaps
    assert (gap.first, gap.open_ended) == (TODAY + timedelta(days=4), True)


def test_processes_of_other_teams_and_retired_ones_are_left_out(world: World, weld: Skill) -> None:
    for key, fields in (("theirs", {"team": world.foerde}), ("old", {"retired_at": MONDAY})):
        process = make_process(key, key, **fields)
        StepSkill.objects.create(step=process.version.steps.get(position=0), skill=weld, level=3)
    assert [step.process for step in covered(world).steps] == [world.complaint]


def test_steps_without_a_skill_are_named_as_everybodys(world: World, weld: Skill) -> None:
    ((process, steps),) = covered(world).free
    assert (process, len(steps)) == (world.complaint, 4)


def test_the_page_leads_to_who_knows_the_customers(world: World, weld: Skill) -> None:
    Reading.objects.create(customer=world.dairy, user=world.emeka)
    page = page_of(world.aylin)
    assert "1 Kunden kennt nur eine Person." in page
    assert 'href="/knowledge/"' in page


def test_the_page_takes_the_same_queries_however_many_steps_skills_and_customers(world: World, weld: Skill) -> None:
    client = Client()
    client.force_login(world.aylin)
    client.get("/skills/")  # what is asked once in the life of a process is asked here
    counted = []
    for times in (1, 8):
        for number in range(times):
            process = make_process(f"p{times}-{number}", "Mehr")
            skill = Skill.objects.create(name=f"Kunst {times} {number}")
            for step in process.version.steps.all():
                StepSkill.objects.create(step=step, skill=skill)
            Absence.objects.create(user=world.emeka, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, number + 2))
            make_customer(f"Kunde {number}", world.hanse, number=7000 + 10 * times + number)
        with CaptureQueriesContext(connection) as queries:
            client.get("/skills/")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 30
