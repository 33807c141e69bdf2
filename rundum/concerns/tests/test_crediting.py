"""Goodwill within the team's authority (AC3.3, AC3.4)."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.moving import hand_over_concern, merge_concern, split_concern, undo_merge
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.models import Concern, Credit
from rundum.concerns.queries.family import case_of
from rundum.decisions.models import Authority, AuthorityUse
from rundum.decisions.queries import authority_state
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern, make_world


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dichtungen undicht")


def test_up_to_the_limit_goes_through_alone(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_credit(concern, amount=Decimal("99.99"), reason="Reinigung", by=world.aylin)
        give_credit(concern, amount=Decimal("0.01"), reason="Rest", by=world.emeka)
        state = authority_state(world.hanse, area="goodwill", case=case_of(concern))
    assert (state.used_case, state.left) == (Decimal("100.00"), Decimal(0))


def test_a_cent_above_the_limit_per_case_is_refused_also_in_parts(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        with pytest.raises(Refused, match="over_case"):
            give_credit(concern, amount=Decimal("100.01"), reason="x", by=world.aylin)
        give_credit(concern, amount=Decimal("60"), reason="x", by=world.aylin)
        with pytest.raises(Refused, match="over_case"):
            give_credit(concern, amount=Decimal("40.01"), reason="x", by=world.emeka)
    assert Credit.objects.count() == 1
    assert Entry.objects.count() == 1


def test_the_month_is_counted_over_all_cases(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        for number in (1, 2):
            other = make_concern(world.dairy, world.complaint, "x", number=number)
            give_credit(other, amount=Decimal("100"), reason="x", by=world.aylin)
        with pytest.raises(Refused, match="over_month"):
            give_credit(concern, amount=Decimal("50.01"), reason="x", by=world.aylin)
        give_credit(concern, amount=Decimal("50.00"), reason="x", by=world.aylin)
    with standing_at(MONDAY + timedelta(days=10)):
        give_credit(concern, amount=Decimal("50.00"), reason="neuer Monat, derselbe Fall", by=world.aylin)


def test_every_use_keeps_the_limit_of_its_time(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        credit = give_credit(concern, amount=Decimal("80"), reason="x", by=world.aylin)
        Authority.objects.create(team=world.hanse, area="goodwill", per_case=10, per_month=20, in_force_from=MONDAY)
    use = AuthorityUse.objects.get(pk=credit.use_id)
    assert (use.limit_per_case, use.limit_per_month) == (Decimal("100.00"), Decimal("250.00"))


@pytest.mark.parametrize("outsider", ["piet", "henrik", "vera", "ada"])
def test_nobody_outside_spends_the_teams_money(world: World, concern: Concern, outsider: str) -> None:
    with standing_at(MONDAY), pytest.raises(NotAllowed):
        give_credit(concern, amount=Decimal("1"), reason="x", by=getattr(world, outsider))
    assert not AuthorityUse.objects.exists()


def test_a_team_without_authority_is_told(world: World) -> None:
    concern = make_concern(world.clinic, world.complaint, "x")
    with standing_at(MONDAY), pytest.raises(Refused, match="no_authority"):
        give_credit(concern, amount=Decimal("1"), reason="x", by=world.piet)


def test_a_credit_taken_back_at_once_is_free_again(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_credit(concern, amount=Decimal("100"), reason="x", by=world.aylin)
        undo_entry(Entry.objects.latest("pk"), by=world.aylin)
        assert authority_state(world.hanse, area="goodwill", case=case_of(concern)).left == Decimal("100.00")
    assert not Credit.objects.exists()


def test_a_second_press_of_the_button_gives_no_second_credit(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_credit(concern, amount=Decimal("30"), reason="Ausfall", by=world.aylin)
        with pytest.raises(Refused, match="twice"):
            give_credit(concern, amount=Decimal("30.00"), reason="Ausfall", by=world.aylin)
        give_credit(concern, amount=Decimal("30"), reason="Ausfall", by=world.emeka)
    with standing_at(MONDAY + timedelta(seconds=10)):
        give_credit(concern, amount=Decimal("30"), reason="Ausfall", by=world.aylin)
    assert concern.credits.count() == 3


def test_split_the_limit_per_case_stays_one(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        part = split_concern(concern, title="Fracht", process=world.complaint, by=world.aylin)
        part_of_part = split_concern(part, title="Mahnung", process=world.complaint, by=world.aylin)
        give_credit(part_of_part, amount=Decimal("60"), reason="x", by=world.aylin)
        for other in (concern, part):
            with pytest.raises(Refused, match="over_case"):
                give_credit(other, amount=Decimal("40.01"), reason="x", by=world.emeka)
        give_credit(concern, amount=Decimal("40"), reason="x", by=world.emeka)
        assert authority_state(world.hanse, area="goodwill", case=case_of(part)).left_case == 0
    assert Credit.objects.count() == 2


def test_with_another_team_the_case_goes_on(world: World, concern: Concern) -> None:
    Authority.objects.create(team=world.foerde, area="goodwill", per_case=100, per_month=500, in_force_from=MONDAY)
    with standing_at(MONDAY):
        part = split_concern(concern, title="Fracht", process=world.complaint, by=world.aylin)
        give_credit(concern, amount=Decimal("60"), reason="x", by=world.aylin)
        hand_over_concern(part, to_team=world.foerde, reason="Fachfrage", by=world.aylin)
        with pytest.raises(Refused, match="over_case"):
            give_credit(part, amount=Decimal("40.01"), reason="x", by=world.piet)
        give_credit(part, amount=Decimal("40"), reason="x", by=world.piet)
        assert authority_state(world.foerde, area="goodwill", case=case_of(part)).used_month == 40
    assert Credit.objects.count() == 2


def test_merged_they_are_one_case_and_taken_back_two_again(world: World, concern: Concern) -> None:
    other = make_concern(world.dairy, world.complaint, "Fracht", number=2419)
    with standing_at(MONDAY):
        give_credit(other, amount=Decimal("60"), reason="x", by=world.aylin)
        merge = merge_concern(other, into=concern, by=world.aylin)
        with pytest.raises(Refused, match="over_case"):
            give_credit(concern, amount=Decimal("40.01"), reason="x", by=world.aylin)
        give_credit(concern, amount=Decimal("30"), reason="x", by=world.aylin)
        undo_merge(merge, by=world.aylin)
        left = [authority_state(world.hanse, area="goodwill", case=case_of(one)).left_case for one in (other, concern)]
    assert left == [40, 70]


def test_the_bar_shows_what_the_whole_case_has_had(world: World, concern: Concern, client: Client) -> None:
    with standing_at(MONDAY):
        part = split_concern(concern, title="Fracht", process=world.complaint, by=world.aylin)
        give_credit(concern, amount=Decimal("60"), reason="x", by=world.aylin)
        client.force_login(world.aylin)
        address = f"/concerns/{part.customer_id}/{part.pk}/"
        page = client.get(address).content.decode()
        typed = client.get(f"{address}credits/authority/", {"amount": "40,01"}).content.decode()
    assert "genutzt 60\xa0€" in page
    assert "gezählt über seine 2 Anliegen" in page
    assert "Aufteilen ist nicht erlaubt" in typed
    assert "gezählt über seine 2 Anliegen" in typed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spread", ["one concern", "a part of it", "a part with another team"])
def test_two_members_at_once_cannot_both_spend_what_is_left(spread: str) -> None:
    world = make_world()
    concern = make_concern(world.dairy, world.complaint, "x")
    part, second = concern, world.emeka
    if spread != "one concern":
        part = split_concern(concern, title="y", process=world.complaint, by=world.aylin)
    if spread == "a part with another team":
        Authority.objects.create(team=world.foerde, area="goodwill", per_case=100, per_month=500, in_force_from=MONDAY)
        hand_over_concern(part, to_team=world.foerde, reason="Fachfrage", by=world.aylin)
        second = world.piet
    outcomes: list[str] = []

    def spend() -> None:
        try:
            give_credit(part, amount=Decimal("60"), reason="x", by=second)
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    other = threading.Thread(target=spend)
    with transaction.atomic():
        give_credit(concern, amount=Decimal("60"), reason="x", by=world.aylin)
        other.start()
        other.join(0.5)
        assert other.is_alive()  # it waits until the first is written
    other.join()
    assert outcomes == ["over_case"]
    assert AuthorityUse.objects.count() == 1
