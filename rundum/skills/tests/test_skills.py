import pytest
from django.test import Client

from rundum.base.refusals import NotAllowed, Refused
from rundum.skills.actions import (
    add_skill,
    bring_back_skill,
    choose_strength,
    drop_strength,
    drop_wish,
    retire_skill,
    set_level,
    wish_to_learn,
)
from rundum.skills.models import LearningWish, Level, Proficiency, Skill, Strength
from rundum.skills.queries import function_coverage, matrix_of
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

TODAY = MONDAY.date()


@pytest.fixture
def invoices(world: World) -> Skill:
    return Skill.objects.create(name="Rechnung klären", function=world.accounts)


def test_people_rate_themselves(world: World, invoices: Skill) -> None:
    set_level(invoices, level=3, by=world.aylin)
    set_level(invoices, level=3, by=world.aylin)
    assert Proficiency.objects.get().level == Level.ALONE
    assert Entry.objects.get().verb == "skills.level_set"


def test_a_level_that_does_not_exist_is_an_error(world: World, invoices: Skill) -> None:
    with pytest.raises(ValueError, match="5"):
        set_level(invoices, level=5, by=world.aylin)
    assert not Proficiency.objects.exists()


def test_who_teaches_a_skill_no_longer_wants_to_learn_it(world: World, invoices: Skill) -> None:
    wish_to_learn(invoices, by=world.aylin)
    set_level(invoices, level=4, by=world.aylin)
    assert not LearningWish.objects.exists()
    with pytest.raises(Refused):
        wish_to_learn(invoices, by=world.aylin)


def test_a_wish_is_said_and_dropped_once(world: World, invoices: Skill) -> None:
    for _ in range(2):
        wish_to_learn(invoices, by=world.aylin)
    for _ in range(2):
        drop_wish(invoices, by=world.aylin)
    assert [entry.verb for entry in Entry.objects.order_by("id")] == ["skills.wished", "skills.wish_dropped"]


def test_members_name_skills_and_others_do_not(world: World) -> None:
    add_skill(name="Zahlungsverkehr", function=world.accounts, by=world.aylin)
    for who in (world.henrik, world.vera):
        with pytest.raises(NotAllowed):
            add_skill(name="Anwendungstechnik", by=who)
    assert Skill.objects.count() == 1


def test_a_name_is_taken_in_any_writing_and_a_retired_skill_comes_back(world: World, invoices: Skill) -> None:
    with pytest.raises(Refused) as refusal:
        add_skill(name="rechnung klären", by=world.aylin)
    assert refusal.value.code == "name_taken"
    retire_skill(invoices, by=world.aylin)
    with pytest.raises(Refused) as refusal:
        add_skill(name="rechnung klären", by=world.aylin)
    assert refusal.value.code == "name_retired"
    assert bring_back_skill(invoices, by=world.aylin).retired_at is None


def test_a_retired_skill_takes_no_levels(world: World, invoices: Skill) -> None:
    retired = retire_skill(invoices, by=world.ada)
    with pytest.raises(Refused):
        set_level(retired, level=2, by=world.aylin)
    with pytest.raises(Refused):
        retire_skill(invoices, by=world.ada)
    assert not Proficiency.objects.exists()


def test_strengths_are_few_and_ones_own(world: World) -> None:
    first = choose_strength("ruhig am Telefon", by=world.aylin)
    assert choose_strength("Ruhig am Telefon", by=world.aylin) == first
    for number in range(5):
        choose_strength(f"Stärke {number}", by=world.aylin)
    with pytest.raises(Refused) as refusal:
        choose_strength("noch eine", by=world.aylin)
    assert refusal.value.code == "too_many"
    with pytest.raises(Refused):
        drop_strength(first, by=world.emeka)
    assert Strength.objects.count() == 6


def test_coverage_weighs_share_and_level(world: World, invoices: Skill) -> None:
    def accounts():
        return next(each for each in function_coverage(world.hanse, TODAY) if each.function == world.accounts)

    assert accounts().weight == 1  # nobody has stated a level: it counts in full
    set_level(invoices, level=2, by=world.aylin)
    assert accounts().weight * 2 == 1
    assert accounts().needs_help


def test_the_matrix_says_in_words_who_is_missing(world: World, invoices: Skill, client: Client) -> None:
    client.force_login(world.aylin)
    assert "fehlt" in client.get("/skills/").content.decode()
    set_level(invoices, level=3, by=world.aylin)
    assert "nur eine" in client.get("/skills/").content.decode()
    set_level(invoices, level=4, by=world.emeka)
    assert "2 können es allein" in client.get("/skills/").content.decode()


def test_a_learner_is_shown_who_teaches(world: World, invoices: Skill) -> None:
    set_level(invoices, level=3, by=world.emeka)
    wish_to_learn(invoices, by=world.aylin)
    (lesson,) = matrix_of(world.hanse, TODAY).lessons
    assert [teacher.user for teacher in lesson.teachers] == [world.emeka]


def test_ones_own_cell_answers_with_its_row(world: World, invoices: Skill, client: Client) -> None:
    client.force_login(world.aylin)
    address = f"/skills/{invoices.pk}/level/"
    row = client.post(address, {"level": "3"}, headers={"HX-Request": "true"}).content.decode()
    assert row.startswith(f'<tr id="skill-{invoices.pk}"')
    assert 'data-l="3"' in row
    assert client.post(address, {"learns": "yes"}).headers["Location"] == f"/skills/#skill-{invoices.pk}"
    assert LearningWish.objects.exists()
    client.post(address, {"learns": "no"})
    assert not LearningWish.objects.exists()
    client.post(address, {"level": "9"})
    assert Proficiency.objects.get().level == 3


def test_all_own_levels_are_said_in_one_form(world: World, invoices: Skill, client: Client) -> None:
    other = Skill.objects.create(name="Ausschreibung", function=world.sales)
    client.force_login(world.aylin)
    assert client.get("/skills/mine/").status_code == 200
    answers = {f"level_{invoices.pk}": "2", f"level_{other.pk}": "0", "learns": [other.pk]}
    assert client.post("/skills/mine/", answers).status_code == 302
    assert [(each.skill, each.level) for each in Proficiency.objects.all()] == [(invoices, 2)]
    assert LearningWish.objects.get().skill == other


def test_the_list_of_skills_is_kept_on_pages(world: World, invoices: Skill, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.post("/skills/new/", {"name": "Ausschreibung", "function": world.sales.pk}).status_code == 302
    assert client.post("/skills/new/", {"name": ""}).status_code == 422
    assert client.post(f"/skills/{invoices.pk}/", {"name": "Rechnungen klären"}).status_code == 302
    assert client.post(f"/skills/{invoices.pk}/retirement/").status_code == 302
    assert "Rechnungen klären" in client.get("/skills/list/").content.decode()
    assert client.post(f"/skills/{invoices.pk}/return/").status_code == 302
    client.force_login(world.henrik)
    assert client.post("/skills/new/", {"name": "Anweisen"}).status_code == 403
    assert Skill.objects.count() == 2


def test_strengths_are_chosen_and_dropped_on_a_page(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.post("/skills/strengths/", {"name": "Verhandeln"}).status_code == 302
    strength = Strength.objects.get()
    client.force_login(world.emeka)
    assert client.post(f"/skills/strengths/{strength.pk}/removal/").status_code == 404
    client.force_login(world.aylin)
    assert client.post(f"/skills/strengths/{strength.pk}/removal/").status_code == 302
    assert not Strength.objects.exists()
