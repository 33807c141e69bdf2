from datetime import date
from decimal import Decimal

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.teams.actions import add_member, end_membership, lend_member
from rundum.teams.models import Cover, Membership
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_person

DECEMBER = date(2026, 12, 1)
NEW_YEAR = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def on_monday():
    with standing_at(MONDAY):
        yield


def home(user) -> Membership:
    return Membership.objects.get(user=user, kind="home")


def test_a_member_brings_someone_into_the_team(world: World) -> None:
    jana = make_person("Jana Wójcik")
    membership = add_member(world.hanse, user=jana, share=Decimal("0.8"), by=world.aylin)
    assert (membership.kind, membership.starts_on, membership.share) == ("home", MONDAY.date(), Decimal("0.8"))
    entry = Entry.objects.get()
    assert (entry.verb, entry.team_id, entry.customer_id) == ("teams.member_added", world.hanse.pk, 0)


@pytest.mark.parametrize("who", ["henrik", "piet", "vera", "sven"])
def test_nobody_outside_the_team_changes_who_is_in_it(world: World, who: str) -> None:
    jana, outsider = make_person("Jana Wójcik"), getattr(world, who)
    with pytest.raises(NotAllowed):
        add_member(world.hanse, user=jana, by=outsider)
    with pytest.raises(NotAllowed):
        end_membership(home(world.aylin), ends_on=NEW_YEAR, by=outsider)
    assert not jana.memberships.exists()
    assert home(world.aylin).ends_on is None
    assert not Entry.objects.exists()


def test_someone_is_at_home_in_one_team_only(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        add_member(world.hanse, user=world.piet, by=world.aylin)
    assert refusal.value.code == "home_elsewhere"
    assert "Förde" in str(refusal.value.sentence)
    assert not Entry.objects.exists()


def test_nobody_is_in_a_team_twice_at_a_time(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        add_member(world.hanse, user=world.aylin, starts_on=DECEMBER, by=world.ada)
    assert refusal.value.code == "already_member"


@pytest.mark.parametrize("share", ["0", "1.01", "-0.5"])
def test_a_share_lies_above_nothing_and_at_most_at_full_time(world: World, share: str) -> None:
    jana = make_person("Jana Wójcik")
    with pytest.raises(Refused):
        add_member(world.hanse, user=jana, share=Decimal(share), by=world.aylin)
    assert not jana.memberships.exists()


def test_a_team_lends_its_member_for_a_time(world: World) -> None:
    lent = lend_member(
        home(world.piet),
        to_team=world.hanse,
        share=Decimal("0.5"),
        starts_on=DECEMBER,
        ends_on=NEW_YEAR,
        by=world.chiara,
    )
    assert (lent.team, lent.kind, lent.ends_on) == (world.hanse, "loan", NEW_YEAR)
    assert Entry.objects.get().verb == "teams.member_lent"


def test_only_the_home_team_lends_someone(world: World) -> None:
    with pytest.raises(NotAllowed):
        add_member(world.hanse, user=world.piet, kind="loan", share=Decimal("0.5"), by=world.aylin)
    assert not Entry.objects.exists()


def test_nobody_is_lent_for_more_than_their_week(world: World) -> None:
    chiara = home(world.chiara)
    Membership.objects.filter(pk=chiara.pk).update(share="0.60")
    third = world.hanse.__class__.objects.create(name="Weser")
    with pytest.raises(Refused) as refusal:
        lend_member(chiara, to_team=third, share=Decimal("0.41"), starts_on=DECEMBER, ends_on=NEW_YEAR, by=world.piet)
    assert refusal.value.code == "lent_too_much"
    lend_member(chiara, to_team=third, share=Decimal("0.40"), starts_on=DECEMBER, ends_on=NEW_YEAR, by=world.piet)


def test_nobody_lends_themselves_into_another_teams_confidence(world: World) -> None:
    with pytest.raises(Refused, match="lends_oneself"):
        lend_member(
            home(world.piet), to_team=world.hanse, share=Decimal("0.1"), starts_on=DECEMBER, ends_on=NEW_YEAR,
            by=world.piet,
        )  # fmt: skip
    assert not Membership.objects.filter(user=world.piet, kind="loan").exists()
    assert not Entry.objects.exists()


def test_ending_a_home_ends_what_is_lent_of_it(world: World) -> None:
    end_membership(home(world.chiara), ends_on=DECEMBER, by=world.piet)
    assert Membership.objects.get(user=world.chiara, kind="loan").ends_on == DECEMBER


def test_either_team_ends_a_loan(world: World) -> None:
    loan = Membership.objects.get(user=world.chiara, kind="loan")
    end_membership(loan, ends_on=NEW_YEAR, by=world.piet)
    assert end_membership(loan, ends_on=DECEMBER, by=world.aylin).ends_on == DECEMBER


def test_a_last_day_before_the_first_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        end_membership(home(world.aylin), ends_on=date(2023, 12, 31), by=world.emeka)
    assert home(world.aylin).ends_on is None
    assert not Entry.objects.exists()


def test_who_comes_back_covers_nothing_until_they_say_so(world: World) -> None:
    end_membership(home(world.aylin), ends_on=date(2026, 11, 20), by=world.emeka)
    add_member(world.hanse, user=world.aylin, starts_on=DECEMBER, by=world.emeka)
    assert not Cover.objects.filter(user=world.aylin).exists()


def test_a_change_of_share_from_one_day_to_the_next_keeps_what_they_cover(world: World) -> None:
    end_membership(home(world.aylin), ends_on=date(2026, 11, 30), by=world.emeka)
    add_member(world.hanse, user=world.aylin, share=Decimal("0.5"), starts_on=DECEMBER, by=world.emeka)
    assert Cover.objects.filter(user=world.aylin).count() == 2
