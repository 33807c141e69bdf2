"""The example company: loaded by the actions people use, and gone in one step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed
from rundum.concerns.models import Concern, Credit, Promise, Verdict
from rundum.customers.models import Customer
from rundum.exchange.example import loading
from rundum.exchange.example.customers import customers
from rundum.exchange.example.removing import has_example, remove_example
from rundum.exchange.example.stories import stories
from rundum.improvement.models import ActionPart, Cause, CorrectiveAction, FaultLimit
from rundum.measures.models import WeekValue
from rundum.teams.models import Organisation, Team
from rundum.timeline.actions import add_entry
from rundum.timeline.models import Entry
from tests.world import World, make_concern, make_customer, make_team


@pytest.fixture
def smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "CUSTOMERS", 12)
    monkeypatch.setattr(loading, "CONCERNS", 25)


def test_the_same_seed_gives_the_same_customers() -> None:
    assert customers(120, 1) == customers(120, 1)
    assert len({customer.name for customer in customers(120, 2418)}) == 120


def test_there_are_stories_for_every_process_in_both_languages() -> None:
    kinds = {(story.process, story.language) for story in stories()}
    processes = ("service-case", "sale", "billing-question", "complaint", "delivery")
    assert kinds == {(process, language) for process in processes for language in ("de", "en")}


@pytest.mark.django_db
def test_the_example_is_a_whole_company(smaller: None) -> None:
    loading.load_example()
    assert Organisation.objects.get().is_example
    assert Team.objects.filter(is_example=True).count() == 3
    assert User.objects.filter(is_example=True).count() == 25
    assert Customer.objects.filter(is_example=True).count() == 12
    assert Concern.objects.filter(is_example=True).count() >= 24
    assert {customer.language for customer in Customer.objects.all()} == {"de", "en"}
    assert Promise.objects.filter(kept_at__isnull=False).exists()
    assert Verdict.objects.exclude(voice="").exists()
    for team in Team.objects.filter(is_example=True):
        assert Concern.objects.open().filter(team=team, holder=None).count() >= 3  # there is something to take
    # One closed, one to be checked, one back at the causes, one just opened; a cause one fault short of leading to it.
    parts = CorrectiveAction.objects.order_by("opened_at").values_list("next_part", flat=True)
    assert list(parts) == ["", ActionPart.CAUSES, ActionPart.VERDICT, ActionPart.CONSEQUENCES]
    assert max(cause.faults.count() for cause in Cause.objects.all()) == FaultLimit.TIMES - 1
    # Everything was done through actions: each concern's story begins with its entry.
    begun = Entry.objects.filter(verb="concerns.taken_in").values("concern_id").distinct().count()
    assert begun == Concern.objects.count()
    # Functions, skills and hours were written down week by week, as nothing else keeps them.
    for key in ("functions_covered", "skills_covered", "capacity"):
        weeks = WeekValue.objects.filter(measure__key=key, team__name="Hanse").order_by("week")
        assert weeks.count() == loading.RECORDED
        assert all(value is not None for value in weeks.values_list("value", flat=True))
    assert Credit.objects.count() == Entry.objects.filter(verb="concerns.credited").count()


@pytest.mark.django_db
def test_removing_an_example_organisation_leaves_an_empty_installation(
    smaller: None, settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.BEGUN_EMPTY = tmp_path / "begun-empty"
    loading.load_example()
    with django_capture_on_commit_callbacks(execute=True):
        remove_example(by=User.objects.get(is_administrator=True))
    assert settings.BEGUN_EMPTY.exists()  # or the next start would load it again
    assert not Organisation.objects.exists()
    assert not Customer.objects.exists()
    assert not User.objects.exists()


def test_removing_the_example_beside_real_data_takes_nothing_else(world: World, smaller: None) -> None:
    loading.load_example()
    concern = make_concern(world.dairy, world.complaint, "Echt", number=77777)
    helper = User.objects.get(name="Samira Haddad")
    add_entry("concerns.noted", by=helper, customer=world.dairy.pk, concern=concern.pk, text="Auch echt")
    before = (set(Customer.objects.filter(is_example=False)), set(User.objects.filter(is_example=False)))

    remove_example(by=world.ada)

    assert not has_example()
    assert not Customer.objects.filter(is_example=True).exists()
    assert set(Customer.objects.all()) == before[0]
    assert Concern.objects.get() == concern
    assert set(User.objects.all()) == before[1] | {helper}
    helper.refresh_from_db()
    assert not helper.is_active
    assert Entry.objects.get(concern_id=concern.pk).by == helper


@pytest.mark.django_db
def test_what_was_added_to_the_example_organisation_stays_when_the_example_goes(smaller: None) -> None:
    loading.load_example()
    by = User.objects.get(is_administrator=True)
    own = make_customer("Eigene Kunden KG", make_team("Eigenes Team"), number=9001)
    remove_example(by=by)
    assert not has_example()
    assert list(Customer.objects.all()) == [own]
    assert list(Team.objects.all()) == [own.team]
    by.refresh_from_db()
    assert by.is_active
    assert by.is_administrator
    assert not Organisation.objects.get().is_example


def test_only_administrators_remove_the_example(world: World) -> None:
    make_customer("Beispiel KG", world.hanse, number=9, is_example=True)
    with pytest.raises(NotAllowed):
        remove_example(by=world.aylin)
    assert Customer.objects.filter(is_example=True).exists()


def test_the_page_says_what_goes_and_removes_it_in_one_step(world: World, client: Client, smaller: None) -> None:
    loading.load_example()
    client.force_login(world.ada)
    assert client.get("/import/example/removal/").status_code == 200
    assert has_example()
    assert client.post("/import/example/removal/", {"sure": "yes"}).url == "/"
    assert not has_example()


@pytest.mark.django_db(transaction=True)
def test_when_the_whole_organisation_goes_the_first_run_opens_and_not_the_sign_in(world: World, client: Client) -> None:
    for model in (Organisation, Team, Customer, User):
        model._default_manager.update(is_example=True)
    client.force_login(world.ada)
    assert client.post("/import/example/removal/", {"sure": "yes"}).url == "/first-run/"
    assert not Organisation.objects.exists()
